/**
 * @file Softmax cross-entropy from logits, mean over rows, in nats; loss and gradient share one
 * log-softmax with the row maximum subtracted.
 */
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../with-gradient';

/**
 * @param logits `[rows, vocabulary]`
 * @param labels int32 `[rows]`
 * @returns scalar: mean of −log p(label)
 */
export function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  const [rows, vocabulary] = logits.shape;
  return withGradient<tf.Scalar>(
    [logits],
    (save) => {
      const shifted = tf.sub(logits, tf.max(logits, 1, true));
      const exponentials = tf.exp(shifted);
      const sums = tf.sum(exponentials, 1, true);
      const oneHot = tf.cast(tf.oneHot(labels, vocabulary), 'float32');
      save(tf.div(exponentials, sums), oneHot);
      const picked = tf.sum(tf.mul(shifted, oneHot), 1, true);
      return tf.mean(tf.sub(tf.log(sums), picked));
    },
    (gradient, [probabilities, oneHot]) => [
      tf.mul(tf.sub(probabilities, oneHot), tf.div(gradient, rows)),
    ],
  );
}
