/**
 * @file A number times a factor.
 */
import * as tf from '@tensorflow/tfjs-core';
import { activeTrace } from '../program/trace';
import { asScalar } from '../shapes';

/** Not differentiable when traced. */
export function scale(x: tf.Scalar, factor: number): tf.Scalar {
  const trace = activeTrace();
  if (factor === 1) return x;
  if (!trace) return tf.mul(x, factor);
  const inputs = { x, factor: tf.tensor1d([factor]) };
  return asScalar(trace.record({ kind: 'scale', size: x.size }, inputs, { y: [] }).y);
}
