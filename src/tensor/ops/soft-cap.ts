/**
 * @file A soft cap: cap · tanh(x / cap), which leaves small numbers as they are and never exceeds the
 * cap (of logits: Gemma 2, arXiv 2408.00118).
 */
import * as tf from '@tensorflow/tfjs-core';
import { activeTrace } from '../program/trace';
import { asMatrix } from '../shapes';
import { withGradient } from '../with-gradient';

/** The definition, in stock operations. @param cap positive; 0: none */
export function stockSoftCap<T extends tf.Tensor>(x: T, cap: number): T {
  return cap > 0 ? tf.mul<T>(tf.tanh<T>(tf.div<T>(x, cap)), cap) : x;
}

/** @param cap positive; 0: none */
export function softCap(x: tf.Tensor2D, cap: number): tf.Tensor2D {
  if (cap === 0) return x;
  const trace = activeTrace();
  if (!trace) return stockSoftCap(x, cap);
  const [rows, width] = x.shape;
  const { size } = x;
  return withGradient<tf.Tensor2D>(
    [x],
    (save) => {
      const { y } = trace.record({ kind: 'softCap', cap, size }, { x }, { y: x.shape });
      save(y);
      return asMatrix(y, rows, width);
    },
    (gradient, [y]) => [
      trace.record({ kind: 'softCapGradient', cap, size }, { gradient, y }, { x: x.shape }).x,
    ],
  );
}
