/**
 * @file Top-P or nucleus sampling (Holtzman et al. 2019, arXiv 1904.09751): the smallest set of most
 * probable tokens whose mass reaches p. A token is kept if the mass strictly above it is below p, so
 * the one that crosses p stays, and at least one always does, at
 * p = 0 too. Equal ones are taken by id.
 */
import { LargestFirst } from '../largest-first';
import { keepIds, probabilitiesOf } from './keep';
import type { Processor } from './processor';

const order = new LargestFirst();

/** The ids in the nucleus of mass `p`, most probable first. @param p below 1 */
export function nucleus(probabilities: Float64Array, p: number): number[] {
  const ids: number[] = [];
  order.over(probabilities);
  let mass = 0;
  do {
    const id = order.next();
    if (id === undefined || (probabilities[id] === 0 && ids.length > 0)) break;
    ids.push(id);
    mass += probabilities[id];
  } while (mass < p);
  return ids;
}

export const topP: Processor = {
  knobs: { p: { minimum: 0, maximum: 1, step: 0.01, initial: 0.9 } },
  apply: (logits, { p }) => {
    if (p < 1) keepIds(logits, nucleus(probabilitiesOf(logits), p));
  },
};
