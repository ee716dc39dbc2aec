/**
 * @file Router noise: what noisy top-k chooses, by worked numbers; that it is the same on every machine and
 * in every run of a seed, and there in training alone.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { beforeAll, expect, it } from 'vitest';
import { usualExperts } from '../models/block';
import type { Machine } from '../tensor/machine';
import { route } from '../tensor/ops/experts';
import { createSimdMachine } from '../tensor/simd/machine';
import { StockMachine } from '../tensor/stock/machine';
import { noiseFeeds } from './router-noise';
import { tinyModel, tinyTraining } from './testing';
import { Trainer } from './trainer';

beforeAll(() => tf.setBackend('cpu'));

it('keeps the best of the noisy logits, and weighs them by these', () => {
  // Worked numbers of noisy top-k (Shazeer et al. 2017): H = logits + normal · softplus(scale).
  const logits = [1, 0.5, -0.2, 0.8];
  const normal = [0.3, -1, 2, 0.1];
  const softplus = [0.2, -0.5, 0.4, 0].map((scale) => Math.log1p(Math.exp(scale)));
  const noisy = logits.map((logit, expert) => logit + normal[expert] * softplus[expert]);
  noisy.forEach((value, expert) => {
    const expected = [1.23944166081, 0.0259230158199, 1.6260305048, 0.869314718056][expert];
    expect(value).toBeCloseTo(expected, 9);
  });
  const { chosen, gates } = route(tf.tensor2d(noisy, [1, 4]), { perToken: 2, capacity: 1 });
  expect([...chosen.dataSync()]).toEqual([2, 0]);
  const [first, second] = gates.dataSync();
  expect(first).toBeCloseTo(0.595461263939, 5);
  expect(second).toBeCloseTo(0.404538736061, 5);
});

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
async function lossesWith(machine: Machine, noise: number, isCheckpointed = false) {
  const experts = { ...usualExperts, count: 4, noise };
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

it('is the same on every machine, with layers computed twice too, and in training alone', async () => {
  const simd = await createSimdMachine({ threads: 1 });
  const [plain, noisy, again] = [
    await lossesWith(simd, 0),
    await lossesWith(simd, 1),
    await lossesWith(simd, 1, true),
  ];
  const stock = await lossesWith(new StockMachine(), 1);
  expect(noisy.before).toBe(plain.before);
  expect(noisy.losses).not.toEqual(plain.losses);
  for (const other of [again, stock]) {
    other.losses.forEach((loss, step) => expect(loss).toBeCloseTo(noisy.losses[step], 4));
  }
  simd.dispose();
});
