/**
 * @file The two steps of training as functions over stores and feeds: one optimiser step, and the
 * loss of one batch of held-out text.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../models/config';
import { parameterLayout, partOfLayout, type ParameterLayout } from '../models/layout';
import { optimizerState } from '../models/optimizer';
import type { Parameters } from '../models/transformer';
import type { Blueprint } from '../tensor/machine';
import { inPhase } from '../tensor/marks';
import { DropoutMasks } from '../tensor/ops/dropout';
import { halfCopy } from '../tensor/ops/loss-scaling';
import { pack, part, unpack, type Layout } from '../tensor/ops/pack';
import { asMatrix, asScalar, asVector } from '../tensor/shapes';
import type { TrainingConfig } from './config';
import { dynamicsSums, negatedCopy } from './dynamics';
import { lossAndGradients, lossOf, type BatchTensors } from './loss';
import { routerOutputs } from './router-metrics';
import { noiseOf, noiseShapes } from './router-noise';
import { nextTokenFields } from './objectives/next-token';
import { rowSize, type Batch, type BatchField } from './objectives/objective';
import { hyperSize, optimizerStep } from './optimizer';

const lossScaleLayout: Layout = { names: ['lossScale'], shapes: [[2]], offsets: [0], size: 2 };

/** What training keeps beside the weights: the optimiser's states, and in mixed precision the loss scale. */
export function trainingState(
  { optimizer, precision }: Pick<TrainingConfig, 'optimizer' | 'precision'>,
  layout: ParameterLayout,
): Record<string, Layout> {
  const states = optimizerState(optimizer, layout);
  return precision === 'mixed' ? { ...states, lossScale: lossScaleLayout } : states;
}

/**
 * Stores: weights, flat in `parameterLayout`, and those of `trainingState`. Feeds:
 * the fields of each accumulated batch (`batchFeed`), hyper (`hyperOf`), for each batch a `dropoutKey`
 * where the model drops (`dropoutFeed`), and the noise of its routers where they have it (`noiseFeeds`).
 * Outputs: loss, gradientNorm (before clipping), in mixed precision unscale (`nextLossScale`), and where
 * it is `watched` sums (`dynamicsSums`), where the model has experts those of `routerOutputNames`.
 */
export function trainingStep(
  config: ModelConfig,
  training: TrainingConfig,
  fields: readonly BatchField[] = nextTokenFields,
  watched = false,
): Blueprint {
  const { batchSize, accumulationSteps, activationCheckpointing, precision } = training;
  const layout = parameterLayout(config);
  const states = Object.entries(trainingState(training, layout));
  const batches = Array.from({ length: accumulationSteps }, (_, index) => index);
  return {
    name: 'training',
    precision,
    stores: {
      weights: [layout.size],
      ...Object.fromEntries(states.map(([name, { size }]) => [name, [size]])),
    },
    feeds: {
      ...mergedFeeds(batches.map((index) => trainingFeeds(config, batchSize, fields, index))),
      hyper: { shape: [hyperSize(training.optimizer)], type: 'float32' },
    },
    body: (tensors) => {
      const isMixed = precision === 'mixed';
      const parameters = isMixed
        ? halfParameters(tensors.weights, layout)
        : unpack(tensors.weights, layout);
      const lossScale = isMixed ? asScalar(part(tensors.lossScale, 0, 1)) : null;
      const ofRouters: Record<string, tf.Tensor> = {};
      const gradientsOf = (index: number) => {
        const dropoutKey = tensors[dropoutFeed(index)];
        const { loss, gradients, routers } = lossAndGradients(
          config,
          parameters,
          batchTensors(config, tensors, fields, index),
          {
            dropout: dropoutKey ? new DropoutMasks(config.dropout, asVector(dropoutKey)) : null,
            isCheckpointed: activationCheckpointing,
            noiseOf: noiseOf(config, tensors, index),
            share: 1 / accumulationSteps,
            lossScale,
          },
        );
        Object.assign(ofRouters, routerOutputs(routers, index));
        return { loss, gradient: pack(gradients, layout) };
      };
      // One after the other: a batch's activations are gone when the next one begins.
      const [first, ...others] = batches;
      let { loss, gradient } = gradientsOf(first);
      for (const index of others) {
        const next = gradientsOf(index);
        loss = tf.add(loss, next.loss);
        const sum = gradient;
        gradient = inPhase('backward', () => tf.add(sum, next.gradient));
      }
      return inPhase('optimizer', () => {
        const negated = watched ? negatedCopy(tensors.weights) : null;
        const { gradientNorm, unscale, updates } = optimizerStep(
          training,
          layout,
          tensors,
          gradient,
        );
        const { weights } = updates;
        const sums = negated && dynamicsSums(layout, { gradient, negated, weights });
        const outputs = { loss, gradientNorm, ...(unscale && { unscale }), ...(sums && { sums }) };
        return { outputs: { ...outputs, ...ofRouters }, updates };
      });
    },
  };
}

