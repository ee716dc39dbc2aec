/**
 * @file Temperature: logits / T. Below 1 the likely become likelier, above 1 differences melt
 * (Ackley, Hinton & Sejnowski 1985).
 */
import type { Processor } from './processor';

export const temperature: Processor = {
  knobs: { temperature: { minimum: 0.05, maximum: 5, step: 0.05, initial: 0.8 } },
  apply: (logits, { temperature: divisor }) => logits.map((logit) => logit / divisor),
};
