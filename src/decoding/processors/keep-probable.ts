/** @file A cut at a probability: what epsilon and eta sampling share. */
import { softmax } from '../distribution';
import { keepOnly } from './processor';

/** Keeps what is as probable as the threshold, and the most probable tokens in any case. */
export function keepProbable(
  logits: Float64Array,
  threshold: (probabilities: Float64Array) => number,
): Float64Array {
  const probabilities = softmax(logits);
  const most = probabilities.reduce((largest, one) => Math.max(largest, one), 0);
  const border = Math.min(most, threshold(probabilities));
  return keepOnly(logits, (id) => probabilities[id] >= border);
}
