/**
 * @file What is told of the dynamics against what follows from weights, gradients and activations
 * themselves; and that watching changes no weight and leaves no tensor behind.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../base/random';
import { usualExperts } from '../models/block';
import type { ModelConfig } from '../models/config';
import type { NamedArrays } from '../base/arrays';
import { initialiseParameters } from '../models/parameters';
import type { Machine } from '../tensor/machine';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import { createSimdMachine } from '../tensor/simd/machine';
import { StockMachine } from '../tensor/stock/machine';
import type { TrainerSnapshot, TrainingConfig } from './config';
import { isDynamicsStep, partOf, type Dynamics } from './dynamics';
import { lossAndGradients } from './loss';
import { nextToken } from './objectives/next-token';
import { evaluationBatches, trainingBatch, type Objective } from './objectives/objective';
import { spanCorruption } from './objectives/span-corruption';
import { activationsOf, probeExamples, saturatedUpTo } from './probe';
import { batchTensors, batchFeed } from './steps';
import { tinyModel, tinyTraining } from './testing';
import { Trainer } from './trainer';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const model: ModelConfig = { ...tinyModel, vocabularySize: 13, layers: 2, tiedHead: false };
const seed = 5;
const random = new Random(3, 'tokens');
const tokens = (length: number) =>
  Uint16Array.from({ length }, () => random.integer(model.vocabularySize));
const data = { train: tokens(200), validation: tokens(60) };

interface Made {
  config?: ModelConfig;
  change?: Partial<TrainingConfig>;
  objective?: Objective;
  restore?: TrainerSnapshot;
}

function trainerOf(machine: Machine, { config = model, change, objective, restore }: Made = {}) {
  const training = { ...tinyTraining, ...change };
  return new Trainer(machine, { model: config, training, objective, seed, data, restore });
}

/** Euclidean norm by part. */
function normsByPart(arrays: Record<string, ArrayLike<number>>): Record<string, number> {
  const squares: Record<string, number> = {};
  for (const [name, numbers] of Object.entries(arrays)) {
    const sum = Array.from(numbers).reduce((total, number) => total + number ** 2, 0);
    squares[partOf(name)] = (squares[partOf(name)] ?? 0) + sum;
  }
  return Object.fromEntries(Object.entries(squares).map(([name, sum]) => [name, Math.sqrt(sum)]));
}

const dataOf = (arrays: NamedArrays) =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, array.data]));

const zerosLike = (arrays: NamedArrays): NamedArrays =>
  Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data: numbers }]) => [
      name,
      { shape, data: new Float32Array(numbers.length) },
    ]),
  );

const column = (dynamics: Dynamics, quantity: 'gradient' | 'weights' | 'update') =>
  Object.fromEntries(dynamics.parts.map((part) => [part.part, part[quantity]]));

function expectSame(actual: Record<string, number>, expected: Record<string, number>): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) {
    expect(Math.abs(actual[name] - value), name).toBeLessThan(2e-4 * value + 1e-9);
  }
}

const machines: [string, () => Promise<Machine>][] = [
  ['untraced', async () => new StockMachine()],
  ['traced', async () => new ReferenceMachine()],
  ['SIMD', () => createSimdMachine({ threads: 1 })],
];

describe.each(machines)('%s', (_, create) => {
  it('norms are those of gradients, weights and their changes', async () => {
    const before = tf.memory().numTensors;
    const trainer = trainerOf(await create());
    const parameters = await trainer.model.arrays();
    const { metrics, dynamics } = await trainer.watchedStep();
    const after = await trainer.model.arrays();
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);

    const objective = nextToken(model.contextLength);
    const { batchSize } = tinyTraining;
    const batch = trainingBatch(objective, objective.examplesOf(data.train), batchSize, seed, 0);
    const gradients = tf.tidy(() => {
      const feeds = Object.entries(batchFeed(batch, 0));
      const tensors = Object.fromEntries(feeds.map(([name, ids]) => [name, tf.tensor(ids)]));
      const weights = Object.fromEntries(
        Object.entries(parameters).map(([name, array]) => [
          name,
          tf.tensor(array.data, array.shape),
        ]),
      );
      const read = batchTensors(model, tensors, objective.fields, 0);
      const found = lossAndGradients(model, weights, read).gradients;
      return Object.fromEntries(
        Object.keys(weights).map((name, index) => [name, found[index].dataSync()]),
      );
    });
    expectSame(column(dynamics, 'gradient'), normsByPart(gradients));
    expectSame(column(dynamics, 'weights'), normsByPart(dataOf(parameters)));
    const changes: Record<string, Float32Array> = {};
    for (const [name, { data: numbers }] of Object.entries(after)) {
      changes[name] = numbers.map((number, index) => number - parameters[name].data[index]);
    }
    expectSame(column(dynamics, 'update'), normsByPart(changes));
    const whole = Math.hypot(...dynamics.parts.map(({ gradient }) => gradient));
    expect(whole).toBeCloseTo(metrics.gradientNorm, 4);
    expect(dynamics.parts.map(({ part }) => part)).toEqual([
      'embedding',
      ...[0, 1].flatMap((layer) => [`layers.${layer}.attention`, `layers.${layer}.feedForward`]),
      'head',
    ]);
  });

  it('watching changes no weight, from the start or from the third step on', async () => {
    const weightsAfter = async (isWatched: (step: number) => boolean, interval: number) => {
      const trainer = trainerOf(await create(), { change: { dynamicsInterval: interval } });
      for (let step = 0; step < 5; step++) {
        if (isWatched(step)) await trainer.watchedStep();
        else await trainer.step();
      }
      const weights = await trainer.model.weights.read();
      trainer.dispose();
      return weights;
    };
    const plain = await weightsAfter(() => false, 0);
    expect(await weightsAfter((step) => step % 2 === 0, 2)).toEqual(plain);
    expect(await weightsAfter((step) => step > 2, 0)).toEqual(plain);
  });
});

