/**
 * @file Min-P sampling (Nguyen et al. 2024, arXiv 2407.01082): tokens at least m times as probable as
 * the most probable one. The cut is wide where the model hesitates and narrow where it is sure.
 */
import { softmax } from '../distribution';
import { keepOnly, type Processor } from './processor';

export const minP: Processor = {
  knobs: { m: { minimum: 0, maximum: 1, step: 0.01, initial: 0.1 } },
  apply: (logits, { m }) => {
    const probabilities = softmax(logits);
    const threshold = m * probabilities.reduce((most, one) => Math.max(most, one), 0);
    return keepOnly(logits, (id) => probabilities[id] >= threshold);
  },
};
