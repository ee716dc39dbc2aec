/**
 * @file Top-K sampling (Fan et al. 2018, arXiv 1805.04833): only the k most probable tokens may be
 * drawn. Tokens that tie with the k-th are kept too, as in Hugging Face transformers; k = 0 keeps all,
 * as there.
 */
import { keepOnly, type Processor } from './processor';

export const topK: Processor = {
  knobs: { k: { minimum: 0, maximum: 65_536, step: 1, initial: 20 } },
  apply: (logits, { k }) => {
    if (k === 0 || k >= logits.length) return logits;
    const threshold = logits.slice().sort()[logits.length - k];
    return keepOnly(logits, (id) => logits[id] >= threshold);
  },
};
