/**
 * @file Logit bias: a number for some tokens is added to their logits, in the convention of OpenAI's
 * `logit_bias`: a map of token ids to numbers from −100 to 100. −100 is a ban here, outright.
 */
import type { Processor } from './processor';

/** The bias that cuts a token. */
export const ban = -100;

export const logitBias: Processor = {
  knobs: {},
  perToken: { minimum: ban, maximum: 100, step: 0.5, initial: 2 },
  apply: (logits, biases) => {
    for (const [key, bias] of Object.entries(biases)) {
      const id = Number(key);
      // A settings' token may be beyond the vocabulary of another model.
      if (id < logits.length) logits[id] = bias === ban ? -Infinity : logits[id] + bias;
    }
  },
};
