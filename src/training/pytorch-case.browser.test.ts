/**
 * @file The lab against PyTorch: from the same weights and batches, logits, loss, every gradient and
 * three AdamW steps with clipping, decay and warmup must equal what `reference/record_pytorch.py`
 * recorded, to 1e-4, on every engine; and so three steps of each other optimiser, as
 * `reference/record_optimizers.py` recorded them.
 */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import recordedOptimizers from '../../reference/optimizers-case.json';
import recorded from '../../reference/pytorch-case.json';
import type { NamedArrays } from '../base/arrays';
import type { ModelConfig } from '../models/config';
import { flatten, named, parameterLayout } from '../models/layout';
import { optimizerNames, optimizerState } from '../models/optimizer';
import { forward } from '../models/transformer';
import { backendNames, startEngine } from '../tensor/engine';
import type { Machine, Store } from '../tensor/machine';
import { pack, unpack } from '../tensor/ops/pack';
import { asMatrix, asVector } from '../tensor/shapes';
import type { Batch } from './objectives/objective';
import { lossAndGradients } from './loss';
import type { TrainingConfig } from './config';
import { hyperOf } from './optimizer';
import {
  expectClose,
  fixedBatch,
  fixedWeights,
  numbersByName,
  recordedConfig,
} from './recorded-testing';
import { learningRateAt } from './schedule';
import { batchFeed, trainingStep } from './steps';

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
    dynamicsInterval: z.number().default(0),
  }),
  models: z.record(
    z.string(),
    z.object({
      config: recordedConfig,
      logits: z.array(z.number()),
      loss: z.number(),
      gradients: numbersByName,
      losses: z.array(z.number()),
      norms: z.array(z.number()),
      after: numbersByName,
    }),
  ),
});
const { training: settings, models } = caseSchema.parse(recorded);
const { optimizers, ...optimizersCase } = z
  .object({
    model: z.string(),
    momentum: z.number(),
    unit: z.number(),
    optimizers: z.record(
      z.enum(['sgd', 'lion', 'muon']),
      z.object({
        learningRate: z.number(),
        losses: z.array(z.number()),
        norms: z.array(z.number()),
        /** In units. */
        changes: numbersByName,
      }),
    ),
  })
  .parse(recordedOptimizers);
const training: TrainingConfig = {
  ...settings,
  optimizer: 'adamw',
  momentum: 0.95,
  accumulationSteps: 1,
  activationCheckpointing: false,
  precision: 'float32',
};

/** What must not change a number. */
const waysToTrain: [string, Partial<TrainingConfig>][] = [
  ['plainly', {}],
  ['with checkpointed activations', { activationCheckpointing: true }],
  [
    'with one sequence at a time, accumulated',
    { batchSize: 1, accumulationSteps: training.batchSize },
  ],
];

/** A batch in so many equal pieces. */
function feedsOf({ inputs, targets }: Batch, pieces: number): Record<string, Int32Array> {
  const size = inputs.length / pieces;
  const feeds: Record<string, Int32Array> = {};
  for (let piece = 0; piece < pieces; piece++) {
    const of = (tokens: Int32Array) => tokens.slice(piece * size, (piece + 1) * size);
    Object.assign(feeds, batchFeed({ inputs: of(inputs), targets: of(targets) }, piece));
  }
  return feeds;
}

function close<T extends { dispose(): void }>(item: T): T {
  opened.push(item);
  return item;
}
const opened: { dispose(): void }[] = [];
afterEach(() => opened.splice(0).forEach((item) => item.dispose()));

function storeOf(machine: Machine, data: Float32Array): Store {
  const store = close(machine.store(data.length));
  store.write(data);
  return store;
}

