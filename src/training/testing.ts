/**
 * @file What tests of training begin with: a model and a training so small that any machine runs them.
 */
import { usualBlock } from '../models/block';
import type { ModelConfig } from '../models/config';
import type { TrainingConfig } from './config';

export const tinyModel: ModelConfig = {
  ...usualBlock,
  vocabularySize: 11,
  layers: 1,
  heads: 2,
  width: 8,
  contextLength: 6,
  positions: 'rope',
  ropeBase: 10_000,
  norm: 'layer',
  dropout: 0,
  tiedHead: true,
};

export const tinyTraining: TrainingConfig = {
  steps: 20,
  batchSize: 3,
  accumulationSteps: 1,
  activationCheckpointing: false,
  precision: 'float32',
  learningRate: 1e-2,
  minimumLearningRate: 1e-3,
  warmupSteps: 3,
  optimizer: 'adamw',
  momentum: 0.95,
  betas: [0.9, 0.99],
  epsilon: 1e-8,
  weightDecay: 0.1,
  gradientClip: 1,
  evaluationInterval: 5,
  evaluationBatches: 2,
  sampleInterval: 10,
  checkpointInterval: 5,
  dynamicsInterval: 0,
};
