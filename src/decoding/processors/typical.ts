/**
 * @file Locally typical sampling (Meister et al. 2022, arXiv 2202.00666): tokens whose surprise −log p is
 * nearest to the entropy, as many as reach mass τ; the one that reaches it, and its equals, are kept.
 * What is too probable may be cut as well.
 */
import { entropy } from '../../base/distribution';
import { LargestFirst, Scratch } from '../largest-first';
import { keepAtLeast, probabilitiesOf } from './keep';
import type { Processor } from './processor';

const order = new LargestFirst();
const scratch = new Scratch();

export const typical: Processor = {
  knobs: { mass: { minimum: 0.01, maximum: 1, step: 0.01, initial: 0.9 } },
  apply: (logits, { mass }) => {
    if (mass >= 1) return;
    const probabilities = probabilitiesOf(logits);
    const expected = entropy(probabilities);
    /** 0 for a surprise that equals the entropy, −∞ for what is cut. */
    const nearness = scratch.take(logits.length);
    for (let id = 0; id < nearness.length; id++) {
      const p = probabilities[id];
      nearness[id] = p === 0 ? -Infinity : -Math.abs(-Math.log(p) - expected);
    }
    order.over(nearness);
    let border = 0;
    let sum = 0;
    while (sum < mass) {
      const id = order.next();
      if (id === undefined) break;
      border = nearness[id];
      sum += probabilities[id];
    }
    keepAtLeast(logits, nearness, border);
  },
};
