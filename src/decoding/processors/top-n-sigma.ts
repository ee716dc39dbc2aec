/**
 * @file Top-nσ sampling (Tang et al. 2024, arXiv 2411.07641): logits no more than n standard deviations
 * below the largest. The standard deviation grows and shrinks with the temperature, so the tokens that
 * are kept do not depend on it. It is taken over the logits that are not cut.
 */
import { keepAtLeast } from './keep';
import type { Processor } from './processor';

export const topNSigma: Processor = {
  knobs: { n: { minimum: 0, maximum: 5, step: 0.05, initial: 1 } },
  apply: (logits, { n }) => {
    let count = 0;
    let sum = 0;
    let largest = -Infinity;
    for (const logit of logits) {
      if (logit === -Infinity) continue;
      count++;
      sum += logit;
      largest = Math.max(largest, logit);
    }
    let squares = 0;
    for (const logit of logits) if (logit !== -Infinity) squares += (logit - sum / count) ** 2;
    const threshold = largest - n * Math.sqrt(squares / count);
    keepAtLeast(logits, logits, threshold);
  },
};
