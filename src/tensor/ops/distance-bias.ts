/**
 * @file Positions as a bias of attention's scores that depends on the distance alone: ALiBi (Press et
 * al. 2021, arXiv 2108.12409), which is fixed, and T5's relative bias (Raffel et al. 2019,
 * arXiv 1910.10683), which is learned. A distance is key − query: 0 or less for a causal model.
 */
import * as tf from '@tensorflow/tfjs-core';
import { alibiSlopes, distanceBucket, type BucketOptions } from '../positions';
import { embedding } from './embedding';

/** `[distances, heads]`: −slope · |distance| */
export function alibiBias(distances: readonly number[], heads: number): tf.Tensor2D {
  const slopes = alibiSlopes(heads);
  const table = distances.flatMap((distance) => slopes.map((slope) => -slope * Math.abs(distance)));
  return tf.tensor2d(table, [distances.length, heads]);
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
