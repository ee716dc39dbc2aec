/**
 * @file AdamW (Loshchilov & Hutter 2017, arXiv 1711.05101), as PyTorch computes it, on flat vectors.
 */
import * as tf from '@tensorflow/tfjs-core';
import { activeTrace } from '../program/trace';
import { asScalar, asVector } from '../shapes';
import { runningMean, stockClip, stockUpdate, type UpdateSettings } from './clipping';

export interface AdamWSettings extends UpdateSettings {
  betas: readonly [number, number];
  epsilon: number;
}

export interface AdamWState {
  /** All `[size]`. */
  weights: tf.Tensor1D;
  firstMoment: tf.Tensor1D;
  secondMoment: tf.Tensor1D;
}

/** What changes from step to step: learning rate and bias corrections 1 − βᵗ, t from 1. */
export function adamwHyper(
  { betas }: Pick<AdamWSettings, 'betas'>,
  learningRate: number,
  step: number,
): Float32Array {
  return Float32Array.of(learningRate, ...betas.map((beta) => 1 - beta ** step));
}

/**
 * One step.
 * @param gradient `[size]`
 * @param partials of the gradient whose norm is clipped, see `sumOfSquares`
 * @param hyper `[3]`, see `adamwHyper`
 * @param unscale of mixed precision, see `nextLossScale`
 * @returns the new state, and the norm of the gradient before clipping
 */
export function adamw(
  { weights, firstMoment, secondMoment }: AdamWState,
  gradient: tf.Tensor1D,
  partials: tf.Tensor1D,
  hyper: tf.Tensor1D,
  settings: AdamWSettings,
  unscale: tf.Tensor1D | null = null,
): AdamWState & { gradientNorm: tf.Scalar } {
  const trace = activeTrace();
  const { size } = weights;
  const { betas, epsilon, weightDecay, gradientClip, decayed } = settings;
  if (!trace) {
    const [learningRate, correction1, correction2] = tf.split(hyper, 3);
    const { gradientNorm, clipped } = stockClip(gradient, partials, gradientClip);
    const mean = runningMean(firstMoment, clipped, betas[0]);
    const square = runningMean(secondMoment, tf.square(clipped), betas[1]);
    const deviation = tf.sqrt(tf.div(square, correction2));
    const direction = tf.div<tf.Tensor1D>(tf.div(mean, correction1), tf.add(deviation, epsilon));
    return {
      weights: stockUpdate(weights, direction, learningRate, settings),
      firstMoment: mean,
      secondMoment: square,
      gradientNorm,
    };
  }
  const shape = [size];
  const updated = trace.record(
    {
      kind: 'adamw',
      ...{ size, parts: partials.size, decayed, weightDecay, gradientClip, betas, epsilon },
    },
    { weights, firstMoment, secondMoment, gradient, partials, hyper, unscale },
    { weights: shape, firstMoment: shape, secondMoment: shape, gradientNorm: [1] },
  );
  return {
    weights: asVector(updated.weights),
    firstMoment: asVector(updated.firstMoment),
    secondMoment: asVector(updated.secondMoment),
    gradientNorm: asScalar(updated.gradientNorm),
  };
}
