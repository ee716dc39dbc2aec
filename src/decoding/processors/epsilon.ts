/**
 * @file Epsilon sampling (Hewitt, Manning & Liang 2022, arXiv 2210.15191): tokens of probability ε or
 * more; the most probable one always.
 */
import { keepProbable } from './keep';
import type { Processor } from './processor';

export const epsilon: Processor = {
  knobs: { epsilon: { minimum: 0, maximum: 0.5, step: 0.001, initial: 0.02 } },
  apply: (logits, settings) => keepProbable(logits, () => settings.epsilon),
};
