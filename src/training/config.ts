/**
 * @file What a training run is told, apart from model, text and seed.
 */
import type { NamedArrays } from '../base/arrays';
import type { OptimizerName } from '../models/optimizer';
import type { Precision } from '../tensor/precision';

export interface TrainingConfig {
  steps: number;
  batchSize: number;
  /** Batches whose gradients are averaged before the optimiser's step. */
  accumulationSteps: number;
  /** Layers keep only their input for the backward pass and compute the rest again. */
  activationCheckpointing: boolean;
  /** `mixed` where the machine has it (`precisionOn`), else float32. */
  precision: Precision;
  /** Peak of the schedule: linear warmup, then cosine decay to `minimumLearningRate`. */
  learningRate: number;
  minimumLearningRate: number;
  warmupSteps: number;
  optimizer: OptimizerName;
  /** Of SGD and Muon. */
  momentum: number;
  /** Of AdamW, also as the part of Muon that is not hidden matrices, and of Lion. */
  betas: readonly [number, number];
  /** Of AdamW. */
  epsilon: number;
  /** Beside the gradient, as in AdamW; on matrices only, not on gains and biases. */
  weightDecay: number;
  /** Largest global gradient norm; 0 turns clipping off. */
  gradientClip: number;
  /** Validation loss every so many steps, over `evaluationBatches` fixed batches. */
  evaluationInterval: number;
  evaluationBatches: number;
  sampleInterval: number;
  checkpointInterval: number;
  /** The dynamics (`Dynamics`) are measured at the first step and every so many; 0: never. */
  dynamicsInterval: number;
}

/** What a layer's router did with the tokens of a step. */
export interface RouterMetrics {
  /** Of the choices, by expert: how many went to it, dropped ones too; they add up to 1. */
  shares: number[];
  /** Of the choices: how many found their expert full. */
  dropped: number;
  /** Both without their factors: `perToken` where all experts are used alike, and mean logSumExp². */
  balance: number;
  zLoss: number;
}

/** Plain numbers of one training step. */
export interface StepMetrics {
  /** Steps done, this one included. */
  step: number;
  trainLoss: number;
  learningRate: number;
  /** Global norm before clipping; 0 for a step that was skipped. */
  gradientNorm: number;
  /** In mixed precision: what the loss's gradient was multiplied by; null: it overflowed, and the step was skipped. */
  lossScale?: number | null;
  tokensPerSecond: number;
  /** Of a model with experts, every so many steps: layer by layer, those of an encoder first. */
  routers?: RouterMetrics[];
}

/** Everything that is needed to go on exactly: all randomness is a function of (seed, step). */
export interface TrainerSnapshot {
  step: number;
  /** Weights by name. */
  parameters: NamedArrays;
  /** What the optimiser keeps, by state (`trainingState`) and parameter name. */
  optimizer: Record<string, NamedArrays>;
}
