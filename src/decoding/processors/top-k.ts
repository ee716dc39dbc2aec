/**
 * @file Top-K sampling (Fan et al. 2018, arXiv 1805.04833): only the k most probable tokens may be
 * drawn. Tokens that tie with the k-th are kept too, as in Hugging Face transformers; k = 0 keeps all,
 * as there.
 */
import { likeliestIds } from '../distribution';
import { keepOnly, type Processor } from './processor';

/** Up to so many are found in one pass faster than by sorting all. */
const few = 200;

export const topK: Processor = {
  knobs: { k: { minimum: 0, maximum: 65_536, step: 1, initial: 20 } },
  apply: (logits, { k }) => {
    if (k === 0 || k >= logits.length) return logits;
    const threshold =
      k <= few ? logits[likeliestIds(logits, k)[k - 1]] : logits.slice().sort()[logits.length - k];
    return keepOnly(logits, (id) => logits[id] >= threshold);
  },
};
