/**
 * @file What all optimisers share, on flat vectors: clipping of the global gradient norm, as PyTorch
 * computes it, without anything being read back; and weight decay beside the gradient, as in AdamW
 * (Loshchilov & Hutter 2017, arXiv 1711.05101), so that it means the same for each of them.
 */
import * as tf from '@tensorflow/tfjs-core';
import { clipEpsilon } from '../constants';
import { activeTrace } from '../program/trace';
import { asScalar, asVector } from '../shapes';

export interface UpdateSettings {
  weightDecay: number;
  /** Largest global gradient norm; 0 turns clipping off. */
  gradientClip: number;
  /** The first so many elements decay; on the others (gains, biases) weight decay does not act. */
  decayed: number;
}

/** Stretches whose squares are summed side by side: so many sums there are at most. */
export const mostSumsOfSquares = 64;

/** @returns sums of squares, of which the norm is made; how many there are is up to the machine */
export function sumOfSquares(gradient: tf.Tensor1D): tf.Tensor1D {
  const trace = activeTrace();
  if (!trace) return asVector(tf.sum(tf.square(gradient)));
  const { partials } = trace.record(
    { kind: 'sumOfSquares', size: gradient.size, parts: mostSumsOfSquares },
    { x: gradient },
    { partials: [mostSumsOfSquares] },
  );
  return asVector(partials);
}

/** In TensorFlow.js's own operations: the norm, and the gradient (or a part of it) clipped. */
export function stockClip(
  gradient: tf.Tensor1D,
  partials: tf.Tensor1D,
  gradientClip: number,
): { gradientNorm: tf.Scalar; clipped: tf.Tensor1D } {
  const gradientNorm = asScalar(tf.sqrt(tf.sum(partials)));
  if (gradientClip === 0) return { gradientNorm, clipped: gradient };
  const factor = tf.minimum(1, tf.div(gradientClip, tf.add(gradientNorm, clipEpsilon)));
  return { gradientNorm, clipped: tf.mul(gradient, factor) };
}

/** weights · (1 − rate · weightDecay) − rate · direction, where the first `decayed` elements decay. */
export function stockUpdate(
  weights: tf.Tensor1D,
  direction: tf.Tensor1D,
  learningRate: tf.Tensor,
  { weightDecay, decayed }: Omit<UpdateSettings, 'gradientClip'>,
): tf.Tensor1D {
  const rate = asScalar(learningRate);
  const decays = tf.concat1d([tf.ones([decayed]), tf.zeros([weights.size - decayed])]);
  const kept = tf.sub(1, tf.mul(decays, tf.mul(rate, weightDecay)));
  return tf.sub(tf.mul(weights, kept), tf.mul(direction, rate));
}

/** Running mean: beta·old + (1 − beta)·now. */
export function runningMean(old: tf.Tensor1D, now: tf.Tensor1D, beta: number): tf.Tensor1D {
  return tf.add(tf.mul(old, beta), tf.mul(now, 1 - beta));
}
