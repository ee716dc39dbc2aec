/**
 * @file Nothing grows over thousands of training steps: tensors, the machine's memory, the page's heap.
 */
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import type { ModelConfig } from '../models/config';
import { startEngine } from '../tensor/engine';
import type { TrainingConfig } from './config';
import { tinyModel, tinyTraining } from './testing';
import { Trainer } from './trainer';

const model: ModelConfig = {
  ...tinyModel,
  vocabularySize: 17,
  contextLength: 8,
  positions: 'learned',
  tiedHead: false,
};

const training: TrainingConfig = {
  ...tinyTraining,
  steps: 10_000,
  batchSize: 2,
  learningRate: 1e-3,
  minimumLearningRate: 1e-4,
};

/** Bytes of the page's JavaScript heap after a collection of garbage. */
async function heapBytes(): Promise<number> {
  await cdp().send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp().send('Runtime.getHeapUsage');
  return usedSize;
}

it.each(['webgpu', 'wasm'] as const)(
  'thousands of steps on %s leave nothing behind',
  async (backend) => {
    const { machine } = await startEngine(backend);
    const tokens = Uint16Array.from({ length: 400 }, (_, index) => (index * 5) % 17);
    const data = { train: tokens, validation: tokens };
    const trainer = new Trainer(machine, { model, training, seed: 7, data });
    const steps = async (count: number) => {
      for (let step = 0; step < count; step++) await trainer.step();
      await trainer.evaluate();
      await trainer.model.nextLogits([[1, 2, 3], [4]]);
    };
    await steps(500);
    const before = { machine: machine.facts.bytes, tensors: tf.engine().state.numTensors };
    let heap = await heapBytes();
    const growths: number[] = [];
    for (let stretch = 0; stretch < 4; stretch++) {
      await steps(2000);
      const now = await heapBytes();
      growths.push(now - heap);
      heap = now;
    }
    expect({ machine: machine.facts.bytes, tensors: tf.engine().state.numTensors }).toEqual(before);
    // A bare loop of submits and reads leaves some 10 to 20 bytes each in the browser, and the heap
    // goes up and down by more. What we kept at each step (an object of metrics takes 80 bytes) would
    // be there in every stretch.
    expect(Math.min(...growths) / 2000, growths.join()).toBeLessThan(40);
    trainer.dispose();
    machine.dispose();
  },
);
