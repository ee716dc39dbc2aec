/**
 * @file What a step tells of its routers, against the routing of the same batch computed by itself: on the
 * machines that record a program and on stock operations, also where layers are computed twice and where
 * a step has several batches.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { describe, expect, it } from 'vitest';
import { capacityOf, usualExperts } from '../models/block';
import { initialiseParameters } from '../models/parameters';
import { forward } from '../models/transformer';
import type { Machine } from '../tensor/machine';
import type { Routing } from '../tensor/ops/experts';
import { createSimdMachine } from '../tensor/simd/machine';
import { StockMachine } from '../tensor/stock/machine';
import type { RouterMetrics, TrainingConfig } from './config';
import { nextToken } from './objectives/next-token';
import { trainingBatch } from './objectives/objective';
import { routerInterval } from './router-metrics';
import { tinyModel, tinyTraining } from './testing';
import { Trainer } from './trainer';

const experts = { ...usualExperts, count: 3, perToken: 2 as const, capacityFactor: 0.75 };
const model = { ...tinyModel, layers: 2, experts };
const data = {
  train: Uint16Array.from({ length: 200 }, (_, at) => (at * at) % model.vocabularySize),
  validation: Uint16Array.from({ length: 60 }, (_, at) => at % model.vocabularySize),
};
const seed = 5;

async function firstStep(machine: Machine, training: TrainingConfig) {
  const trainer = new Trainer(machine, { model, training, seed, data });
  const before = tf.memory().numTensors;
  const { routers = [] } = await trainer.step();
  const left = tf.memory().numTensors - before;
  trainer.dispose();
  machine.dispose();
  return { routers, left };
}

/** Counted by hand, from the choices of an untrained model. */
async function expected(training: TrainingConfig): Promise<RouterMetrics[]> {
  await tf.setBackend('cpu');
  const parameters = Object.fromEntries(
    Object.entries(initialiseParameters(model, seed)).map(([name, { shape, data: numbers }]) => [
      name,
      tf.tensor(numbers, [...shape]),
    ]),
  );
  const { batchSize, accumulationSteps } = training;
  const rows = batchSize * model.contextLength;
  const objective = nextToken(model.contextLength);
  const metrics = Array.from({ length: model.layers }, (): RouterMetrics => {
    return { shares: [0, 0, 0], dropped: 0, balance: 0, zLoss: 0 };
  });
  for (let batch = 0; batch < accumulationSteps; batch++) {
    const examples = objective.examplesOf(data.train);
    const { inputs } = trainingBatch(objective, examples, batchSize, seed, batch);
    const routings: Routing[] = [];
    forward(model, parameters, tf.tensor2d(inputs, [batchSize, model.contextLength], 'int32'), {
      isLimited: true,
      onRouting: (routing) => routings.push(routing),
    });
    routings.forEach(({ chosen, places, losses }, layer) => {
      const metric = metrics[layer];
      const share = 1 / accumulationSteps;
      for (const expert of chosen.dataSync()) metric.shares[expert] += share / rows / 2;
      const lost = places.dataSync().filter((place) => place < 0).length;
      metric.dropped += (share * lost) / rows / 2;
      metric.balance += share * losses.dataSync()[0];
      metric.zLoss += share * losses.dataSync()[1];
    });
  }
  return metrics;
}

const variants = {
  'one batch': {},
  'two batches': { accumulationSteps: 2 },
  'layers computed twice': { activationCheckpointing: true },
};

describe.each(Object.entries(variants))('%s', (_, change) => {
  const training = { ...tinyTraining, ...change };

  it.each(['a recorded program', 'stock operations'])('%s', async (kind) => {
    const wanted = await expected(training);
    expect(wanted.some(({ dropped }) => dropped > 0)).toBe(true);
    const isStock = kind === 'stock operations';
    const machine = isStock ? new StockMachine() : await createSimdMachine({ threads: 1 });
    const { routers, left } = await firstStep(machine, training);
    expect(left).toBe(0);
    expect(routers).toHaveLength(model.layers);
    routers.forEach(({ shares, dropped, balance, zLoss }, layer) => {
      const by = wanted[layer];
      shares.forEach((share, expert) => expect(share).toBeCloseTo(by.shares[expert], 5));
      expect(dropped).toBeCloseTo(by.dropped, 5);
      expect(balance).toBeCloseTo(by.balance, 4);
      expect(zLoss).toBeCloseTo(by.zLoss, 4);
    });
  });
});

it('tells of a long run no more often than a chart can show', () => {
  expect(routerInterval({ steps: 400 })).toBe(1);
  expect(routerInterval({ steps: 1_000_000 })).toBe(2500);
});

it('has room for what the capacity factor says', () => {
  expect(capacityOf(experts, 18)).toBe(9);
});
