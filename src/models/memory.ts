/**
 * @file How much memory training takes, in bytes of float32, and of float16 where mixed precision has it: weights, gradients, what the
 * optimiser keeps, and the activations that the backward pass needs. Counted for the fused operations, which never make
 * the time × time matrix of attention; the engine panel tells what a step really takes.
 */
import { clippingOf, countClipped } from '../tensor/clipped-distance';
import { architectureOf, usualReach, type ModelConfig } from './config';
import { maskOf } from './masks';
import type { Precision } from '../tensor/precision';
import { parameterLayout } from './layout';
import { optimizerState, workingNumbers, type OptimizerName } from './optimizer';
import {
  capacityOf,
  feedForwardWidthOf,
  headDimOf,
  keyValueHeadsOf,
  keyValueWidthOf,
} from './block';
import { countParameters, sizeOf } from './parameters';

export interface MemoryEstimate {
  weights: number;
  gradients: number;
  /** Moments or momentum, and what Muon's iterations work on. */
  optimizer: number;
  activations: number;
  total: number;
}

const bytesPerNumber = 4;
const bytesPerHalf = 2;

export interface MemorySettings {
  batchSize: number;
  accumulationSteps: number;
  activationCheckpointing: boolean;
  optimizer: OptimizerName;
  precision: Precision;
}

export function estimateMemory(
  config: ModelConfig,
  { batchSize, accumulationSteps, activationCheckpointing, optimizer, precision }: MemorySettings,
): MemoryEstimate {
  const { layers, heads, width, contextLength, vocabularySize, normPlacement, gated } = config;
  const { logitCap, queryKeyNorm } = config;
  const rows = batchSize * contextLength;
  const layout = parameterLayout(config);
  const isMixed = precision === 'mixed';
  const parameters = countParameters(config) * bytesPerNumber;
  // The matrices once more, for the products.
  const weights = parameters + (isMixed ? layout.decayed * bytesPerHalf : 0);
  const isSandwich = normPlacement === 'sandwich';
  // Per layer and row: what both norms take and give (4), and what second ones take (2); queries, keys
  // and values; attention's output (1), and what the feed-forward layer has inside.
  const widths = (isSandwich ? 6 : 4) + 2;
  // With QK-norm, queries, keys and values once more, and what each was divided by.
  // With relative positions, the products of each of these with every distance.
  const { causal } = maskOf(architectureOf(config), '', 0);
  const products =
    config.positions === 'shaw'
      ? (heads + 2 * keyValueHeadsOf(config)) *
        countClipped(clippingOf(config.relativeReach ?? usualReach, causal))
      : 0;
  const vectors = queryKeyNorm ? width + 2 * keyValueWidthOf(config) : 0;
  const perRow =
    products +
    vectors +
    width * widths +
    2 * keyValueWidthOf(config) +
    insideFeedForward(config, rows, gated ? 3 : 2);
  // Mean and deviation of all norms, log-sum-exp of each head.
  const ofVectors = (2 * vectors) / headDimOf(config);
  const perRowStatistics = (isSandwich ? 8 : 4) + heads + ofVectors;
  // What the last norm takes and gives; the logits and their gradient, which a cap has before it too.
  const head = rows * (2 * width + (logitCap > 0 ? 3 : 2) * vocabularySize);
  const bytesPerActivation = isMixed ? bytesPerHalf : bytesPerNumber;
  const layer = rows * (perRow * bytesPerActivation + perRowStatistics * bytesPerNumber);
  // Cross attention's norms, its queries, keys, values and output.
  const crossPerRow = vectors + width * ((isSandwich ? 3 : 2) + 2) + 2 * keyValueWidthOf(config);
  const crossStatistics = (isSandwich ? 4 : 2) + heads + ofVectors;
  const cross = rows * (crossPerRow * bytesPerActivation + crossStatistics * bytesPerNumber);
  const hasEncoder = architectureOf(config) === 'encoder-decoder';
  const allLayers = hasEncoder ? 2 * layers : layers;
  // Checkpointed, all layers keep their input and one at a time is there in full, with the gradients
  // on their way through it, which are small only against those of all layers.
  const gradientsOnTheWay = rows * (insideFeedForward(config, rows, gated ? 2 : 1) + 2 * width);
  const body = activationCheckpointing
    ? (allLayers * rows * width + gradientsOnTheWay) * bytesPerActivation +
      layer +
      (hasEncoder ? cross : 0)
    : allLayers * layer + (hasEncoder ? layers * cross : 0);
  const activations = body + head * bytesPerActivation;
  // Accumulating, there are two batches' gradients, their sum so far and the next sum.
  const gradients = parameters * (accumulationSteps > 1 ? 4 : 1);
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

/**
 * Numbers that a feed-forward layer keeps for a token: before and after its activation; of experts for
 * each slot, there also what goes in and what comes out, and the router's probabilities.
 * @param times how often the hidden width counts
 */
function insideFeedForward(config: ModelConfig, rows: number, times: number): number {
  const { width, experts } = config;
  const plain = times * feedForwardWidthOf(config);
  if (!experts) return plain;
  const { count, shared, learnedNoise } = experts;
  // With learned noise also its deviation, and the logits without and with it.
  const ofRouter = (learnedNoise ? 4 : 1) * count;
  const slotsOfToken = (count * capacityOf(experts, rows)) / rows;
  return slotsOfToken * (plain + 2 * width) + ofRouter + (shared ? plain : 0);
}

/**
 * Bytes of the decoding cache for one sequence of the full context: keys and values of every layer, and of
 * what cross attention looks at.
 */
export function cacheBytes(config: ModelConfig): number {
  const attentions = architectureOf(config) === 'encoder-decoder' ? 2 : 1;
  const keysAndValues = 2 * keyValueWidthOf(config) * attentions;
  return config.layers * config.contextLength * keysAndValues * bytesPerNumber;
}
