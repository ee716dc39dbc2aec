/**
 * @file AdamW (Loshchilov & Hutter 2017, arXiv 1711.05101) with clipping of the global gradient norm,
 * as PyTorch computes both, on flat vectors. Nothing has to be read back to clip.
 */
import * as tf from '@tensorflow/tfjs-core';
import { clipEpsilon } from '../constants';
import { activeTrace } from '../program/trace';
import { asScalar, asVector } from '../shapes';

export interface AdamWSettings {
  betas: readonly [number, number];
  epsilon: number;
  weightDecay: number;
  /** Largest global gradient norm; 0 turns clipping off. */
  gradientClip: number;
  /** The first so many elements decay; on the others (gains, biases) weight decay does not act. */
  decayed: number;
}

export interface AdamWState {
  /** All `[size]`. */
  weights: tf.Tensor1D;
  firstMoment: tf.Tensor1D;
  secondMoment: tf.Tensor1D;
}

/** Stretches whose squares are summed side by side. */
const parts = 64;

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
 * @param hyper `[3]`, see `adamwHyper`
 * @returns the new state, and the norm of the gradient before clipping
 */
export function adamw(
  { weights, firstMoment, secondMoment }: AdamWState,
  gradient: tf.Tensor1D,
  hyper: tf.Tensor1D,
  settings: AdamWSettings,
): AdamWState & { gradientNorm: tf.Scalar } {
  const trace = activeTrace();
  if (!trace) return stockAdamW({ weights, firstMoment, secondMoment }, gradient, hyper, settings);
  const { size } = weights;
  const { partials } = trace.record(
    { kind: 'sumOfSquares', size, parts },
    { x: gradient },
    { partials: [parts] },
  );
  const shape = [size];
  const updated = trace.record(
    { kind: 'adamw', size, parts, ...settings },
    { weights, firstMoment, secondMoment, gradient, partials, hyper },
    { weights: shape, firstMoment: shape, secondMoment: shape, gradientNorm: [1] },
  );
  return {
    weights: asVector(updated.weights),
    firstMoment: asVector(updated.firstMoment),
    secondMoment: asVector(updated.secondMoment),
    gradientNorm: asScalar(updated.gradientNorm),
  };
}

function stockAdamW(
  state: AdamWState,
  raw: tf.Tensor1D,
  hyper: tf.Tensor1D,
  { betas, epsilon, weightDecay, gradientClip, decayed }: AdamWSettings,
): AdamWState & { gradientNorm: tf.Scalar } {
  const [learningRate, correction1, correction2] = tf.split(hyper, 3);
  const gradientNorm = asScalar(tf.sqrt(tf.sum(tf.square(raw))));
  const gradient =
    gradientClip > 0
      ? tf.mul<tf.Tensor1D>(
          raw,
          tf.minimum(1, tf.div(gradientClip, tf.add(gradientNorm, clipEpsilon))),
        )
      : raw;
  const firstMoment = mix(state.firstMoment, gradient, betas[0]);
  const secondMoment = mix(state.secondMoment, tf.square(gradient), betas[1]);
  const deviation = tf.sqrt(tf.div(secondMoment, correction2));
  const direction = tf.div(tf.div(firstMoment, correction1), tf.add(deviation, epsilon));
  const decays = tf.concat1d([tf.ones([decayed]), tf.zeros([raw.size - decayed])]);
  const kept = tf.sub(1, tf.mul(decays, tf.mul(learningRate, weightDecay)));
  const weights = tf.sub<tf.Tensor1D>(tf.mul(state.weights, kept), tf.mul(direction, learningRate));
  return { weights, firstMoment, secondMoment, gradientNorm };
}

/** Running mean: beta·old + (1 − beta)·now. */
function mix(old: tf.Tensor1D, now: tf.Tensor1D, beta: number): tf.Tensor1D {
  return tf.add(tf.mul(old, beta), tf.mul(now, 1 - beta));
}
