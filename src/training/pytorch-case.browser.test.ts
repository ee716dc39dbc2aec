/**
 * @file The lab against PyTorch: from the same weights and batches, logits, loss, every gradient and
 * three AdamW steps with clipping, decay and warmup must equal what `reference/record_pytorch.py`
 * recorded, to 1e-4, on every engine.
 */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import recorded from '../../reference/pytorch-case.json';
import type { NamedArrays } from '../base/arrays';
import { Random } from '../base/random';
import { normKinds, positionSchemes, type ModelConfig } from '../models/config';
import { parameterShapes, sizeOf } from '../models/parameters';
import { forward, type Parameters } from '../models/transformer';
import { backendNames, startEngine } from '../tensor/engine';
import { AdamW } from './adamw';
import type { Batch } from './batches';
import { lossAndGradients } from './loss';
import { learningRateAt } from './schedule';

const numbersByName = z.record(z.string(), z.array(z.number()));
const caseSchema = z.object({
  training: z.object({
    steps: z.number(),
    batchSize: z.number(),
    learningRate: z.number(),
    minimumLearningRate: z.number(),
    warmupSteps: z.number(),
    betas: z.tuple([z.number(), z.number()]),
    epsilon: z.number(),
    weightDecay: z.number(),
    gradientClip: z.number(),
    evaluationInterval: z.number(),
    evaluationBatches: z.number(),
    sampleInterval: z.number(),
    checkpointInterval: z.number(),
  }),
  models: z.record(
    z.string(),
    z.object({
      config: z.object({
        vocabularySize: z.number(),
        layers: z.number(),
        heads: z.number(),
        width: z.number(),
        contextLength: z.number(),
        positions: z.enum(positionSchemes),
        ropeBase: z.number(),
        norm: z.enum(normKinds),
        dropout: z.number(),
        tiedHead: z.boolean(),
      }),
      logits: z.array(z.number()),
      loss: z.number(),
      gradients: numbersByName,
      losses: z.array(z.number()),
      norms: z.array(z.number()),
      after: numbersByName,
    }),
  ),
});
const { training, models } = caseSchema.parse(recorded);

/** As `fixed_weights` in record_pytorch.py. */
function fixedWeights(config: ModelConfig): NamedArrays {
  const arrays: NamedArrays = {};
  for (const [name, shape] of Object.entries(parameterShapes(config))) {
    const random = new Random(1, 'weights', name);
    const centre = name.endsWith('.gain') ? 1 : 0;
    const data = Float32Array.from({ length: sizeOf(shape) }, () => centre + random.float() - 0.5);
    arrays[name] = { shape, data };
  }
  return arrays;
}

/** As `fixed_batch` in record_pytorch.py. */
function fixedBatch({ vocabularySize, contextLength }: ModelConfig, step: number): Batch {
  const random = new Random(1, 'tokens', step);
  const rows = Array.from({ length: training.batchSize }, () =>
    Array.from({ length: contextLength + 1 }, () => random.integer(vocabularySize)),
  );
  return {
    inputs: Int32Array.from(rows.flatMap((row) => row.slice(0, -1))),
    targets: Int32Array.from(rows.flatMap((row) => row.slice(1))),
  };
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  expect(actual.length, what).toBe(expected.length);
  const errors = expected.map((value, index) => Math.abs(value - actual[index]));
  // Not Math.max(...): NaN must fail too.
  expect(errors.every((error) => error < 1e-4) || Math.max(...errors), what).toBe(true);
}

const made: tf.Tensor[] = [];
afterEach(() => tf.dispose(made.splice(0)));

function parametersOf(config: ModelConfig): Parameters {
  const parameters: Parameters = {};
  for (const [name, { shape, data }] of Object.entries(fixedWeights(config))) {
    parameters[name] = tf.tensor(data, shape);
    made.push(parameters[name]);
  }
  return parameters;
}

describe.each(backendNames)('PyTorch and the lab agree on %s', (backend) => {
  beforeAll(async () => {
    expect((await startEngine(backend)).backend).toBe(backend);
  });

  describe.each(Object.entries(models))('%s', (_, { config, ...expected }) => {
    it('on logits, loss and every gradient', async () => {
      const parameters = parametersOf(config);
      const batch = fixedBatch(config, 0);
      const { contextLength } = config;
      const tokens = tf.tensor2d(batch.inputs, [training.batchSize, contextLength], 'int32');
      const logits = tf.tidy(() => forward(config, parameters, tokens));
      const { loss, gradients } = lossAndGradients(config, parameters, batch);
      made.push(tokens, logits, loss, ...gradients);

      expectClose(await logits.data(), expected.logits, 'logits');
      expectClose(await loss.data(), [expected.loss], 'loss');
      const names = Object.keys(parameters);
      expect(names).toEqual(Object.keys(expected.gradients));
      for (const [index, name] of names.entries()) {
        expect(gradients[index].shape).toEqual(parameters[name].shape);
        expectClose(await gradients[index].data(), expected.gradients[name], `∂/∂ ${name}`);
      }
    });

    it('on three AdamW steps', async () => {
      const parameters = parametersOf(config);
      const optimiser = new AdamW(parameters, training);
      for (const [step, expectedLoss] of expected.losses.entries()) {
        const batch = fixedBatch(config, step);
        const [loss, norm] = tf.tidy(() => {
          const { loss, gradients } = lossAndGradients(config, parameters, batch);
          const rate = learningRateAt(training, step);
          return [loss, optimiser.step(parameters, gradients, rate, step + 1)];
        });
        made.push(loss, norm);
        expectClose(await loss.data(), [expectedLoss], `loss of step ${step}`);
        expectClose(await norm.data(), [expected.norms[step]], `gradient norm of step ${step}`);
      }
      made.push(...Object.values(parameters));
      for (const [name, values] of Object.entries(expected.after)) {
        expectClose(await parameters[name].data(), values, `${name} after three steps`);
      }
      optimiser.dispose();
    });
  });
});
