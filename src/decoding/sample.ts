/**
 * @file Drawing from a distribution with a given uniform number, so that the same number at the same
 * position in every column makes their difference the strategies' alone (common random numbers).
 */
import { Random } from '../base/random';

/** The uniform number of a position: the same in every column. */
export function uniformAt(seed: number, position: number): number {
  return new Random(seed, 'decode', position).float();
}

/**
 * Inverse of the cumulative distribution, most probable tokens first: a small number gives a likely
 * token under every strategy. Equal ones are in the order of their ids.
 * @param probabilities sum to 1
 * @param uniform in [0, 1)
 */
export function sampleAt(probabilities: Float64Array, uniform: number): number {
  const ascending = probabilities.slice().sort();
  let mass = 0;
  let drawn = 0;
  let equals = 0;
  // If rounding leaves the sum a hair under 1, the least probable token that is not cut is drawn.
  for (let at = ascending.length - 1; at >= 0 && ascending[at] > 0 && uniform >= mass; at--) {
    equals = ascending[at] === drawn ? equals + 1 : 0;
    drawn = ascending[at];
    mass += drawn;
  }
  // Of equally probable tokens, as many were passed by.
  return probabilities.findIndex((probability) => probability === drawn && equals-- === 0);
}
