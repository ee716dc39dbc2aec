/**
 * @file Numbers of the chapter's pictures.
 */
import { describe, expect, it } from 'vitest';
import { alibiSlopes, bucketBehind, sinusoid } from '../../state/positions';
import { biasMatrix, cosines, products } from './matrices';
import { smoothed } from './smoothed';

describe('matrices', () => {
  it('products of sinusoids depend on the distance alone', () => {
    const [rows, width] = [12, 8];
    const matrix = Float32Array.from({ length: rows * width }, (_, index) =>
      sinusoid(Math.floor(index / width), index % width, width),
    );
    const all = products(matrix, rows, width);
    // p0·p1 = p5·p6, p0·p3 = p7·p10
    expect(all[1]).toBeCloseTo(3.53525597156, 5);
    expect(all[5 * rows + 6]).toBeCloseTo(3.53525597156, 5);
    expect(all[3]).toBeCloseTo(1.96488952628, 5);
    expect(all[7 * rows + 10]).toBeCloseTo(1.96488952628, 5);
    expect(cosines(matrix, rows, width)[0]).toBeCloseTo(1, 6);
  });

  it('a row of zeros is like nothing', () => {
    expect([...cosines(Float32Array.of(0, 0, 1, 0), 2, 2)]).toEqual([0, 0, 0, 1]);
  });

  it("ALiBi's first of eight heads", () => {
    const [slope] = alibiSlopes(8);
    expect([...biasMatrix(3, (behind) => -slope * behind)]).toEqual([
      ...[-0, NaN, NaN],
      ...[-0.5, -0, NaN],
      ...[-1, -0.5, -0],
    ]);
  });
});

it('ranges of distances end where the settings say', () => {
  expect(
    [0, 7, 8, 15, 100].map((behind) => bucketBehind(behind, { buckets: 16, mostDistant: 16 })),
  ).toEqual([0, 7, 8, 15, 15]);
  expect(bucketBehind(113)).toBe(31);
});

it('smooths without moving the ends away', () => {
  expect(smoothed([1, 2, 6, 3], 1)).toEqual([1.5, 3, 11 / 3, 4.5]);
  expect(smoothed([1, 2, 6], 0)).toEqual([1, 2, 6]);
});
