import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ModelConfig } from '../models/config';
import { backendNames, startEngine } from '../tensor/engine';
import type { Machine } from '../tensor/machine';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import type { TokenData } from '../text/types';
import type { TrainingConfig } from './config';
import type { Dynamics } from './dynamics';
import { tinyModel, tinyTraining } from './testing';
import { Trainer, type TrainerOptions } from './trainer';

const model: ModelConfig = { ...tinyModel, dropout: 0.2 };

const training: TrainingConfig = tinyTraining;

/** Counting modulo 11: easy to learn. */
const data: TokenData = {
  train: Uint16Array.from({ length: 200 }, (_, index) => index % 11),
  validation: Uint16Array.from({ length: 60 }, (_, index) => index % 11),
};

const opened: Trainer[] = [];
afterEach(() => opened.splice(0).forEach((trainer) => trainer.dispose()));

let machine: Machine;

function newTrainer(options: Partial<TrainerOptions> = {}): Trainer {
  const trainer = new Trainer(machine, { model, training, seed: 5, data, ...options });
  opened.push(trainer);
  return trainer;
}

async function losses(trainer: Trainer, steps: number): Promise<number[]> {
  const list: number[] = [];
  for (let step = 0; step < steps; step++) list.push((await trainer.step()).trainLoss);
  return list;
}

/** Of the second step: the first one is taken without, so that what is compiled anew is covered too. */
async function dynamicsOf(trainer: Trainer): Promise<number[]> {
  await trainer.step();
  const { parts, activations }: Dynamics = (await trainer.watchedStep()).dynamics;
  return [
    ...parts.flatMap(({ gradient, weights, update }) => [gradient, weights, update]),
    ...activations.flatMap(({ deviation, units }) => [
      deviation,
      ...(units ? [units.saturated, units.dead] : []),
    ]),
  ];
}

describe.each(backendNames)('training on %s', (backend) => {
  beforeAll(async () => {
    const engine = await startEngine(backend);
    expect(engine.report.backend).toBe(backend);
    ({ machine } = engine);
  });

  it('learns, and leaves no tensor behind', async () => {
    const trainer = newTrainer({ model: { ...model, dropout: 0 } });
    const before = await trainer.evaluate();
    expect(before).toBeCloseTo(Math.log(11), 1);
    await trainer.step();
    await trainer.model.nextLogits([[1]]);
    const tensors = tf.engine().state.numTensors;
    await losses(trainer, 9);
    expect(await trainer.evaluate()).toBeLessThan(before);
    await trainer.snapshot();
    await trainer.model.inspect([1, 2, 3]);
    await trainer.model.nextLogits([[1, 2], [3]]);
    expect(tf.engine().state.numTensors).toBe(tensors);
    trainer.dispose();
    opened.pop();
  });

  it('measures its dynamics as the definition does, and nothing grows', async () => {
    const options = { model: { ...model, layers: 2, gated: true }, training, seed: 5, data };
    const expected = await dynamicsOf(new Trainer(new ReferenceMachine(), options));
    const trainer = newTrainer(options);
    const found = await dynamicsOf(trainer);
    expect(found).toHaveLength(expected.length);
    found.forEach((number, index) => {
      const tolerance = 2e-3 * Math.abs(expected[index]) + 1e-6;
      expect(Math.abs(number - expected[index])).toBeLessThan(tolerance);
    });
    const tensors = tf.engine().state.numTensors;
    for (let step = 0; step < 3; step++) await trainer.watchedStep();
    expect(tf.engine().state.numTensors).toBe(tensors);
  });

  it('goes on after a snapshot as if it had never stopped', async () => {
    const whole = await losses(newTrainer(), 6);
    const first = newTrainer();
    const before = await losses(first, 3);
    const second = newTrainer({ restore: await first.snapshot() });
    expect([...before, ...(await losses(second, 3))]).toEqual(whole);
  });
});
