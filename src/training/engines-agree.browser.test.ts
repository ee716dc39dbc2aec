/**
 * @file A seeded run of 200 steps has the same loss curve on every engine, and nothing grows in it.
 */
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { ModelConfig } from '../models/config';
import { backendNames, startEngine, type BackendName } from '../tensor/engine';
import type { TrainingConfig } from './config';
import { tinyModel, tinyTraining } from './testing';
import { Trainer } from './trainer';

const model: ModelConfig = {
  ...tinyModel,
  vocabularySize: 23,
  layers: 2,
  width: 16,
  contextLength: 12,
  dropout: 0.1,
};

const training: TrainingConfig = { ...tinyTraining, steps: 200, batchSize: 4, warmupSteps: 10 };

/** Squares modulo 23: something to learn that takes a while. */
const squares = (length: number) =>
  Uint16Array.from({ length }, (_, index) => (index * index + (index >> 3)) % 23);

async function lossesOn(backend: BackendName): Promise<number[]> {
  const { report, machine } = await startEngine(backend);
  expect(report.backend).toBe(backend);
  expect(report.kernels, report.refusal).toBe(backend === 'cpu' ? 'stock' : 'fused');
  const data = { train: squares(600), validation: squares(100) };
  const trainer = new Trainer(machine, { model, training, seed: 7, data });
  const losses: number[] = [];
  await trainer.step();
  await trainer.evaluate();
  const before = { bytes: machine.facts.bytes, tensors: tf.engine().state.numTensors };
  for (let step = 1; step < training.steps; step++) losses.push((await trainer.step()).trainLoss);
  losses.push(await trainer.evaluate());
  expect({ bytes: machine.facts.bytes, tensors: tf.engine().state.numTensors }).toEqual(before);
  trainer.dispose();
  expect(machine.facts).toMatchObject({ bytes: { stores: 0, steps: 0 }, steps: [] });
  machine.dispose();
  return losses;
}

it('WebGPU, WASM and stock TensorFlow.js give one loss curve', async () => {
  const [onGpu, onWasm, onStock] = [
    await lossesOn(backendNames[0]),
    await lossesOn(backendNames[1]),
    await lossesOn(backendNames[2]),
  ];
  expect(onStock[0] - onStock[onStock.length - 1]).toBeGreaterThan(0.3);
  for (const losses of [onGpu, onWasm]) {
    losses.forEach((loss, step) =>
      expect(Math.abs(loss - onStock[step]) / onStock[step]).toBeLessThan(0.01),
    );
  }
});
