/**
 * @file Noisy top-k gating (Shazeer et al. 2017, arXiv 1701.06538): a router's logits with noise whose
 * deviation it learns too, H = clean + N(0, 1) · deviation, and two losses that are least when all experts
 * are used alike: CV², variance / mean², of their importance, the sum of their gates, and of their load, how
 * many tokens they are likely to be chosen by. Choices have no gradient, but these probabilities do, also
 * through their thresholds, as in the authors' code (tensor2tensor, `_prob_in_top_k`).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { UsageLosses } from '../program/operations/experts';
import { activeTrace, type Trace } from '../program/trace';
import { asMatrix } from '../shapes';
import { withGradient } from '../with-gradient';
import type { Routing } from './experts';

/** All `[rows, experts]`. */
export interface NoisyLogits {
  clean: tf.Tensor2D;
  /** Those that the choice was made by. */
  noisy: tf.Tensor2D;
  /** Of the noise, above 0. */
  deviation: tf.Tensor2D;
}

/** x times factors of the same shape that have no gradient. */
export function timesFixed(x: tf.Tensor2D, factors: tf.Tensor2D): tf.Tensor2D {
  const trace = activeTrace();
  if (!trace) return tf.mul(x, factors);
  const { shape, size } = x;
  const multiply = (given: tf.Tensor) => {
    const { y } = trace.record({ kind: 'multiply', size }, { a: given, b: factors }, { y: shape });
    return asMatrix(y, ...shape);
  };
  return withGradient<tf.Tensor2D>(
    [x],
    () => multiply(x),
    (gradient) => [multiply(gradient)],
  );
}

export interface ExpertUsage {
  /** `[2]`: CV² of importance and of load. */
  losses: tf.Tensor;
  /** `[rows, perToken]`, the routing's, through which the losses' gradient goes back. */
  gates: tf.Tensor2D;
}

/** @param losses how much they count, and the gradient of the sum that they are added to, a single number */
export function expertUsage(
  routing: Routing,
  logits: NoisyLogits,
  losses: UsageLosses & { gradient: tf.Tensor },
): ExpertUsage {
  const trace = activeTrace();
  return trace ? tracedUsage(trace, routing, logits, losses) : stockUsage(routing, logits, losses);
}

function tracedUsage(
  trace: Trace,
  { shape, chosen, gates }: Routing,
  { clean, noisy, deviation }: NoisyLogits,
  { importance, load, gradient: factor }: UsageLosses & { gradient: tf.Tensor },
): ExpertUsage {
  const { rows, experts, perToken } = shape;
  const each = [rows, experts];
  const inputs = { clean, noisy, deviation, chosen };
  const used = trace.record(
    { kind: 'expertUsage', ...shape },
    { ...inputs, gates },
    { probabilities: each, usage: [2, experts], slopes: [2, experts], losses: [2] },
  );
  const carrying = withGradient<tf.Tensor2D>(
    [gates, clean, noisy, deviation],
    () => tf.clone(gates),
    (gradient) => {
      const found = trace.record(
        { kind: 'expertUsageGradient', ...shape, importance, load },
        { gradient, factor, ...inputs, slopes: used.slopes },
        { gates: [rows, perToken], clean: each, noisy: each, deviation: each },
      );
      return [found.gates, found.clean, found.noisy, found.deviation];
    },
  );
  return { losses: used.losses, gates: carrying };
}

function stockUsage(
  { shape, chosen, gates }: Routing,
  logits: NoisyLogits,
  { importance, load, gradient: factor }: UsageLosses & { gradient: tf.Tensor },
): ExpertUsage {
  const { rows, experts, perToken } = shape;
  const oneHot = tf.cast(tf.oneHot(asMatrix(chosen, rows, perToken), experts), 'float32');
  const ofGates = tf.sum(tf.mul(oneHot, tf.reshape(gates, [rows, perToken, 1])), [0, 1]);
  const ofLoad = tf.sum(chanceOfChoice(oneHot, logits, perToken), 0);
  const losses = tf.stack([squaredVariation(ofGates), squaredVariation(ofLoad)]);
  const weighted = tf.mul(losses, tf.tensor1d([importance, load]));
  const carrying = withGradient<tf.Tensor2D>(
    [gates, weighted],
    () => tf.clone(gates),
    (gradient) => [tf.clone(gradient), tf.mul(tf.onesLike(losses), factor)],
  );
  return { losses, gates: carrying };
}

/** @param oneHot of the choices, `[rows, perToken, experts]` @returns `[rows, experts]` */
function chanceOfChoice(
  oneHot: tf.Tensor,
  { clean, noisy, deviation }: NoisyLogits,
  perToken: number,
): tf.Tensor {
  const [rows, experts] = clean.shape;
  if (experts === perToken) return tf.ones([rows, experts]);
  const isChosen = tf.sum(oneHot, 1);
  const last = tf.reshape(tf.slice(oneHot, [0, perToken - 1, 0], [rows, 1, experts]), clean.shape);
  const others = tf.sub(noisy, tf.mul(isChosen, 1e30));
  const next = tf.cast(tf.oneHot(tf.argMax(others, 1), experts), 'float32');
  const logitOf = (place: tf.Tensor) => tf.sum(tf.mul(noisy, place), 1, true);
  const threshold = tf.add(
    tf.mul(isChosen, logitOf(next)),
    tf.mul(tf.sub(1, isChosen), logitOf(last)),
  );
  const distance = tf.div(tf.sub(clean, threshold), deviation);
  return tf.mul(tf.add(tf.erf(tf.mul(distance, Math.SQRT1_2)), 1), 0.5);
}

/** The population's variance over the squared mean. */
function squaredVariation(x: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x);
  return tf.div(variance, tf.square(mean));
}
