/**
 * @file Nothing grows over 2,000 training steps: tensors, the machine's memory, the page's heap.
 */
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { ModelConfig } from '../models/config';
import { startEngine } from '../tensor/engine';
import type { TrainingConfig } from './config';
import { Trainer } from './trainer';

const model: ModelConfig = {
  vocabularySize: 17,
  layers: 1,
  heads: 2,
  width: 8,
  contextLength: 8,
  positions: 'learned',
  ropeBase: 10_000,
  norm: 'layer',
  dropout: 0,
  tiedHead: false,
};

const training: TrainingConfig = {
  steps: 2000,
  batchSize: 2,
  accumulationSteps: 1,
  activationCheckpointing: false,
  learningRate: 1e-3,
  minimumLearningRate: 1e-4,
  warmupSteps: 10,
  betas: [0.9, 0.99],
  epsilon: 1e-8,
  weightDecay: 0.1,
  gradientClip: 1,
  evaluationInterval: 50,
  evaluationBatches: 1,
  sampleInterval: 50,
  checkpointInterval: 50,
};

interface MeasuredPerformance {
  measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
}

const canMeasure = (given: Performance): given is Performance & MeasuredPerformance =>
  'measureUserAgentSpecificMemory' in given;

/** Bytes of everything in the page, its workers included, after a collection of garbage. */
async function heapBytes(): Promise<number> {
  if (!canMeasure(performance)) throw new Error('the page is not isolated');
  return (await performance.measureUserAgentSpecificMemory()).bytes;
}

it.each(['webgpu', 'wasm'] as const)('2,000 steps on %s leave nothing behind', async (backend) => {
  const { machine } = await startEngine(backend);
  const tokens = Uint16Array.from({ length: 400 }, (_, index) => (index * 5) % 17);
  const data = { train: tokens, validation: tokens };
  const trainer = new Trainer(machine, { model, training, seed: 7, data });
  const steps = async (count: number) => {
    for (let step = 0; step < count; step++) await trainer.step();
    await trainer.evaluate();
    await trainer.model.nextLogits([[1, 2, 3], [4]]);
  };
  await steps(200);
  const measured = async () => ({
    machine: machine.facts.bytes,
    tensors: tf.engine().state.numTensors,
    heap: await heapBytes(),
  });
  const before = await measured();
  await steps(1800);
  const after = await measured();
  expect(after.machine).toEqual(before.machine);
  expect(after.tensors).toBe(before.tensors);
  // One number of eight bytes kept at each step would be 14 kB, a metrics object ten times that.
  expect(after.heap - before.heap).toBeLessThan(100_000);
  trainer.dispose();
  machine.dispose();
});