it('are measured at the first step, every so many, and at the last, in a long run more seldom', () => {
  const measured = (steps: number, dynamicsInterval: number) =>
    Array.from({ length: steps }, (_, index) => index + 1).filter((step) =>
      isDynamicsStep(step, { steps, dynamicsInterval }),
    );
  expect(measured(11, 5)).toEqual([1, 5, 10, 11]);
  expect(measured(11, 0)).toEqual([]);
  expect(measured(10_000, 1)).toHaveLength(2001);
});

it('takes the loss scale of mixed precision out of the gradient', async () => {
  const norms = async (precision: TrainingConfig['precision']) => {
    const trainer = trainerOf(new ReferenceMachine(), { change: { precision, optimizer: 'muon' } });
    return (await trainer.watchedStep()).dynamics.parts;
  };
  const [mixed, whole] = [await norms('mixed'), await norms('float32')];
  mixed.forEach(({ gradient, weights }, index) => {
    expect(gradient / whole[index].gradient).toBeCloseTo(1, 1);
    expect(weights).toBe(whole[index].weights);
  });
});

it.each<[string, Partial<ModelConfig>]>([
  ['GELU', {}],
  ['gated SiLU, post-norm', { gated: true, activation: 'silu', normPlacement: 'post' }],
  [
    'ReLU, parallel, learned positions',
    { activation: 'relu', parallel: true, positions: 'learned' },
  ],
])('activations are those of the model: %s', async (_, options) => {
  const config = { ...model, ...options };
  // So large that units are saturated.
  const parameters = initialiseParameters(config, 9);
  for (const { data: numbers } of Object.values(parameters)) {
    numbers.forEach((number, index) => (numbers[index] = number === 1 ? 1 : 30 * number));
  }
  // Every other unit of the second layer is dead.
  const width = config.gated ? 2 * 24 : 32;
  const units = config.gated ? width / 2 : width;
  for (let unit = 0; unit < units; unit += 2) {
    parameters['layers.1.feedForward.up.bias'].data[unit] = -1e4;
  }
  const restore = { step: 0, parameters, optimizer: { momentum: zerosLike(parameters) } };
  const change: Partial<TrainingConfig> = { optimizer: 'sgd', learningRate: 1e-30 };
  const trainer = trainerOf(new ReferenceMachine(), { config, change, restore });
  const { dynamics } = await trainer.watchedStep();
  const objective = nextToken(config.contextLength);
  const examples = probeExamples(config);
  const [batch] = evaluationBatches(objective, objective.examplesOf(data.validation), 1, examples);
  const limit = saturatedUpTo[config.activation];
  for (const { place, mean, deviation, units: told } of dynamics.activations) {
    const argument = place.replace('hidden', 'up');
    const values: number[] = [];
    const saturated: boolean[][] = [];
    for (let example = 0; example < examples; example++) {
      const start = example * config.contextLength;
      const ids = [...batch.inputs.subarray(start, start + config.contextLength)];
      const seen = await trainer.model.watchValues(ids, [place, argument]);
      values.push(...seen[place].data);
      for (let at = 0; told && at < config.contextLength; at++) {
        const row = seen[argument].data.subarray(at * width, at * width + units);
        saturated.push(Array.from(row, (number) => number <= limit));
      }
    }
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
    expect(Math.abs(mean - average), place).toBeLessThan(1e-4 * Math.sqrt(variance));
    expect(deviation / Math.sqrt(variance), place).toBeCloseTo(1, 4);
    if (!told) continue;
    const dead = Array.from({ length: units }, (_, unit) => saturated.every((row) => row[unit]));
    expect(told.dead).toBeCloseTo(dead.filter(Boolean).length / units, 6);
    expect(told.saturated).toBeCloseTo(
      saturated.flat().filter(Boolean).length / (saturated.length * units),
      6,
    );
    if (place.startsWith('layers.1')) expect(told.dead).toBeGreaterThanOrEqual(0.5);
  }
  expect(dynamics.activations).toHaveLength(7);
});

