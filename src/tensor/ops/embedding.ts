/**
 * @file Token embedding. The gradient is a product with the one-hot ids: a scatter would need
 * `UnsortedSegmentSum`, which the WASM backend lacks.
 */
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../with-gradient';

/**
 * @param table `[vocabulary, width]`
 * @param ids int32 `[rows]`, each below `vocabulary`
 * @returns `[rows, width]`
 */
export function embedding(table: tf.Tensor2D, ids: tf.Tensor1D): tf.Tensor2D {
  const [vocabulary] = table.shape;
  return withGradient<tf.Tensor2D>(
    [table],
    (save) => {
      save(ids);
      return tf.gather(table, ids);
    },
    (gradient, [savedIds]) => {
      const oneHot = tf.cast(tf.oneHot(tf.cast(savedIds, 'int32'), vocabulary), 'float32');
      return [tf.matMul(oneHot, gradient, true, false)];
    },
  );
}
