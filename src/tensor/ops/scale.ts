/**
 * @file A tensor times a factor.
 */
import * as tf from '@tensorflow/tfjs-core';
import { activeTrace } from '../program/trace';
import { withGradient } from '../with-gradient';

export function scale<R extends tf.Rank>(x: tf.Tensor<R>, factor: number): tf.Tensor<R> {
  const trace = activeTrace();
  if (factor === 1) return x;
  if (!trace) return tf.mul<tf.Tensor<R>>(x, factor);
  const { shape, size } = x;
  const scaled = (given: tf.Tensor) => {
    const inputs = { x: given, factor: tf.tensor1d([factor]) };
    return tf.reshape<R>(trace.record({ kind: 'scale', size }, inputs, { y: shape }).y, shape);
  };
  return withGradient<tf.Tensor<R>>(
    [x],
    () => scaled(x),
    (gradient) => [scaled(gradient)],
  );
}
