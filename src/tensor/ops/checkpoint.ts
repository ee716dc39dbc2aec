/**
 * @file Activation checkpointing (Chen et al. 2016, arXiv 1604.06174): keeps only what goes into a
 * part of the model and computes the rest again in the backward pass. Less memory for about a third
 * more work. Only in traced programs: stock operations free what `forward` would need again.
 */
import * as tf from '@tensorflow/tfjs-core';
import { activeTrace } from '../program/trace';
import { withGradient } from '../with-gradient';

/**
 * @param inputs everything that `forward` depends on and that takes a gradient
 * @param forward pure: gives the same when it is called again
 */
export function checkpoint(
  inputs: tf.Tensor[],
  forward: (inputs: tf.Tensor[]) => tf.Tensor2D,
): tf.Tensor2D {
  if (!activeTrace()) return forward(inputs);
  return withGradient<tf.Tensor2D>(
    inputs,
    (save) => {
      save(...inputs);
      return forward(inputs);
    },
    (gradient, saved) =>
      withOwnTape(() => tf.grads((...given: tf.Tensor[]) => forward(given))(saved, gradient)),
  );
}

/** TensorFlow.js has one tape, which a gradient within a backward pass would end for the outer one. */
function withOwnTape<T>(work: () => T): T {
  const { state } = tf.engine();
  const outer = state.activeTape;
  try {
    return work();
  } finally {
    state.activeTape = outer;
  }
}
