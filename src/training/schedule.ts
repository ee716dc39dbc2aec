/**
 * @file The learning rate over a run: linear warmup, then cosine decay (Loshchilov & Hutter 2016,
 * arXiv 1608.03983) to the minimum, as in GPT-3 and nanoGPT.
 */
import type { TrainingConfig } from './config';

/** @param step steps done before this one, from 0 */
export function learningRateAt(config: TrainingConfig, step: number): number {
  const { steps, warmupSteps, learningRate, minimumLearningRate } = config;
  if (step < warmupSteps) return (learningRate * (step + 1)) / warmupSteps;
  const share = Math.min(1, (step - warmupSteps) / Math.max(1, steps - warmupSteps));
  const decay = (1 + Math.cos(Math.PI * share)) / 2;
  return minimumLearningRate + decay * (learningRate - minimumLearningRate);
}
