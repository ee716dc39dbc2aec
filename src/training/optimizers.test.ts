/**
 * @file Every optimiser on the SIMD machine: it learns, and a run that goes on from a checkpoint takes
 * the very same steps.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelConfig } from '../models/config';
import { optimizerNames, type OptimizerName } from '../models/optimizer';
import { decodeCheckpoint, encodeCheckpoint } from '../storage/checkpoint';
import { createSimdMachine, type SimdMachine } from '../tensor/simd/machine';
import type { TrainerSnapshot, TrainingConfig } from './config';
import { tinyModel, tinyTraining } from './testing';
import { Trainer } from './trainer';

let machine: SimdMachine;
beforeAll(async () => {
  machine = await createSimdMachine({ threads: 1 });
});
afterAll(() => machine.dispose());

const model: ModelConfig = { ...tinyModel, layers: 2, width: 16, contextLength: 16 };

/** Learning rates as each of them wants it. */
const learningRates: Record<OptimizerName, number> = {
  adamw: 1e-2,
  sgd: 0.3,
  lion: 5e-3,
  muon: 1e-2,
};

function trainer(optimizer: OptimizerName, restore?: TrainerSnapshot): Trainer {
  const learningRate = learningRates[optimizer];
  const training: TrainingConfig = {
    ...tinyTraining,
    steps: 50,
    batchSize: 8,
    optimizer,
    learningRate,
    minimumLearningRate: learningRate / 10,
  };
  // What comes next follows from the two tokens before.
  const tokens = Uint16Array.from({ length: 2000 }, () => 0);
  tokens.set([1, 2]);
  for (let at = 2; at < tokens.length; at++) {
    tokens[at] = (tokens[at - 1] + 2 * tokens[at - 2] + 1) % model.vocabularySize;
  }
  const data = { train: tokens, validation: tokens.subarray(0, 200) };
  return new Trainer(machine, { model, training, seed: 7, data, restore });
}

async function losses(of: Trainer, steps: number): Promise<number[]> {
  const found: number[] = [];
  for (let step = 0; step < steps; step++) found.push((await of.step()).trainLoss);
  return found;
}

describe.each(optimizerNames)('%s', (optimizer) => {
  it('learns in 50 steps', async () => {
    const one = trainer(optimizer);
    const [first, ...others] = await losses(one, 50);
    const last = await one.evaluate();
    one.dispose();
    expect(first).toBeCloseTo(Math.log(model.vocabularySize), 1);
    expect(others.every(Number.isFinite)).toBe(true);
    expect(last).toBeLessThan(0.7 * first);
  });

  it('goes on from a checkpoint as if nothing had been', async () => {
    const whole = trainer(optimizer);
    await losses(whole, 5);
    const file = encodeCheckpoint(await whole.snapshot(), { runId: 'run', seed: 7 });
    const restored = decodeCheckpoint(file, 'run');
    const resumed = trainer(optimizer, restored);
    expect(await losses(resumed, 5)).toEqual(await losses(whole, 5));
    expect(await resumed.snapshot()).toEqual(await whole.snapshot());
    whole.dispose();
    resumed.dispose();
  });

  it('refuses the checkpoint of one that keeps something else', async () => {
    const other = trainer(optimizer === 'adamw' ? 'sgd' : 'adamw');
    const snapshot = await other.snapshot();
    other.dispose();
    expect(() => trainer(optimizer, snapshot)).toThrow(/optimizer\./);
  });
});
