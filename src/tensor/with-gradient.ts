/**
 * @file An operation with a gradient of its own: a thin, typed skin over `tf.customGrad`. The gradient
 * belongs to the part of the model that the operation does.
 */
import * as tf from '@tensorflow/tfjs-core';
import { inPart } from './marks';
import { activeTrace } from './program/trace';

/**
 * @param inputs what the gradient is taken of, in the order that `backward` answers in
 * @param forward computes the value; what `backward` needs of it must be saved
 * @param backward gradients of the inputs, from the gradient of the value and what was saved
 */
export function withGradient<Output extends tf.Tensor>(
  inputs: tf.Tensor[],
  forward: (save: (...tensors: tf.Tensor[]) => void) => Output,
  backward: (gradient: Output, saved: tf.Tensor[]) => tf.Tensor[],
): Output {
  const operation = tf.customGrad<Output>((...given) => {
    const save = given.at(-1);
    if (typeof save !== 'function') throw new TypeError('customGrad gave no save function');
    const part = activeTrace()?.mark.part ?? '';
    return {
      value: forward((...tensors) => save(tensors)),
      gradFunc: (gradient: Output, saved: tf.Tensor[]) =>
        inPart(part, () => backward(gradient, saved)),
    };
  });
  return operation(...inputs);
}
