/**
 * @file Repetition penalty (CTRL: Keskar et al. 2019, arXiv 1909.05858): logits of tokens that occur
 * before, in the prompt too, are divided by θ if positive and multiplied by it if negative, once per
 * distinct token. It depends on where the logits' zero lies, which softmax does not.
 */
import type { Processor } from './processor';

export const repetitionPenalty: Processor = {
  knobs: { theta: { minimum: 1, maximum: 3, step: 0.05, initial: 1.2 } },
  apply: (logits, { theta }, { promptIds, writtenIds }) => {
    for (const id of new Set([...promptIds, ...writtenIds])) {
      logits[id] = logits[id] > 0 ? logits[id] / theta : logits[id] * theta;
    }
  },
};
