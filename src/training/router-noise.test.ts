/**
 * @file Router noise, of one deviation and learned, and jitter: that it is the same on every machine and in every run of a
 * seed, that a run goes on as if it had not stopped, and that there is none but in training.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { beforeAll, describe, expect, it } from 'vitest';
import { usualExperts, type ExpertOptions } from '../models/block';
import type { Machine } from '../tensor/machine';
import { createSimdMachine } from '../tensor/simd/machine';
import { StockMachine } from '../tensor/stock/machine';
import { noiseFeeds } from './router-noise';
import { tinyModel, tinyTraining } from './testing';
import { Trainer } from './trainer';

beforeAll(() => tf.setBackend('cpu'));

it('is normal, of the deviation asked for, and another in each layer and step', () => {
  const model = { ...tinyModel, layers: 2, experts: { ...usualExperts, count: 8, noise: 0.5 } };
  const at = (draw: number) => Object.values(noiseFeeds(model, 64, { seed: 1, draw, index: 0 }));
  const [first, second] = at(0);
  const [later] = at(1);
  const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
  const square = first.reduce((sum, value) => sum + value * value, 0) / first.length;
  expect(mean).toBeCloseTo(0, 1);
  expect(Math.sqrt(square)).toBeCloseTo(0.5, 1);
  expect(first).not.toEqual(second);
  expect(first).not.toEqual(later);
  expect(at(0)).toEqual([first, second]);
});

const data = {
  train: Uint16Array.from({ length: 300 }, (_, at) => (at * at) % tinyModel.vocabularySize),
  validation: Uint16Array.from({ length: 60 }, (_, at) => at % tinyModel.vocabularySize),
};

/** Losses of two steps, and what the untrained model is measured at. */
async function lossesWith(machine: Machine, noise: Partial<ExpertOptions>, isCheckpointed = false) {
  const experts = { ...usualExperts, count: 4, ...noise };
  const trainer = new Trainer(machine, {
    model: { ...tinyModel, layers: 2, experts },
    training: { ...tinyTraining, activationCheckpointing: isCheckpointed, learningRate: 0.05 },
    seed: 3,
    data,
  });
  const before = await trainer.evaluate();
  const losses = [];
  for (let step = 0; step < 3; step++) losses.push((await trainer.step()).trainLoss);
  trainer.dispose();
  return { before, losses };
}

const kinds: Record<string, Partial<ExpertOptions>> = {
  'of one deviation': { noise: 1 },
  learned: { learnedNoise: true, perToken: 2, importance: 0.5, load: 0.5 },
  jitter: { jitter: 0.3 },
};

describe.each(Object.entries(kinds))('%s', (_, noise) => {
  it('is the same on every machine, with layers computed twice too, and in training alone', async () => {
    const simd = await createSimdMachine({ threads: 1 });
    const { perToken = 1 } = noise;
    const [plain, noisy, again] = [
      await lossesWith(simd, { perToken }),
      await lossesWith(simd, noise),
      await lossesWith(simd, noise, true),
    ];
    const stock = await lossesWith(new StockMachine(), noise);
    expect(noisy.before).toBe(plain.before);
    expect(noisy.losses).not.toEqual(plain.losses);
    for (const other of [again, stock]) {
      other.losses.forEach((loss, step) => expect(loss).toBeCloseTo(noisy.losses[step], 4));
    }
    simd.dispose();
  });

  it('goes on as if the run had not stopped', async () => {
    const simd = await createSimdMachine({ threads: 1 });
    const model = { ...tinyModel, experts: { ...usualExperts, count: 4, ...noise } };
    const options = { model, training: tinyTraining, seed: 3, data };
    const trainer = new Trainer(simd, options);
    for (let step = 0; step < 2; step++) await trainer.step();
    const resumed = new Trainer(simd, { ...options, restore: await trainer.snapshot() });
    for (let step = 0; step < 2; step++) {
      const { trainLoss } = await trainer.step();
      expect((await resumed.step()).trainLoss).toBe(trainLoss);
    }
    expect(await resumed.snapshot()).toEqual(await trainer.snapshot());
    trainer.dispose();
    resumed.dispose();
    simd.dispose();
  });
});

it('learns where it is wide, from the same for all', async () => {
  const simd = await createSimdMachine({ threads: 1 });
  const experts = { ...usualExperts, count: 4, perToken: 2 as const, learnedNoise: true };
  const model = { ...tinyModel, experts };
  const trainer = new Trainer(simd, { model, training: tinyTraining, seed: 3, data });
  const weightsOfNoise = async () => {
    const { parameters } = await trainer.snapshot();
    return parameters['layers.0.feedForward.routerNoise.weight'].data;
  };
  expect((await weightsOfNoise()).every((weight) => weight === 0)).toBe(true);
  for (let step = 0; step < 2; step++) await trainer.step();
  expect((await weightsOfNoise()).some((weight) => weight !== 0)).toBe(true);
  trainer.dispose();
  simd.dispose();
});
