/**
 * @file No n-gram twice (Paulus, Xiong & Socher 2017, arXiv 1705.04304): a token that would complete an
 * n-gram which stands before, in the prompt too, is cut.
 */
import type { Processor } from './processor';

export const noRepeatNgram: Processor = {
  knobs: { n: { minimum: 1, maximum: 10, step: 1, initial: 3 } },
  apply: (logits, { n }, { promptIds, writtenIds }) => {
    const ids = [...promptIds, ...writtenIds];
    const ending = ids.slice(ids.length - (n - 1)).slice(0, n - 1);
    for (let start = 0; start + n <= ids.length; start++) {
      if (ending.every((id, at) => ids[start + at] === id)) logits[ids[start + n - 1]] = -Infinity;
    }
  },
};
