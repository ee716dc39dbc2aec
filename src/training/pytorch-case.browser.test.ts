/**
 * @file The lab against PyTorch: from the same weights and batches, logits, loss, every gradient and
 * three AdamW steps with clipping, decay and warmup must equal what `reference/record_pytorch.py`
 * recorded, to 1e-4, on every engine.
 */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import recorded from '../../reference/pytorch-case.json';
import { flatten, named, parameterLayout } from '../models/layout';
import { forward } from '../models/transformer';
import { backendNames, startEngine } from '../tensor/engine';
import type { Machine, Store } from '../tensor/machine';
import { adamwHyper } from '../tensor/ops/adamw';
import { pack, unpack } from '../tensor/ops/pack';
import { asMatrix, asVector } from '../tensor/shapes';
import type { Batch } from './batches';
import { lossAndGradients } from './loss';
import type { TrainingConfig } from './config';
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
const training = { ...settings, accumulationSteps: 1, activationCheckpointing: false };

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

    function storeOf(data: Float32Array): Store {
      const store = close(machine.store(data.length));
      store.write(data);
      return store;
    }

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
          { weights: storeOf(flatten(fixedWeights(config), layout)) },
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
      const changed = { ...training, ...change };
      const weights = storeOf(flatten(fixedWeights(config), layout));
      const step = close(
        machine.compile(trainingStep(config, changed), {
          weights,
          firstMoment: storeOf(new Float32Array(layout.size)),
          secondMoment: storeOf(new Float32Array(layout.size)),
        }),
      );
      for (const [index, expectedLoss] of expected.losses.entries()) {
        const hyper = adamwHyper(training, learningRateAt(training, index), index + 1);
        const feeds = feedsOf(
          fixedBatch(config, training.batchSize, index),
          changed.accumulationSteps,
        );
        const outputs = await step.run({ ...feeds, hyper }, ['loss', 'gradientNorm']);
        expectClose(outputs.loss, [expectedLoss], `loss of step ${index}`);
        expectClose(
          outputs.gradientNorm,
          [expected.norms[index]],
          `gradient norm of step ${index}`,
        );
      }
      const after = named(await weights.read(), layout);
      for (const [name, values] of Object.entries(expected.after)) {
        expectClose(after[name].data, values, `${name} after three steps`);
      }
    });
  });
});
