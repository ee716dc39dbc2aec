/**
 * @file What the two comparisons of the chapter on experts are told, and what they tell.
 */
import type { RouterMetrics } from '../training/config';
import type { Spec } from './spec';

/**
 * `collapse`: with the balance loss and without it. `dense`: experts, and one feed-forward layer for all
 * tokens with as much work for each of them, or with as many parameters.
 */
export const expertTrials = {
  collapse: ['balanced', 'unbalanced'],
  dense: ['experts', 'equalWork', 'equalParameters'],
} as const;
export type ExpertTrial = keyof typeof expertTrials;
export type ExpertTrialEntry = (typeof expertTrials)[ExpertTrial][number];

export interface ExpertTrialSettings {
  /** In each layer. */
  experts: number;
  width: number;
  /** Of training, for each model. */
  steps: number;
}

export interface ExpertTrialStep {
  step: number;
  loss: number;
  /** Layer by layer; none of a dense model. */
  routers: RouterMetrics[];
}

export interface ExpertTrialOutcome {
  /** What it was trained by. */
  spec: Spec;
  parameters: number;
  /** Those that a token meets. */
  activeParameters: number;
  /** Floating-point operations of training for each token, counted in the step. */
  flopsPerToken: number;
  validationLoss: number;
  /** Of all steps but the first, which builds kernels. */
  seconds: number;
}

export type ExpertTrialEvent =
  { type: 'step'; step: ExpertTrialStep } | { type: 'outcome'; outcome: ExpertTrialOutcome };
