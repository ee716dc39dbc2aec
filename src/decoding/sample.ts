/**
 * @file Drawing from a distribution with a given uniform number, so that the same number at the same
 * position in every column makes their difference the strategies' alone (common random numbers).
 */
import { Random } from '../base/random';
import { sortedIds } from './distribution';

/** The uniform number of a position: the same in every column. */
export function uniformAt(seed: number, position: number): number {
  return new Random(seed, 'decode', position).float();
}

/**
 * Inverse of the cumulative distribution, most probable tokens first: a small number gives a likely
 * token under every strategy.
 * @param probabilities sum to 1
 * @param uniform in [0, 1)
 */
export function sampleAt(probabilities: Float64Array, uniform: number): number {
  const ids = sortedIds(probabilities);
  let mass = 0;
  for (const id of ids) {
    mass += probabilities[id];
    if (uniform < mass) return id;
  }
  // Rounding left the sum a hair under 1: the least probable token that is not cut.
  return ids.findLast((id) => probabilities[id] > 0) ?? ids[0];
}
