/**
 * @file RoPE against worked numbers (half-split pairs, base 10000) and its defining properties.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairProducts, ropeScore, rotate } from './rope';
import { scoreCurves } from './RopeScore';

/** base^(−2i/headDim), base 10000. */
const anglesOf = (headDim: number) =>
  Array.from({ length: headDim / 2 }, (_, pair) => 10_000 ** ((-2 * pair) / headDim));
const angles = anglesOf(8);
const query = [0.3, -1.2, 0.8, 0.5, -0.7, 1.1, 0.2, -0.4];
const key = [1, 0.4, -0.6, 0.9, 0.1, -0.3, 0.7, 0.2];

function expectClose(actual: readonly number[], expected: readonly number[]) {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, index) => expect(value).toBeCloseTo(expected[index], 9));
}

describe('RoPE', () => {
  it.each([
    [0, [1, 2, 3, 4]],
    [1, [-1.98411064856, 1.9599006675, 2.46237790241, 4.01979966833]],
    [2, [-3.14403911702, 1.91960534656, -0.339143082816, 4.03919736005]],
    [3, [-1.41335252078, 1.87911806669, -2.82885748174, 4.0581911354]],
  ])('rotates four components at position %i', (position, expected) => {
    expectClose(rotate([1, 2, 3, 4], position, anglesOf(4)), expected);
  });

  it('rotates eight components', () => {
    expectClose(
      rotate([1, 2, 3, 4, 5, 6, 7, 8], 5, angles),
      [
        5.07828355878, -1.12138810784, 2.64639659629, 3.95995016677, 0.459386652653, 6.22434644855,
        7.14118933058, 8.01989991688,
      ],
    );
  });

  it.each([
    [0, 0, -0.55],
    [3, 1, -0.197087774866],
    [10, 8, -0.197087774866],
    [105, 103, -0.197087774866],
    [1, 3, -1.52191311058],
    [8, 10, -1.52191311058],
  ])('scores query at %i and key at %i', (m, n, product) => {
    expect(ropeScore(query, key, m, n, angles) * Math.sqrt(8)).toBeCloseTo(product, 9);
    const sum = pairProducts(query, key, m, n, angles).reduce((total, one) => total + one, 0);
    expect(sum).toBeCloseTo(product, 9);
  });

  it('keeps the length and sees only distances', () => {
    const vector = fc.array(fc.float({ min: -4, max: 4, noNaN: true }), {
      minLength: 8,
      maxLength: 8,
    });
    const position = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(vector, vector, position, position, position, (q, k, m, n, shift) => {
        expect(Math.hypot(...rotate(q, m, angles))).toBeCloseTo(Math.hypot(...q), 9);
        const moved = ropeScore(q, k, m + shift, n + shift, angles);
        expect(moved).toBeCloseTo(ropeScore(q, k, m, n, angles), 9);
      }),
    );
  });

  it('draws two curves that coincide to rounding, but would not for another distance', () => {
    const curves = scoreCurves(query, key, angles, 16, 100);
    expect(curves.near[2] * Math.sqrt(8)).toBeCloseTo(-0.197087774866, 9);
    expect(curves.difference).toBeLessThan(1e-12);
    expect(curves.difference).toBe(
      Math.max(...curves.near.map((score, index) => Math.abs(score - curves.shifted[index]))),
    );
    expect(Math.abs(curves.near[0] - curves.near[1])).toBeGreaterThan(0.01);
  });
});
