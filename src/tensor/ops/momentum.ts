/**
 * @file The optimisers that keep one number for each weight, on flat vectors: stochastic gradient
 * descent with momentum, as PyTorch's with dampening 0, and Lion (Chen et al. 2023, arXiv 2302.06675).
 * Weight decay acts beside the gradient for both, as in AdamW.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Operation } from '../program/operation';
import { activeTrace, type Trace } from '../program/trace';
import { asScalar, asVector } from '../shapes';
import { runningMean, stockClip, stockUpdate, type UpdateSettings } from './clipping';

export interface MomentumState {
  /** Both `[size]`. */
  weights: tf.Tensor1D;
  buffer: tf.Tensor1D;
}

export type MomentumResult = MomentumState & { gradientNorm: tf.Scalar };

/**
 * What a step sees: the gradient `[size]`, its `sumOfSquares`, the learning rate `[1]`, and in mixed
 * precision what `nextLossScale` says.
 */
export interface StepInputs {
  gradient: tf.Tensor1D;
  partials: tf.Tensor1D;
  learningRate: tf.Tensor1D;
  unscale?: tf.Tensor1D | null;
}

/** buffer ← momentum · buffer + gradient; weights − rate · buffer. */
export function sgd(
  state: MomentumState,
  inputs: StepInputs,
  settings: UpdateSettings & { momentum: number },
): MomentumResult {
  const trace = activeTrace();
  const { momentum, weightDecay, gradientClip, decayed } = settings;
  if (trace) {
    const { size } = state.weights;
    const parts = inputs.partials.size;
    return record(trace, state, inputs, {
      kind: 'sgd',
      ...{ size, parts, decayed, weightDecay, gradientClip, momentum },
    });
  }
  const { gradientNorm, clipped } = stockClip(inputs.gradient, inputs.partials, gradientClip);
  const buffer = tf.add<tf.Tensor1D>(tf.mul(state.buffer, momentum), clipped);
  const weights = stockUpdate(state.weights, buffer, inputs.learningRate, settings);
  return { weights, buffer, gradientNorm };
}

/** weights − rate · sign(mean by β₁); buffer ← mean by β₂. */
export function lion(
  state: MomentumState,
  inputs: StepInputs,
  settings: UpdateSettings & { betas: readonly [number, number] },
): MomentumResult {
  const trace = activeTrace();
  const { betas, weightDecay, gradientClip, decayed } = settings;
  if (trace) {
    const { size } = state.weights;
    const parts = inputs.partials.size;
    return record(trace, state, inputs, {
      kind: 'lion',
      ...{ size, parts, decayed, weightDecay, gradientClip, betas },
    });
  }
  const { gradientNorm, clipped } = stockClip(inputs.gradient, inputs.partials, gradientClip);
  const direction = tf.sign(runningMean(state.buffer, clipped, betas[0]));
  return {
    weights: stockUpdate(state.weights, direction, inputs.learningRate, settings),
    buffer: runningMean(state.buffer, clipped, betas[1]),
    gradientNorm,
  };
}

function record(
  trace: Trace,
  { weights, buffer }: MomentumState,
  { gradient, partials, learningRate, unscale = null }: StepInputs,
  operation: Operation,
): MomentumResult {
  const updated = trace.record(
    operation,
    { weights, buffer, gradient, partials, learningRate, unscale },
    { weights: [weights.size], buffer: [buffer.size], gradientNorm: [1] },
  );
  return {
    weights: asVector(updated.weights),
    buffer: asVector(updated.buffer),
    gradientNorm: asScalar(updated.gradientNorm),
  };
}
