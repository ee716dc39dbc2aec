/**
 * @file Activations and gated linear units. GELU (Hendrycks & Gimpel 2016, arXiv 1606.08415) is
 * x·Φ(x), Φ the share of a normal distribution below x: so, by the error function, in `geluErf` (BERT);
 * `gelu` is the tanh form of GPT-2, ½x(1 + tanh(u)) with u = √(2/π)(x + 0.044715x³), which differs in the
 * 4th decimal; since ½(1 + tanh(u)) = sigmoid(2u), it is computed as x·sigmoid(2u). SiLU is
 * x·sigmoid(x) (Elfwing et al. 2017, arXiv 1702.03118), ReLU max(0, x). A gated unit multiplies one half
 * of a row by the activation of the other (Shazeer 2020, arXiv 2002.05202): with SiLU it is SwiGLU, with
 * GELU GEGLU, with ReLU ReGLU.
 */
import * as tf from '@tensorflow/tfjs-core';
import { geluCubic, geluSlope } from '../constants';
import type { ActivationKind } from '../program/operations/elementwise';
import { activeTrace } from '../program/trace';
import { asMatrix } from '../shapes';
import { withGradient } from '../with-gradient';

/** @param x `[rows, width]` */
export function activate(x: tf.Tensor2D, activation: ActivationKind): tf.Tensor2D {
  const trace = activeTrace();
  if (!trace) return stockActivation(x, activation);
  const [rows, width] = x.shape;
  const { size } = x;
  return withGradient<tf.Tensor2D>(
    [x],
    (save) => {
      save(x);
      const operation = { kind: 'activation', activation, size } as const;
      return asMatrix(trace.record(operation, { x }, { y: x.shape }).y, rows, width);
    },
    (gradient, [savedX]) => {
      const operation = { kind: 'activationGradient', activation, size } as const;
      return [trace.record(operation, { gradient, x: savedX }, { x: x.shape }).x];
    },
  );
}

/**
 * @param x `[rows, 2·width]`: in each row all gates, then all values
 * @returns `[rows, width]`: activation(gate) · value
 */
export function gatedActivation(x: tf.Tensor2D, activation: ActivationKind): tf.Tensor2D {
  const trace = activeTrace();
  if (!trace) {
    const [gates, values] = tf.split<tf.Tensor2D>(x, 2, 1);
    return tf.mul(stockActivation(gates, activation), values);
  }
  const [rows, both] = x.shape;
  const width = both / 2;
  return withGradient<tf.Tensor2D>(
    [x],
    (save) => {
      save(x);
      const operation = { kind: 'gatedActivation', activation, rows, width } as const;
      return asMatrix(trace.record(operation, { x }, { y: [rows, width] }).y, rows, width);
    },
    (gradient, [savedX]) => {
      const operation = { kind: 'gatedActivationGradient', activation, rows, width } as const;
      return [trace.record(operation, { gradient, x: savedX }, { x: x.shape }).x];
    },
  );
}

function stockActivation(x: tf.Tensor2D, activation: ActivationKind): tf.Tensor2D {
  switch (activation) {
    case 'gelu': {
      const doubled = tf.mul(x, tf.add(tf.mul(tf.square(x), geluCubic), geluSlope));
      return tf.mul(x, tf.sigmoid(doubled));
    }
    case 'geluErf':
      return tf.mul(x, tf.add(tf.mul(tf.erf(tf.mul(x, Math.SQRT1_2)), 0.5), 0.5));
    case 'silu':
      return tf.mul(x, tf.sigmoid(x));
    case 'relu':
      return tf.relu(x);
    case 'softplus':
      return tf.softplus(x);
  }
}
