/**
 * @file What a model predicts for a batch: the logits at every place.
 */
import type { ModelConfig } from '../models/config';
import { parameterLayout } from '../models/layout';
import type { Blueprint } from '../tensor/machine';
import { unpack } from '../tensor/ops/pack';
import { predictionsOf } from './loss';
import type { BatchField } from './objectives/objective';
import { batchShapes, batchTensors } from './steps';

/**
 * Store: weights, in float32. Feeds: those of batch 0 (`batchFeed`). Output: logits
 * `[batch·time, vocabulary]`.
 */
export function predictionStep(
  config: ModelConfig,
  batchSize: number,
  fields: readonly BatchField[],
): Blueprint {
  const layout = parameterLayout(config);
  return {
    name: 'predictions',
    stores: { weights: [layout.size] },
    feeds: batchShapes(config, batchSize, fields, 0),
    body: (tensors) => {
      const batch = batchTensors(config, tensors, fields, 0);
      return { outputs: { logits: predictionsOf(config, unpack(tensors.weights, layout), batch) } };
    },
  };
}
