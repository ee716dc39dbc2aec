/**
 * @file The colours of a matrix: its range, and the cells that stay empty.
 */
import { describe, expect, it } from 'vitest';
import { heatTable } from './color';
import { paintMatrix, rangeOf } from './MatrixHeat';

const table = heatTable(['#000000', '#404040', '#808080', '#c0c0c0', '#ffffff']);

function paint(values: number[], range: readonly [number, number]) {
  const pixels = new Uint8ClampedArray(4 * values.length);
  paintMatrix(pixels, values, range, table);
  return values.map((_, index) => [...pixels.subarray(4 * index, 4 * index + 4)]);
}

describe('a matrix as colours', () => {
  it('goes from its smallest to its largest number', () => {
    expect(rangeOf([3, -2, NaN, 7, Infinity])).toEqual([-2, 7]);
    expect(rangeOf([NaN])).toEqual([0, 1]);
  });

  it('has the first and the last colour at the ends, and nothing where there is no number', () => {
    expect(paint([-2, 7, NaN, 100], [-2, 7])).toEqual([
      [0, 0, 0, 255],
      [255, 255, 255, 255],
      [0, 0, 0, 0],
      [255, 255, 255, 255],
    ]);
  });

  it('has one colour where all numbers are equal', () => {
    const [one, other] = paint([5, 5], [5, 5]);
    expect(one).toEqual(other);
  });
});