it('an encoder-decoder has parts and places of both stacks, and padding does not count', async () => {
  const config: ModelConfig = { ...model, architecture: 'encoder-decoder', layers: 1 };
  const objective = spanCorruption(
    config.contextLength,
    { corruptedShare: 0.3, meanSpan: 2 },
    0,
    [10, 11, 12],
  );
  const trainer = trainerOf(new ReferenceMachine(), { config, objective });
  const { dynamics } = await trainer.watchedStep();
  trainer.dispose();
  expect(dynamics.parts.map(({ part }) => part)).toEqual([
    'embedding',
    'encoder.layers.0.attention',
    'encoder.layers.0.feedForward',
    'layers.0.attention',
    'layers.0.crossAttention',
    'layers.0.feedForward',
    'head',
  ]);
  expect(dynamics.activations.map(({ place }) => place)).toContain(
    'encoder.layers.0.feedForward.hidden',
  );

  const rows = 2 * tinyModel.contextLength;
  const plain: ModelConfig = { ...tinyModel, layers: 0 };
  const values = new Float32Array(rows * tinyModel.width).fill(1);
  values.fill(99, 4 * tinyModel.width, 6 * tinyModel.width);
  const targets = new Int32Array(rows);
  targets.fill(-1, 4, 6);
  const batch = { inputs: new Int32Array(rows), targets };
  const [embedding] = activationsOf(plain, { 'embedding.sum': values }, batch);
  expect(embedding).toMatchObject({ mean: 1, deviation: 0, units: null });
});

it('of experts, the tokens count that each is given', async () => {
  const experts = { ...usualExperts, count: 3, perToken: 2, shared: true } as const;
  const config: ModelConfig = { ...model, layers: 1, activation: 'relu', experts };
  const parameters = initialiseParameters(config, 3);
  const router = parameters['layers.0.feedForward.router.weight'];
  router.data.forEach((number, index) => (router.data[index] = 50 * number));
  const name = 'layers.0.feedForward';
  const hidden = 32;
  // All units of the first expert are silent, and half of those of the second.
  parameters[`${name}.up.bias`].data.fill(-1e4, 0, hidden + hidden / 2);
  const restore = { step: 0, parameters, optimizer: { momentum: zerosLike(parameters) } };
  const change: Partial<TrainingConfig> = { optimizer: 'sgd', learningRate: 1e-30 };
  const trainer = trainerOf(new ReferenceMachine(), { config, change, restore });
  const { dynamics } = await trainer.watchedStep();
  const objective = nextToken(config.contextLength);
  const examples = probeExamples(config);
  const [batch] = evaluationBatches(objective, objective.examplesOf(data.validation), 1, examples);

  /** By expert and unit: at how many of its tokens it is not silent. */
  const answers = Array.from({ length: 3 }, () => new Array<number>(hidden).fill(0));
  const tokens = [0, 0, 0];
  for (let example = 0; example < examples; example++) {
    const start = example * config.contextLength;
    const ids = [...batch.inputs.subarray(start, start + config.contextLength)];
    const seen = await trainer.model.watchValues(ids, [`${name}.router`, `${name}.norm`]);
    ids.forEach((_, at) => {
      const logits = [...seen[`${name}.router`].data.subarray(3 * at, 3 * at + 3)];
      const least = logits.indexOf(Math.min(...logits));
      const x = seen[`${name}.norm`].data.subarray(at * config.width, (at + 1) * config.width);
      for (const expert of [0, 1, 2].filter((one) => one !== least)) {
        tokens[expert] += 1;
        for (let unit = 0; unit < hidden; unit++) {
          const weights = parameters[`${name}.up.weight`].data;
          const sum = x.reduce(
            (all, number, row) =>
              all + number * weights[(expert * config.width + row) * hidden + unit],
            parameters[`${name}.up.bias`].data[expert * hidden + unit],
          );
          if (sum > 0) answers[expert][unit] += 1;
        }
      }
    });
  }
  trainer.dispose();
  const all = answers.flat();
  const ofExperts = dynamics.activations.find(({ place }) => place === `${name}.experts.hidden`);
  expect(ofExperts?.units?.dead).toBeCloseTo(all.filter((one) => one === 0).length / all.length, 6);
  const pairs = hidden * tokens.reduce((sum, one) => sum + one, 0);
  const live = all.reduce((sum, one) => sum + one, 0);
  expect(ofExperts?.units?.saturated).toBeCloseTo(1 - live / pairs, 4);
  expect(ofExperts?.units?.dead).toBeGreaterThanOrEqual(0.5);
  expect(dynamics.activations.flatMap(({ place, units }) => (units ? [place] : []))).toEqual([
    `${name}.experts.hidden`,
    `${name}.shared.hidden`,
  ]);
});
