/**
 * @file The same training on the stock machine (TensorFlow.js's own operations and gradients) and
 * as a traced program run by its definition: forward pass, every gradient and the optimiser agree.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../base/random';
import { usualExperts } from '../models/block';
import type { ModelConfig, PositionScheme } from '../models/config';
import { optimizerNames } from '../models/optimizer';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import { planMemory } from '../tensor/program/plan';
import { traceProgram } from '../tensor/program/trace';
import { StockMachine } from '../tensor/stock/machine';
import type { Machine } from '../tensor/machine';
import type { TrainerSnapshot, TrainingConfig } from './config';
import { trainingStep } from './steps';
import { tinyModel, tinyTraining } from './testing';
import { Trainer } from './trainer';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const model: ModelConfig = { ...tinyModel, vocabularySize: 13, layers: 2, tiedHead: false };

const training: TrainingConfig = { ...tinyTraining, betas: [0.9, 0.95], gradientClip: 0.5 };

function tokens(length: number): Uint16Array {
  const random = new Random(3, 'tokens');
  return Uint16Array.from({ length }, () => random.integer(model.vocabularySize));
}

async function trained(
  machine: Machine,
  config: ModelConfig,
  settings: Partial<TrainingConfig> = {},
) {
  const trainer = new Trainer(machine, {
    model: config,
    training: { ...training, ...settings },
    seed: 5,
    data: { train: tokens(200), validation: tokens(60) },
  });
  const metrics = [];
  for (let step = 0; step < 4; step++) {
    const { trainLoss, gradientNorm } = await trainer.step();
    metrics.push(trainLoss, gradientNorm);
  }
  metrics.push(await trainer.evaluate());
  const snapshot = await trainer.snapshot();
  const next = await trainer.model.nextLogits([
    [1, 2, 3],
    [1, 2],
    [1, 2, 3, 4],
    [5, 4, 3, 2, 1, 0, 1, 2],
  ]);
  const logits = await trainer.model.logits([1, 2, 3, 4]);
  const inspection = await trainer.model.inspect([3, 2, 1]);
  trainer.dispose();
  return { metrics, snapshot, next, logits, inspection };
}

const variants: Record<string, Partial<ModelConfig>> = {
  'RoPE, layer norm': {},
  'RoPE of neighbours, in part, YaRN': {
    width: 12,
    rope: { order: 'interleaved', share: 0.7, scaling: 'yarn', factor: 2 },
  },
  'learned positions, RMS norm, tied head': { positions: 'learned', norm: 'rms', tiedHead: true },
  dropout: { dropout: 0.2, positions: 'learned' },
  'sinusoidal positions': { positions: 'sinusoidal' },
  'ALiBi, three heads': { positions: 'alibi', heads: 3, width: 9 },
  "T5's bias, dropout": { positions: 't5', dropout: 0.2 },
  'no positions': { positions: 'none' },
  'SwiGLU, multi-query, sandwich norm': {
    activation: 'silu',
    gated: true,
    keyValueHeads: 1,
    normPlacement: 'sandwich',
  },
  'parallel, scaled branches, soft cap, dropout': {
    ...{ parallel: true, residualScale: 0.7, logitCap: 2, dropout: 0.2 },
  },
  'experts, of which each token has one': { experts: { ...usualExperts, count: 3 } },
  'experts, two for each token and a shared one, gated, dropout': {
    ...{ gated: true, dropout: 0.2, norm: 'rms' },
    experts: { ...usualExperts, count: 4, perToken: 2, capacityFactor: 0.8, shared: true },
  },
  'relative positions': {
    ...{ positions: 'shaw', relativeReach: 2, relativeValues: true, dropout: 0.1 },
  },
  'noisy top-2, learned': {
    experts: {
      ...usualExperts,
      count: 4,
      perToken: 2,
      learnedNoise: true,
      importance: 0.5,
      load: 0.5,
    },
  },
  'QK-norm, grouped queries': { queryKeyNorm: true, keyValueHeads: 1 },
  'score cap, sinks, ALiBi': { scoreCap: 0.5, attentionSink: 'learned', positions: 'alibi' },
  'sinks at 0, window, dropout': { attentionSink: 'zero', window: 3, dropout: 0.2 },
  'ReLU, post-norm, sliding window': { activation: 'relu', normPlacement: 'post', window: 3 },
};

describe.each(Object.entries(variants))('%s', (_, change) => {
  it('gives the same numbers traced and untraced', async () => {
    const before = tf.memory().numTensors;
    const config = { ...model, ...change };
    const stock = await trained(new StockMachine(), config);
    expect(tf.memory().numTensors).toBe(before);
    const traced = await trained(new ReferenceMachine(), config);
    expect(tf.memory().numTensors).toBe(before);
    expectClose(traced.metrics, stock.metrics, 1e-4);
    expectSameState(traced.snapshot, stock.snapshot);
    expectClose(traced.logits, stock.logits, 1e-3);
    // The cache gives what the full pass gives.
    for (const { next, logits } of [traced, stock]) {
      expectClose(next[2], logits.slice(3 * model.vocabularySize), 1e-4);
    }
    traced.next.forEach((logits, index) => expectClose(logits, stock.next[index], 1e-3));
    expectClose(traced.inspection.probabilities, stock.inspection.probabilities, 1e-3);
    expectClose(traced.inspection.query, stock.inspection.query, 1e-3);
    expectClose(traced.inspection.key, stock.inspection.key, 1e-3);
  });
});

it.each(optimizerNames)('%s takes the same steps traced and untraced', async (optimizer) => {
  const settings = { optimizer };
  const stock = await trained(new StockMachine(), model, settings);
  const traced = await trained(new ReferenceMachine(), model, settings);
  expectClose(traced.metrics, stock.metrics, 1e-4);
  expectSameState(traced.snapshot, stock.snapshot);
});

it('Muon finds gates, queries and fewer keys where they stand side by side', async () => {
  const config = { ...model, gated: true, keyValueHeads: 1 };
  const stock = await trained(new StockMachine(), config, { optimizer: 'muon' });
  const traced = await trained(new ReferenceMachine(), config, { optimizer: 'muon' });
  expectSameState(traced.snapshot, stock.snapshot);
});

it('Muon finds the matrices of each expert', async () => {
  const config = { ...model, gated: true, experts: { ...usualExperts, count: 3, shared: true } };
  const stock = await trained(new StockMachine(), config, { optimizer: 'muon' });
  const traced = await trained(new ReferenceMachine(), config, { optimizer: 'muon' });
  expectSameState(traced.snapshot, stock.snapshot);
});

it('adds the losses of routers also where layers are computed twice, and batches averaged', async () => {
  const experts = { ...usualExperts, count: 3, balance: 0.5, zLoss: 0.1 };
  const config = { ...model, experts };
  const plain = await trained(new ReferenceMachine(), config, { accumulationSteps: 2 });
  const settings = { activationCheckpointing: true, accumulationSteps: 2 };
  const checkpointed = await trained(new ReferenceMachine(), config, settings);
  expect(checkpointed.metrics).toEqual(plain.metrics);
  const without = { ...config, experts: { ...experts, balance: 0, zLoss: 0 } };
  const other = await trained(new ReferenceMachine(), without, { accumulationSteps: 2 });
  // The first loss is the same: it does not contain them.
  expect(other.metrics[0]).toBe(plain.metrics[0]);
  expect(other.metrics[1]).not.toBe(plain.metrics[1]);
});

it.each(['rope', 't5'] as const)(
  'gives the same with checkpointed activations, in less memory, %s',
  async (positions) => {
    const config = { ...model, dropout: 0.2, positions };
    const plain = await trained(new ReferenceMachine(), config);
    const settings = { activationCheckpointing: true };
    const checkpointed = await trained(new ReferenceMachine(), config, settings);
    expect(checkpointed.metrics).toEqual(plain.metrics);
    const stock = await trained(new StockMachine(), config, settings);
    expectClose(stock.metrics, plain.metrics, 1e-4);
    const bytesOf = (changes: Partial<TrainingConfig>) => {
      const step = trainingStep({ ...config, layers: 6 }, { ...training, ...changes });
      const { slots } = planMemory(traceProgram(step));
      return slots.reduce((sum, size) => sum + size, 0);
    };
    expect(bytesOf(settings)).toBeLessThan(bytesOf({}) / 2);
  },
);

it('computes gradients of a bias by distance only where it is learned', () => {
  const outputsOf = (positions: PositionScheme) =>
    traceProgram(trainingStep({ ...model, positions }, training))
      .nodes.filter(({ operation }) => operation.kind === 'attentionGradient')
      .map(({ outputs }) => 'distanceBias' in outputs);
  expect(outputsOf('alibi')).toEqual([false, false]);
  expect(outputsOf('t5')).toEqual([true, true]);
});

it('averages the gradients of accumulated batches', async () => {
  const settings = { accumulationSteps: 3 };
  const stock = await trained(new StockMachine(), model, settings);
  const traced = await trained(new ReferenceMachine(), model, settings);
  expectClose(traced.metrics, stock.metrics, 1e-4);
  // Three batches of one sequence are one batch of three, where all of them are equal.
  const same = { train: tokens(7), validation: tokens(60) };
  const stepOf = async (changes: Partial<TrainingConfig>) => {
    const options = { model, training: { ...training, ...changes }, seed: 1, data: same };
    const { trainLoss, gradientNorm } = await new Trainer(new ReferenceMachine(), options).step();
    return [trainLoss, gradientNorm];
  };
  const together = await stepOf({ batchSize: 3 });
  expectClose(await stepOf({ batchSize: 1, accumulationSteps: 3 }), together, 1e-6);
});

function expectSameState(actual: TrainerSnapshot, expected: TrainerSnapshot): void {
  const arraysOf = ({ parameters, optimizer }: TrainerSnapshot): TrainerSnapshot['optimizer'] => ({
    parameters,
    ...optimizer,
  });
  expect(Object.keys(arraysOf(actual))).toEqual(Object.keys(arraysOf(expected)));
  for (const [state, arrays] of Object.entries(arraysOf(expected))) {
    for (const [name, { data }] of Object.entries(arrays)) {
      expectClose(arraysOf(actual)[state][name].data, data, 1e-3, `${state} of ${name}`);
    }
  }
}

/** Largest difference against the largest magnitude. */
function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what = '',
): void {
  expect(actual.length, what).toBe(expected.length);
  let scale = 0;
  let difference = 0;
  for (let index = 0; index < expected.length; index++) {
    scale = Math.max(scale, Math.abs(expected[index]));
    difference = Math.max(difference, Math.abs(actual[index] - expected[index]));
  }
  expect(difference / (scale || 1), what).toBeLessThan(tolerance);
}
