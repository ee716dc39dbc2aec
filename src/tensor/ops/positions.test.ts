/**
 * @file Tables of positions against numbers computed apart from this code, from the papers' formulas.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { alibiSlopes, distanceBucket, sinusoid } from '../positions';
import { alibiBias } from './distance-bias';
import fixture from './positions.fixture.json';
import { pairOrders, rotationFrequencies } from '../rotary';
import { rotationTable, turnPairs } from './rope';
import { sinusoidTable } from './sinusoids';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const t5 = { buckets: 32, mostDistant: 128 };

describe('ALiBi', () => {
  it.each(Object.entries(fixture.alibiSlopes))('slopes of %s heads', (heads, expected) => {
    const slopes = alibiSlopes(Number(heads));
    expect(slopes).toHaveLength(expected.length);
    slopes.forEach((slope, head) => expect(slope).toBeCloseTo(expected[head], 11));
  });

  it('biases fall with the distance, the same on both sides', async () => {
    const { distances, biases } = fixture.alibiOfFirstOf8Heads;
    const rows = await alibiBias([...distances, 3], 8).array();
    const expected = [...biases, biases[3]];
    rows.forEach(([first], row) => expect(first).toBeCloseTo(expected[row], 11));
    expect(rows[1].map((bias) => -bias)).toEqual(alibiSlopes(8));
  });
});

describe("T5's buckets", () => {
  const { distances, bidirectional, causal } = fixture.t5Buckets;

  it.each([
    ['causal', true, causal],
    ['bidirectional', false, bidirectional],
  ] as const)('%s', (_, isCausal, expected) => {
    const buckets = distances.map((distance) => distanceBucket(distance, { ...t5, isCausal }));
    expect(buckets).toEqual(expected);
  });

  it('each begins where it should', () => {
    for (const [bucket, first] of Object.entries(fixture.causalFirstDistanceOfBucket)) {
      const bucketOf = (behind: number) => distanceBucket(-behind, { ...t5, isCausal: true });
      expect(bucketOf(first)).toBe(Number(bucket));
      if (first > 0) expect(bucketOf(first - 1)).toBe(Number(bucket) - 1);
    }
  });
});

describe.each(pairOrders)('RoPE, pairs: %s', (order) => {
  /** A vector turned as at a position, base 10000. */
  const turned = (x: number[], position: number) => {
    const channels = x.length;
    const table = rotationTable(position + 1, channels, rotationFrequencies(channels, 10_000));
    const angles = tf.slice2d(table, [position, 0], [1, channels]);
    return turnPairs(tf.tensor2d([x]), angles, { order, channels }).arraySync()[0];
  };
  const { rotated, query, key, products } = fixture.rope;

  it.each(rotated)('turns $x at $position', ({ x, position, ...expected }) => {
    turned(x, position).forEach((value, at) => expect(value).toBeCloseTo(expected[order][at], 5));
  });

  it.each(products)('of query at $query and key at $key', (places) => {
    const turnedKey = turned(key, places.key);
    const product = turned(query, places.query).reduce((sum, x, at) => sum + x * turnedKey[at], 0);
    expect(product).toBeCloseTo(places[order], 4);
  });

  it('leaves the numbers beyond its channels as they are', () => {
    const x = tf.tensor2d([[1, 2, 3, 4, 5, 6]]);
    const angles = tf.slice2d(rotationTable(4, 6, [1, 0.01]), [3, 0], [1, 6]);
    const [result] = turnPairs(x, angles, { order, channels: 4 }).arraySync();
    turned([1, 2, 3, 4], 3).forEach((value, at) => expect(result[at]).toBeCloseTo(value, 6));
    expect(result.slice(4)).toEqual([5, 6]);
  });
});

describe('sinusoids', () => {
  it.each(Object.entries(fixture.sinusoidsOfWidth8))('of position %s', (position, expected) => {
    expected.forEach((value, column) =>
      expect(sinusoid(Number(position), column, 8)).toBeCloseTo(value, 11),
    );
  });

  it('their products depend on the distance alone', async () => {
    const rows = await sinusoidTable(12, 6).array();
    const product = (one: number, other: number) =>
      rows[one].reduce((sum, value, column) => sum + value * rows[other][column], 0);
    expect(product(7, 10)).toBeCloseTo(product(0, 3), 5);
    expect(product(0, 3)).not.toBeCloseTo(product(0, 4), 2);
  });
});