/** Three steps from the fixed weights. @returns the weights before and after them */
async function steps(
  machine: Machine,
  config: ModelConfig,
  settings: TrainingConfig,
  expected: { losses: number[]; norms: number[] },
): Promise<{ before: NamedArrays; after: NamedArrays }> {
  const layout = parameterLayout(config);
  const before = fixedWeights(config);
  const stores = { weights: storeOf(machine, flatten(before, layout)) };
  for (const [name, { size }] of Object.entries(optimizerState(settings.optimizer, layout))) {
    Object.assign(stores, { [name]: storeOf(machine, new Float32Array(size)) });
  }
  const step = close(machine.compile(trainingStep(config, settings), stores));
  for (const [index, expectedLoss] of expected.losses.entries()) {
    const hyper = hyperOf(settings, learningRateAt(settings, index), index + 1);
    const feeds = feedsOf(
      fixedBatch(config, settings.batchSize * settings.accumulationSteps, index),
      settings.accumulationSteps,
    );
    const outputs = await step.run({ ...feeds, hyper }, ['loss', 'gradientNorm']);
    expectClose(outputs.loss, [expectedLoss], `loss of step ${index}`);
    expectClose(outputs.gradientNorm, [expected.norms[index]], `gradient norm of step ${index}`);
  }
  return { before, after: named(await stores.weights.read(), layout) };
}

describe.each(backendNames)('PyTorch and the lab agree on %s', (backend) => {
  let machine: Machine;
  beforeAll(async () => {
    const engine = await startEngine(backend);
    expect(engine.report.backend).toBe(backend);
    expect(engine.report.kernels, engine.report.refusal).toBe(
      backend === 'cpu' ? 'stock' : 'fused',
    );
    ({ machine } = engine);
  });

  describe.each(Object.entries(models))('%s', (_, { config, ...expected }) => {
    const layout = parameterLayout(config);

    it('on logits, loss and every gradient', async () => {
      const { contextLength } = config;
      const step = close(
        machine.compile(
          {
            name: 'gradients',
            stores: { weights: [layout.size] },
            feeds: {
              inputs: { shape: [training.batchSize, contextLength], type: 'int32' },
              targets: { shape: [training.batchSize * contextLength], type: 'int32' },
            },
            body: ({ weights, inputs, targets }) => {
              const parameters = unpack(weights, layout);
              const batch = {
                inputs: asMatrix(inputs, training.batchSize, contextLength),
                targets: asVector(targets),
              };
              const { loss, gradients } = lossAndGradients(config, parameters, batch);
              const logits = forward(config, parameters, batch.inputs);
              return { outputs: { logits, loss, gradients: pack(gradients, layout) } };
            },
          },
          { weights: storeOf(machine, flatten(fixedWeights(config), layout)) },
        ),
      );
      const outputs = await step.run({ ...fixedBatch(config, training.batchSize, 0) }, [
        'logits',
        'loss',
        'gradients',
      ]);
      expectClose(outputs.logits, expected.logits, 'logits');
      expectClose(outputs.loss, [expected.loss], 'loss');
      const gradients = named(outputs.gradients, layout);
      expect(Object.keys(gradients).sort()).toEqual(Object.keys(expected.gradients).sort());
      for (const [name, { data }] of Object.entries(gradients)) {
        expectClose(data, expected.gradients[name], `∂/∂ ${name}`);
      }
    });

    it.each(waysToTrain)('on three AdamW steps, %s', async (_way, change) => {
      const { after } = await steps(machine, config, { ...training, ...change }, expected);
      for (const [name, values] of Object.entries(expected.after)) {
        expectClose(after[name].data, values, `${name} after three steps`);
      }
    });
  });

  const { config } = models[optimizersCase.model];
  it.each(Object.entries(optimizers))('on three steps of %s', async (name, expected) => {
    const { momentum, unit } = optimizersCase;
    const optimizer = z.enum(optimizerNames).parse(name);
    const { learningRate } = expected;
    const settings = { ...training, optimizer, momentum, learningRate };
    const { before, after } = await steps(machine, config, settings, expected);
    for (const [parameter, changes] of Object.entries(expected.changes)) {
      const start = before[parameter].data;
      const values = changes.map((change, index) => start[index] + change * unit);
      expectClose(after[parameter].data, values, `${parameter} after three steps`, 2 * unit);
    }
  });
});
