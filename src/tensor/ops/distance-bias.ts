/**
 * @file Positions as a bias of attention's scores that depends on the distance alone: ALiBi (Press et
 * al. 2021, arXiv 2108.12409), which is fixed, and T5's relative bias (Raffel et al. 2019,
 * arXiv 1910.10683), which is learned. A distance is key − query: 0 or less for a causal model.
 */
import * as tf from '@tensorflow/tfjs-core';
import { embedding } from './embedding';

/**
 * What each head's bias falls by from token to token: 2^(−8h/heads) for h = 1 … heads. Where `heads`
 * is no power of two, those of the next lower one, then every other one of its double.
 */
export function alibiSlopes(heads: number): number[] {
  const power = 2 ** Math.floor(Math.log2(heads));
  const slope = (head: number, among: number) => 2 ** ((-8 * head) / among);
  return Array.from({ length: heads }, (_, index) =>
    index < power ? slope(index + 1, power) : slope(2 * (index - power) + 1, 2 * power),
  );
}

/** `[distances, heads]`: −slope · |distance| */
export function alibiBias(distances: readonly number[], heads: number): tf.Tensor2D {
  const slopes = alibiSlopes(heads);
  const table = distances.flatMap((distance) => slopes.map((slope) => -slope * Math.abs(distance)));
  return tf.tensor2d(table, [distances.length, heads]);
}

export interface BucketOptions {
  buckets: number;
  /** From this distance on all are in the last bucket. */
  mostDistant: number;
  /** Keys after the query are never seen and need no buckets; else they have the upper half. */
  isCausal: boolean;
}

/** T5's buckets: near distances have one each; farther ones share them, evenly on a logarithmic scale. */
export function distanceBucket(
  distance: number,
  { buckets, mostDistant, isCausal }: BucketOptions,
): number {
  const ofSide = isCausal ? buckets : buckets / 2;
  const start = !isCausal && distance > 0 ? ofSide : 0;
  const far = isCausal ? Math.max(0, -distance) : Math.abs(distance);
  const exact = Math.floor(ofSide / 2);
  if (far < exact) return start + far;
  const share = Math.log(far / exact) / Math.log(mostDistant / exact);
  return start + Math.min(ofSide - 1, exact + Math.floor(share * (ofSide - exact)));
}

/**
 * `[distances, heads]`: the row of each distance's bucket
 * @param table `[buckets, heads]`
 */
export function bucketedBias(
  table: tf.Tensor2D,
  distances: readonly number[],
  options: Omit<BucketOptions, 'buckets'>,
): tf.Tensor2D {
  const buckets = table.shape[0];
  const ids = distances.map((distance) => distanceBucket(distance, { ...options, buckets }));
  return embedding(table, tf.tensor1d(ids, 'int32'), null);
}
