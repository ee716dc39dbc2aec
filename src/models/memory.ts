/**
 * @file How much memory training takes, in bytes of float32: weights, gradients, AdamW's two moments,
 * and the activations that the backward pass needs. Counted for the plain composition of operations,
 * which keeps the whole time × time attention matrix; workspace of the backend comes on top.
 */
import type { ModelConfig } from './config';
import { countParameters, feedForwardFactor } from './parameters';

export interface MemoryEstimate {
  weights: number;
  gradients: number;
  moments: number;
  activations: number;
  total: number;
}

const bytesPerNumber = 4;

export function estimateMemory(config: ModelConfig, batchSize: number): MemoryEstimate {
  const { layers, heads, width, contextLength, vocabularySize } = config;
  const rows = batchSize * contextLength;
  const weights = countParameters(config) * bytesPerNumber;
  // Per layer and row: two norms (2), queries, keys and values (3 + 2 rotated), attention output and
  // its projection (2), residuals (2), and x, tanh and output of the feed-forward (3 · 4).
  const perRow = width * (11 + 3 * feedForwardFactor);
  const attention = batchSize * heads * contextLength ** 2 * 2;
  // Logits, their softmax and the one-hot labels.
  const head = rows * vocabularySize * 3;
  const activations = (layers * (rows * perRow + attention) + head) * bytesPerNumber;
  const moments = 2 * weights;
  return {
    weights,
    gradients: weights,
    moments,
    activations,
    total: 2 * weights + moments + activations,
  };
}
