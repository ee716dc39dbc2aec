/**
 * @file Locally typical sampling (Meister et al. 2022, arXiv 2202.00666): tokens whose surprise −log p is
 * nearest to the entropy, as many as reach mass τ; the one that reaches it, and its equals, are kept.
 * What is too probable may be cut as well.
 */
import { entropy, softmax } from '../distribution';
import { keepOnly, type Processor } from './processor';

export const typical: Processor = {
  knobs: { mass: { minimum: 0.01, maximum: 1, step: 0.01, initial: 0.9 } },
  apply: (logits, { mass }) => {
    if (mass >= 1) return logits;
    const probabilities = softmax(logits);
    const expected = entropy(probabilities);
    const distance = probabilities.map((p) => Math.abs(-Math.log(p) - expected));
    const ids = [...distance.keys()].sort((left, right) => distance[left] - distance[right]);
    let sum = 0;
    const border = ids.find((id) => (sum += probabilities[id]) >= mass) ?? ids[ids.length - 1];
    return keepOnly(logits, (id) => distance[id] <= distance[border]);
  },
};
