/**
 * @file Drawing the next token of each row where the logits are, so that only ids are read back. A
 * draw is a function of its uniform number alone: TensorFlow.js's own `multinomial` is not used (on
 * WebGPU its first sample is always class 0).
 */
import * as tf from '@tensorflow/tfjs-core';
import { activeTrace } from '../program/trace';
import { asVector } from '../shapes';

/** How one token is drawn. */
export interface Draw {
  /** 0: the likeliest token. */
  temperature: number;
  /** Only the k likeliest tokens and their equals; 0: all. */
  k: number;
  /** Only the likeliest tokens that together have this probability; 1: all. */
  p: number;
  /** In [0, 1): where in the cumulative distribution, likeliest tokens first. */
  uniform: number;
}

/** Below it single precision has no reliable quotients; there is no difference from 0 any more. */
const leastTemperature = 1e-30;

/** Numbers of a draw in the operation's settings. */
const settingsPerRow = 4;

/** The operation's settings, `[draws, 4]`. */
export function drawSettings(draws: readonly Draw[]): Float32Array {
  const rows = draws.map(({ temperature, k, p, uniform }) => [
    temperature < leastTemperature ? 0 : temperature,
    k,
    p,
    uniform,
  ]);
  return Float32Array.from(rows.flat());
}

/**
 * @param logits `[rows, vocabulary]`; −∞ is never drawn
 * @param settings `[rows, 4]`, made by `drawSettings`
 * @returns int32 `[rows]`
 */
export function sample(logits: tf.Tensor2D, settings: tf.Tensor2D): tf.Tensor1D {
  const trace = activeTrace();
  if (!trace) return stockSample(logits, settings);
  const [rows, vocabulary] = logits.shape;
  const { ids } = trace.record(
    { kind: 'sample', rows, vocabulary },
    { logits, settings },
    { ids: [rows] },
  );
  return asVector(ids);
}

/**
 * Sorts numbers only: in which order equal ones come out of `topk` depends on the backend. The id
 * follows from the drawn token's rank among its equals.
 */
function stockSample(given: tf.Tensor2D, settings: tf.Tensor2D): tf.Tensor1D {
  const [rows, vocabulary] = given.shape;
  // On WebGPU `topk` fills up with −∞, which must stay apart.
  const logits = tf.maximum(given, -3.4e38);
  const [temperature, k, p, uniform] = tf.split(settings, settingsPerRow, 1);
  const { values } = tf.topk(logits, vocabulary);
  const largest = tf.slice(values, [0, 0], [rows, 1]);
  const spread = tf.div(tf.sub(values, largest), tf.maximum(temperature, leastTemperature));
  const weights = tf.exp(spread);

  const isCut = tf.logicalAnd(tf.greater(k, 0), tf.less(k, vocabulary));
  const lastPlace = tf.where(isCut, tf.sub(k, 1), tf.fill([rows, 1], vocabulary - 1));
  const likely = tf.cast(tf.greaterEqual(values, atPlace(values, lastPlace)), 'float32');
  const likelyWeights = tf.mul(weights, likely);
  const massBefore = tf.cumsum(likelyWeights, 1, true);
  const wanted = tf.mul(p, tf.sum(likelyWeights, 1, true));
  const isNucleus = tf.logicalOr(tf.less(massBefore, wanted), tf.greaterEqual(p, 1));
  const kept = tf.mul(tf.mul(weights, likely), tf.cast(isNucleus, 'float32'));

  const target = tf.mul(uniform, tf.sum(kept, 1, true));
  const passed = tf.lessEqual(tf.cumsum(kept, 1), target);
  // The last of those kept, where rounding left their sum a hair under the target.
  const last = tf.sub(countOf(tf.greater(kept, 0)), 1);
  const place = tf.mul(
    tf.maximum(0, tf.minimum(countOf(passed), last)),
    tf.cast(tf.greater(temperature, 0), 'float32'),
  );

  const value = atPlace(values, place);
  const rankAmongEquals = tf.sub(place, countOf(tf.greater(values, value)));
  const equalsUpTo = tf.cumsum(tf.cast(tf.equal(logits, value), 'float32'), 1);
  return asVector(tf.cast(countOf(tf.lessEqual(equalsUpTo, rankAmongEquals)), 'int32'));
}

/** `[rows, 1]`: the number at each row's place. By comparing: `gather` in rows fails on WASM. */
function atPlace(values: tf.Tensor, places: tf.Tensor): tf.Tensor {
  const isThere = tf.equal(tf.range(0, values.size / places.size), places);
  return tf.sum(tf.where(isThere, values, tf.zerosLike(values)), 1, true);
}

/** `[rows, 1]`: how many are true. */
function countOf(truths: tf.Tensor): tf.Tensor {
  return tf.sum(tf.cast(truths, 'float32'), 1, true);
}
