/**
 * @file How much memory training takes, in bytes of float32: weights, gradients, what the
 * optimiser keeps, and the activations that the backward pass needs. Counted for the fused operations, which never make
 * the time × time matrix of attention; the engine panel tells what a step really takes.
 */
import type { ModelConfig } from './config';
import { parameterLayout } from './layout';
import { optimizerState, workingNumbers, type OptimizerName } from './optimizer';
import { countParameters, feedForwardFactor, sizeOf } from './parameters';

export interface MemoryEstimate {
  weights: number;
  gradients: number;
  /** Moments or momentum, and what Muon's iterations work on. */
  optimizer: number;
  activations: number;
  total: number;
}

const bytesPerNumber = 4;

export interface MemorySettings {
  batchSize: number;
  accumulationSteps: number;
  activationCheckpointing: boolean;
  optimizer: OptimizerName;
}

export function estimateMemory(
  config: ModelConfig,
  { batchSize, accumulationSteps, activationCheckpointing, optimizer }: MemorySettings,
): MemoryEstimate {
  const { layers, heads, width, contextLength, vocabularySize } = config;
  const rows = batchSize * contextLength;
  const weights = countParameters(config) * bytesPerNumber;
  // Per layer and row: what both norms take and give (4), queries, keys and values (3), attention's
  // output (1), the feed-forward layer before and after its activation.
  const perRow = width * (8 + 2 * feedForwardFactor);
  // Mean and deviation of both norms, log-sum-exp of each head.
  const perRowStatistics = 4 + heads;
  // What the last norm takes and gives, the logits and their gradient.
  const head = rows * (2 * width + 2 * vocabularySize);
  const layer = rows * (perRow + perRowStatistics);
  // Checkpointed, all layers keep their input and one at a time is there in full, with the gradients
  // on their way through it, which are small only against those of all layers.
  const gradientsOnTheWay = rows * width * (feedForwardFactor + 2);
  const body = activationCheckpointing
    ? layers * rows * width + layer + gradientsOnTheWay
    : layers * layer;
  const activations = (body + head) * bytesPerNumber;
  // Accumulating, there are two batches' gradients, their sum so far and the next sum.
  const gradients = weights * (accumulationSteps > 1 ? 4 : 1);
  const layout = parameterLayout(config);
  const states = Object.values(optimizerState(optimizer, layout));
  const kept = states.flatMap(({ shapes }) => shapes.map(sizeOf));
  const ofOptimizer =
    kept.reduce((sum, size) => sum + size, workingNumbers(optimizer, layout)) * bytesPerNumber;
  return {
    weights,
    gradients,
    optimizer: ofOptimizer,
    activations,
    total: weights + gradients + ofOptimizer + activations,
  };
}
