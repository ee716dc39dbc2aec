/**
 * @file GELU in the tanh form of GPT-2 (Hendrycks & Gimpel 2016, arXiv 1606.08415):
 * ½x(1 + tanh(√(2/π)(x + 0.044715x³))). It differs from the erf form in the 4th decimal.
 */
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../with-gradient';

const slope = Math.sqrt(2 / Math.PI);
const cubic = 0.044715;

export function gelu(x: tf.Tensor2D): tf.Tensor2D {
  return withGradient<tf.Tensor2D>(
    [x],
    (save) => {
      const inner = tf.mul(x, tf.add(tf.mul(tf.square(x), slope * cubic), slope));
      const bend = tf.tanh(inner);
      save(x, bend);
      return tf.mul(tf.mul(x, 0.5), tf.add(bend, 1));
    },
    (gradient, [savedX, bend]) => {
      // ½(1 + t) + ½x(1 − t²)·√(2/π)(1 + 3·0.044715x²)
      const innerSlope = tf.add(tf.mul(tf.square(savedX), 3 * slope * cubic), slope);
      const bendSlope = tf.mul(tf.mul(savedX, tf.sub(1, tf.square(bend))), innerSlope);
      return [tf.mul(gradient, tf.mul(tf.add(tf.add(bend, 1), bendSlope), 0.5))];
    },
  );
}
