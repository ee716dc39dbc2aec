/**
 * @file GELU in the tanh form of GPT-2 (Hendrycks & Gimpel 2016, arXiv 1606.08415):
 * ½x(1 + tanh(u)) with u = √(2/π)(x + 0.044715x³). It differs from the erf form in the 4th decimal.
 * Since ½(1 + tanh(u)) = sigmoid(2u), it is computed as x·sigmoid(2u).
 */
import * as tf from '@tensorflow/tfjs-core';
import { geluCubic, geluSlope } from '../constants';
import { activeTrace } from '../program/trace';
import { asMatrix } from '../shapes';
import { withGradient } from '../with-gradient';

/** @param x `[rows, width]` */
export function gelu(x: tf.Tensor2D): tf.Tensor2D {
  const trace = activeTrace();
  if (!trace) {
    const doubled = tf.mul(x, tf.add(tf.mul(tf.square(x), geluCubic), geluSlope));
    return tf.mul(x, tf.sigmoid(doubled));
  }
  const [rows, width] = x.shape;
  const { size } = x;
  return withGradient<tf.Tensor2D>(
    [x],
    (save) => {
      save(x);
      const operation = { kind: 'activation', activation: 'gelu', size } as const;
      return asMatrix(trace.record(operation, { x }, { y: x.shape }).y, rows, width);
    },
    (gradient, [savedX]) => {
      const operation = { kind: 'activationGradient', activation: 'gelu', size } as const;
      return [trace.record(operation, { gradient, x: savedX }, { x: x.shape }).x];
    },
  );
}
