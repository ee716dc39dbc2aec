/**
 * @file GELU in the tanh form of GPT-2 (Hendrycks & Gimpel 2016, arXiv 1606.08415):
 * ½x(1 + tanh(u)) with u = √(2/π)(x + 0.044715x³). It differs from the erf form in the 4th decimal.
 * Since ½(1 + tanh(u)) = sigmoid(2u), it is computed as x·sigmoid(2u): one operation less, and
 * sigmoid is the faster function on every backend.
 */
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../with-gradient';

/** 2u = slope·x + cubic·x³ */
const slope = 2 * Math.sqrt(2 / Math.PI);
const cubic = slope * 0.044715;

export function gelu(x: tf.Tensor2D): tf.Tensor2D {
  return withGradient<tf.Tensor2D>(
    [x],
    (save) => {
      const gate = tf.sigmoid(tf.mul(x, tf.add(tf.mul(tf.square(x), cubic), slope)));
      save(x, gate);
      return tf.mul(x, gate);
    },
    (gradient, [savedX, gate]) => {
      // d(x·g)/dx = g + x·g(1 − g)·(slope + 3·cubic·x²)
      const innerSlope = tf.add(tf.mul(tf.square(savedX), 3 * cubic), slope);
      const gateSlope = tf.mul(tf.mul(gate, tf.sub(1, gate)), innerSlope);
      return [tf.mul(gradient, tf.add(gate, tf.mul(savedX, gateSlope)))];
    },
  );
}
