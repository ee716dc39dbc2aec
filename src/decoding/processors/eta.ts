/**
 * @file Eta sampling (Hewitt, Manning & Liang 2022, arXiv 2210.15191): the threshold is ε, or lower where
 * the distribution is flat: min(ε, √ε · e^(−entropy)). The most probable token always stays.
 */
import { entropy } from '../../base/distribution';
import { keepProbable } from './keep';
import type { Processor } from './processor';

/** @param epsilon 0 to 1 */
export function etaThreshold(probabilities: Float64Array, epsilon: number): number {
  return Math.min(epsilon, Math.sqrt(epsilon) * Math.exp(-entropy(probabilities)));
}

export const eta: Processor = {
  knobs: { epsilon: { minimum: 0, maximum: 1, step: 0.001, initial: 0.05 } },
  apply: (logits, { epsilon }) =>
    keepProbable(logits, (probabilities) => etaThreshold(probabilities, epsilon)),
};
