/**
 * @file What a training run is told, apart from model, text and seed.
 */
import type { NamedArrays } from '../base/arrays';

export interface TrainingConfig {
  steps: number;
  batchSize: number;
  /** Batches whose gradients are averaged before the optimiser's step. */
  accumulationSteps: number;
  /** Layers keep only their input for the backward pass and compute the rest again. */
  activationCheckpointing: boolean;
  /** Peak of the schedule: linear warmup, then cosine decay to `minimumLearningRate`. */
  learningRate: number;
  minimumLearningRate: number;
  warmupSteps: number;
  /** AdamW (Loshchilov & Hutter 2017); decay acts on matrices only, not on gains and biases. */
  betas: readonly [number, number];
  epsilon: number;
  weightDecay: number;
  /** Largest global gradient norm; 0 turns clipping off. */
  gradientClip: number;
  /** Validation loss every so many steps, over `evaluationBatches` fixed batches. */
  evaluationInterval: number;
  evaluationBatches: number;
  sampleInterval: number;
  checkpointInterval: number;
}

/** Plain numbers of one training step. */
export interface StepMetrics {
  /** Steps done, this one included. */
  step: number;
  trainLoss: number;
  learningRate: number;
  /** Global norm before clipping. */
  gradientNorm: number;
  tokensPerSecond: number;
}

/** Everything that is needed to go on exactly: all randomness is a function of (seed, step). */
export interface TrainerSnapshot {
  step: number;
  /** Weights by name. */
  parameters: NamedArrays;
  /** AdamW's first and second moments by parameter name. */
  firstMoments: NamedArrays;
  secondMoments: NamedArrays;
}
