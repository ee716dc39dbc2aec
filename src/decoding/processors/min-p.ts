/**
 * @file Min-P sampling (Nguyen et al. 2024, arXiv 2407.01082): tokens at least m times as probable as
 * the most probable one. The cut is wide where the model hesitates and narrow where it is sure.
 */
import { largestOf } from '../../base/distribution';
import { keepAtLeast, probabilitiesOf } from './keep';
import type { Processor } from './processor';

export const minP: Processor = {
  knobs: { m: { minimum: 0, maximum: 1, step: 0.01, initial: 0.1 } },
  apply: (logits, { m }) => {
    const probabilities = probabilitiesOf(logits);
    keepAtLeast(logits, probabilities, m * largestOf(probabilities));
  },
};
