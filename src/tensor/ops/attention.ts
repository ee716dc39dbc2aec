/**
 * @file Causal scaled dot-product attention (Vaswani et al. 2017, arXiv 1706.03762):
 * softmax(Q·Kᵀ/√headDim + mask)·V. The time × time matrix is made in full.
 */
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../with-gradient';

/** Large enough to vanish after the softmax, small enough never to give NaN. */
const masked = -1e9;

/** `[time, time]`: 0 where a query may look (itself and before), −10⁹ where it may not. */
export function causalMask(time: number): tf.Tensor2D {
  return tf.tensor2d(
    Float32Array.from({ length: time * time }, (_, index) =>
      index % time <= Math.floor(index / time) ? 0 : masked,
    ),
    [time, time],
  );
}

/**
 * Attention probabilities; rows are queries and sum to 1. The first two axes, heads and batch, are
 * worked on one by one, in whatever order they stand.
 * @param query `[heads, batch, time, headDim]`
 * @param key `[heads, batch, time, headDim]`
 * @param mask `[time, time]`, added to the scores
 * @returns `[heads, batch, time, time]`
 */
export function attentionProbabilities(
  query: tf.Tensor4D,
  key: tf.Tensor4D,
  mask: tf.Tensor2D,
): tf.Tensor4D {
  const scale = 1 / Math.sqrt(query.shape[3]);
  return withGradient<tf.Tensor4D>(
    [query, key],
    (save) => {
      const scores = tf.matMul(tf.mul(query, scale), key, false, true);
      const probabilities = tf.softmax(tf.add<tf.Tensor4D>(scores, mask));
      save(query, key, probabilities);
      return probabilities;
    },
    (gradient, [savedQuery, savedKey, probabilities]) => {
      const weighted = tf.mul(gradient, probabilities);
      const rowSums = tf.sum(weighted, -1, true);
      const scores = tf.mul(tf.sub(weighted, tf.mul(probabilities, rowSums)), scale);
      return [tf.matMul(scores, savedKey), tf.matMul(scores, savedQuery, true, false)];
    },
  );
}
