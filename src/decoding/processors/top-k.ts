/**
 * @file Top-K sampling (Fan et al. 2018, arXiv 1805.04833): only the k most probable tokens may be
 * drawn. Tokens that tie with the k-th are kept too, as in Hugging Face transformers; k = 0 keeps all,
 * as there.
 */
import { likeliestIds } from '../../base/distribution';
import { LargestFirst } from '../largest-first';
import { keepAtLeast } from './keep';
import type { Processor } from './processor';

/** Up to so many are found in one pass faster than by a heap. */
const few = 200;
const order = new LargestFirst();

function kthLargest(logits: Float64Array, k: number): number {
  if (k <= few) return logits[likeliestIds(logits, k)[k - 1]];
  order.over(logits);
  for (let rank = 1; rank < k; rank++) order.next();
  return logits[order.next() ?? 0];
}

export const topK: Processor = {
  knobs: { k: { minimum: 0, maximum: 65_536, step: 1, initial: 20 } },
  apply: (logits, { k }) => {
    if (k > 0 && k < logits.length) keepAtLeast(logits, logits, kthLargest(logits, k));
  },
};
