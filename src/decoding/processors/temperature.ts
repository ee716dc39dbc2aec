/**
 * @file Temperature: logits / T. Below 1 the likely become likelier, above 1 differences melt
 * (Ackley, Hinton & Sejnowski 1985). 0 is the limit: the most probable token alone, the smallest id among
 * equals.
 */
import { mostProbable } from '../../base/distribution';
import { keepIds } from './keep';
import type { Processor } from './processor';

export const temperature: Processor = {
  knobs: { temperature: { minimum: 0, maximum: 5, step: 0.05, initial: 0.8 } },
  apply: (logits, { temperature: divisor }) => {
    const best = mostProbable(logits);
    // As near to 0 as numbers come, quotients are infinite: the limit again.
    if (divisor === 0 || !Number.isFinite(logits[best] / divisor)) keepIds(logits, [best]);
    else for (let id = 0; id < logits.length; id++) logits[id] /= divisor;
  },
};
