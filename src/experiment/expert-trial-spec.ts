/**
 * @file The specs of the comparisons of the chapter on experts: a small decoder on the present text, and
 * between the runs of a comparison one difference alone.
 */
import { usualExperts } from '../models/block';
import type { ExpertTrialEntry, ExpertTrialSettings } from './expert-trial-settings';
import { requireSpec, type Spec } from './spec';

const layers = 2;

/** Of the balance loss, in the run that has it. */
export const collapseBalance = 0.02;

/** The spec that an entry is trained with. @throws LabError `spec.invalid` */
export function expertTrialSpec(
  { text, cleaning, tokenizer, validationFraction, seed, backend }: Spec,
  entry: ExpertTrialEntry,
  { experts: count, width, steps }: ExpertTrialSettings,
): Spec {
  const feedForwardWidth = 4 * width;
  const experts = { ...usualExperts, count };
  // Room for all, so that the balance loss is the only thing that spreads the load.
  const roomy = { ...experts, zLoss: 0, capacityFactor: count };
  // A collapse takes long at a rate that is good for learning.
  const rate = isCollapse(entry) ? 4e-2 : 5e-3;
  return requireSpec({
    ...{ text, cleaning, tokenizer, validationFraction, seed, backend },
    model: {
      ...{ layers, heads: 4, width, contextLength: 32, feedForwardWidth },
      ...modelOf(entry),
    },
    training: {
      ...{ steps, batchSize: 16, warmupSteps: Math.min(20, steps) },
      ...{ learningRate: rate, minimumLearningRate: rate / 10, evaluationBatches: 16 },
      ...(isCollapse(entry) && { weightDecay: 0 }),
    },
  });

  function modelOf(name: ExpertTrialEntry) {
    switch (name) {
      case 'balanced':
        return { experts: { ...roomy, balance: collapseBalance } };
      case 'unbalanced':
        return { experts: { ...roomy, balance: 0 } };
      case 'experts':
        return { experts };
      case 'equalWork':
        return {};
      case 'equalParameters':
        return { feedForwardWidth: count * feedForwardWidth };
    }
  }
}

const isCollapse = (entry: ExpertTrialEntry) => entry === 'balanced' || entry === 'unbalanced';
