/**
 * @file What the balance loss is for: without it a router comes to send most tokens to one expert, and
 * others get none; with it all are used. Trained fast, on text in which most tokens follow from the one
 * before; from several first values, since who wins is chance.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { expect, it } from 'vitest';
import { Random } from '../base/random';
import { usualExperts } from '../models/block';
import { createSimdMachine } from '../tensor/simd/machine';
import { tinyModel, tinyTraining } from './testing';
import { Trainer } from './trainer';

const vocabularySize = 16;
const count = 4;
const steps = 40;
const seeds = [3, 4, 5, 6];

function text(length: number): Uint16Array {
  const random = new Random(7, 'text');
  let token = 0;
  return Uint16Array.from({ length }, () => {
    const follows = random.float() < 0.8;
    token = follows ? (token * 5 + 3) % vocabularySize : random.integer(vocabularySize);
    return token;
  });
}

/** How many tokens of a text that holds each equally often go to each expert after training. */
async function loadsAfter(seed: number, balance: number): Promise<number[]> {
  const machine = await createSimdMachine({ threads: 1 });
  const experts = { ...usualExperts, count, balance, zLoss: 0, capacityFactor: count };
  const size = { vocabularySize, width: 16, contextLength: 16 };
  const rate = { learningRate: 0.2, minimumLearningRate: 0.02 };
  const trainer = new Trainer(machine, {
    model: { ...tinyModel, ...size, positions: 'none', experts },
    training: { ...tinyTraining, ...rate, steps, batchSize: 8, weightDecay: 0 },
    seed,
    data: { train: text(4000), validation: text(400) },
  });
  for (let step = 0; step < steps; step++) await trainer.step();
  const tokens = Array.from({ length: vocabularySize }, (_, token) => token);
  const chosen = (await trainer.model.routing(tokens)).experts;
  trainer.dispose();
  machine.dispose();
  return Array.from({ length: count }, (_, expert) => {
    return chosen.filter((one) => one === expert).length;
  });
}

async function summary(balance: number): Promise<{ busiest: number; unused: number }> {
  const sum = { busiest: 0, unused: 0 };
  for (const seed of seeds) {
    const loads = await loadsAfter(seed, balance);
    sum.busiest += Math.max(...loads) / vocabularySize / seeds.length;
    sum.unused += loads.filter((load) => load === 0).length;
  }
  return sum;
}

it('keeps the busiest expert from taking most tokens, and others from getting none', async () => {
  const without = await summary(0);
  expect(without.busiest).toBeGreaterThan(0.55);
  expect(without.unused).toBeGreaterThan(2);
  const balanced = await summary(0.1);
  expect(balanced.busiest).toBeLessThan(0.45);
  expect(balanced.unused).toBe(0);
}, 60_000);
