/**
 * @file A tensor times a number.
 */
import * as tf from '@tensorflow/tfjs-core';
import { activeTrace } from '../program/trace';
import { asScalar } from '../shapes';
import { withGradient } from '../with-gradient';

export function scale(x: tf.Scalar, factor: number): tf.Scalar {
  const trace = activeTrace();
  if (factor === 1) return x;
  if (!trace) return tf.mul(x, factor);
  const scaled = (given: tf.Tensor) => {
    const operation = { kind: 'scale', size: given.size } as const;
    return asScalar(
      trace.record(operation, { x: given, factor: tf.tensor1d([factor]) }, { y: [] }).y,
    );
  };
  return withGradient<tf.Scalar>(
    [x],
    () => scaled(x),
    (gradient) => [scaled(gradient)],
  );
}
