/** @file Ways to cut: what is not kept becomes −∞. */
import { largestOf, softmax } from '../../base/distribution';
import { Scratch } from '../largest-first';

export function keepOnly(logits: Float64Array, isKept: (id: number) => boolean): void {
  for (let id = 0; id < logits.length; id++) if (!isKept(id)) logits[id] = -Infinity;
}

export function keepIds(logits: Float64Array, ids: readonly number[]): void {
  const kept = ids.map((id) => logits[id]);
  logits.fill(-Infinity);
  for (const [at, id] of ids.entries()) logits[id] = kept[at];
}

/** @param values by id; they may be the logits */
export function keepAtLeast(logits: Float64Array, values: Float64Array, least: number): void {
  for (let id = 0; id < logits.length; id++) if (!(values[id] >= least)) logits[id] = -Infinity;
}

const scratch = new Scratch();

/** Of logits that are about to be cut; the next call takes them over. */
export function probabilitiesOf(logits: Float64Array): Float64Array {
  return softmax(logits, scratch.take(logits.length));
}

/** Keeps what is as probable as the threshold, and the most probable tokens in any case. */
export function keepProbable(
  logits: Float64Array,
  threshold: (probabilities: Float64Array) => number,
): void {
  const probabilities = probabilitiesOf(logits);
  const border = Math.min(largestOf(probabilities), threshold(probabilities));
  keepAtLeast(logits, probabilities, border);
}