/** The matrices as float16; gains and biases, which are few, as they are. */
function halfParameters(weights: tf.Tensor, layout: ParameterLayout): Parameters {
  const count = layout.offsets.findIndex((offset) => offset >= layout.decayed);
  const matrices = partOfLayout(layout, 0, count);
  const half = halfCopy(part(weights, 0, matrices.size));
  return { ...unpack(weights, layout), ...unpack(half, matrices) };
}

/** Store: weights, in float32. Feeds: those of batch 0 (`batchFeed`). Output: loss. */
export function evaluationStep(
  config: ModelConfig,
  batchSize: number,
  fields: readonly BatchField[] = nextTokenFields,
): Blueprint {
  const layout = parameterLayout(config);
  return {
    name: 'evaluation',
    stores: { weights: [layout.size] },
    feeds: batchShapes(config, batchSize, fields, 0),
    body: (tensors) => {
      const parameters = unpack(tensors.weights, layout);
      const batch = batchTensors(config, tensors, fields, 0);
      return { outputs: { loss: lossOf(config, parameters, batch) } };
    },
  };
}

/** The feeds of one batch by the names that the steps know them by. */
export function batchFeed(batch: Batch, index: number): Record<string, Int32Array> {
  const feeds: Record<string, Int32Array> = {};
  for (const [field, numbers] of Object.entries<Int32Array>({ ...batch })) {
    feeds[`${field}.${index}`] = numbers;
  }
  return feeds;
}

/** int32 `[1]`, see `dropoutKey`. */
export const dropoutFeed = (index: number) => `dropoutKey.${index}`;

function trainingFeeds(
  config: ModelConfig,
  batchSize: number,
  fields: readonly BatchField[],
  index: number,
): Blueprint['feeds'] {
  const feeds = batchShapes(config, batchSize, fields, index);
  if (config.dropout > 0) feeds[dropoutFeed(index)] = { shape: [1], type: 'int32' };
  return { ...feeds, ...noiseShapes(config, batchSize, index) };
}

function mergedFeeds(parts: readonly Blueprint['feeds'][]): Blueprint['feeds'] {
  return Object.fromEntries(parts.flatMap((feeds) => Object.entries(feeds)));
}

/** The feeds of a batch with these fields. */
export function batchShapes(
  { contextLength }: ModelConfig,
  batchSize: number,
  fields: readonly BatchField[],
  index: number,
): Blueprint['feeds'] {
  const feeds: Blueprint['feeds'] = {};
  for (const field of fields) {
    const size = batchSize * rowSize(field, contextLength);
    feeds[`${field}.${index}`] = { shape: [size], type: 'int32' };
  }
  return feeds;
}

/** The tensors of these feeds. */
export function batchTensors(
  { contextLength }: ModelConfig,
  tensors: Record<string, tf.Tensor>,
  fields: readonly BatchField[],
  index: number,
): BatchTensors {
  const numbers = (field: BatchField) =>
    fields.includes(field) ? asVector(tensors[`${field}.${index}`]) : null;
  const tokens = (ids: tf.Tensor1D | null) =>
    ids && asMatrix(ids, ids.size / contextLength, contextLength);
  const inputs = asVector(tensors[`inputs.${index}`]);
  return {
    inputs: asMatrix(inputs, inputs.size / contextLength, contextLength),
    targets: asVector(tensors[`targets.${index}`]),
    lengths: numbers('lengths'),
    prefixes: numbers('prefixes'),
    source: tokens(numbers('source')),
    sourceLengths: numbers('sourceLengths'),
    segments: numbers('segments'),
    nextSentence: numbers('nextSentence'),
  };
}
