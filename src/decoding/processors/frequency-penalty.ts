/**
 * @file Frequency and presence penalty, as in OpenAI's API: from the logit of a token that was written
 * n > 0 times, `frequency` · n + `presence` is taken away. The prompt does not count. Negative values
 * make repetition likelier.
 */
import type { Processor } from './processor';

export const frequencyPenalty: Processor = {
  knobs: {
    frequency: { minimum: -2, maximum: 2, step: 0.05, initial: 0.5 },
    presence: { minimum: -2, maximum: 2, step: 0.05, initial: 0 },
  },
  apply: (logits, { frequency, presence }, { writtenIds }) => {
    for (const id of new Set(writtenIds)) logits[id] -= presence;
    for (const id of writtenIds) logits[id] -= frequency;
  },
};
