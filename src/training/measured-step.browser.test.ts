/**
 * @file A measured step is a step: the same weights, bit for bit, and nothing is left behind. Its
 * profile has every operation.
 */
import '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelConfig } from '../models/config';
import type { Machine } from '../tensor/machine';
import type { ProfileClock } from '../tensor/profile';
import { traceProgram } from '../tensor/program/trace';
import { createSimdMachine } from '../tensor/simd/machine';
import { StockMachine } from '../tensor/stock/machine';
import { testDevice } from '../tensor/webgpu/testing';
import { WebGpuMachine } from '../tensor/webgpu/machine';
import { presumedChoice } from '../tensor/webgpu/variants';
import { trainingStep } from './steps';
import { tinyModel, tinyTraining } from './testing';
import { Trainer } from './trainer';

const model: ModelConfig = {
  ...tinyModel,
  layers: 2,
  width: 32,
  contextLength: 16,
  dropout: 0.1,
  tiedHead: false,
};
const tokens = (length: number) =>
  Uint16Array.from({ length }, (_, index) => (index * index) % model.vocabularySize);
const data = { train: tokens(300), validation: tokens(60) };

function trainerOn(machine: Machine): Trainer {
  return new Trainer(machine, { model, training: tinyTraining, seed: 2, data });
}

/** The same device without timestamps. */
async function coarseDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no adapter');
  return adapter.requestDevice();
}

const machineOn = (device: GPUDevice) => new WebGpuMachine(device, presumedChoice(device, true));

/** One for all tests: a software GPU builds pipelines slowly. */
const device = await testDevice();
const onDevice = machineOn(device);
afterAll(() => onDevice.dispose());

const machines: [name: string, clock: ProfileClock, open: () => Promise<Machine>][] = [
  ['WebGPU', 'device', () => Promise.resolve(onDevice)],
  ['WebGPU without timestamps', 'waiting', async () => machineOn(await coarseDevice())],
  ['WASM', 'thread', () => createSimdMachine({ threads: 1 })],
  ['WASM in threads', 'thread', () => createSimdMachine({ threads: 2 })],
];

const { nodes } = traceProgram(trainingStep(model, tinyTraining));

describe.each(machines)('a measured step on %s', (_, clock, open) => {
  // Both tests share what it builds.
  let machine: Machine;
  beforeAll(async () => {
    machine = await open();
  });
  afterAll(() => {
    if (machine !== onDevice) machine.dispose();
  });

  it('leads to the same weights', async () => {
    const [plain, measured] = [trainerOn(machine), trainerOn(machine)];
    for (let step = 0; step < 4; step++) {
      const { trainLoss, gradientNorm } = await plain.step();
      const { metrics } =
        step % 2 === 1 ? await measured.measuredStep() : { metrics: await measured.step() };
      expect(metrics).toMatchObject({ step: step + 1, trainLoss, gradientNorm });
    }
    expect(await measured.evaluate()).toBe(await plain.evaluate());
    expect(await measured.snapshot()).toEqual(await plain.snapshot());
    plain.dispose();
    measured.dispose();
  });

  it('tells of every operation', async () => {
    const trainer = trainerOn(machine);
    // The very first step may be the measured one.
    const { profile } = await trainer.measuredStep();
    if (!profile) throw new Error('no profile');
    expect(profile.clock).toBe(clock);
    expect(profile.operations).toHaveLength(nodes.length);
    for (const { milliseconds, cost } of profile.operations) {
      expect(Number.isFinite(milliseconds) && milliseconds >= 0).toBe(true);
      expect(cost.bytes).toBeGreaterThan(0);
    }
    const sum = profile.operations.reduce((total, { milliseconds }) => total + milliseconds, 0);
    expect(sum).toBeGreaterThan(0);
    // Short ones are timed anew on WebGPU, and may be slower then.
    expect(sum).toBeLessThan(profile.milliseconds * (clock === 'device' ? 2 : 1));
    expect(profile.operations.at(-1)).toMatchObject({
      operation: { kind: 'adamw' },
      mark: { phase: 'optimizer' },
    });
    // Plain data, to be posted.
    expect(structuredClone(profile)).toEqual(profile);
    trainer.dispose();
  });
});

it('leaves no buffer and no query set behind on WebGPU', async () => {
  const alive = new Set<object>();
  const watch = (name: 'createBuffer' | 'createQuerySet') => {
    const create: (...given: never[]) => GPUBuffer | GPUQuerySet = device[name].bind(device);
    Object.defineProperty(device, name, {
      value: (...given: never[]) => {
        const made = create(...given);
        const destroy = made.destroy.bind(made);
        alive.add(made);
        made.destroy = () => {
          alive.delete(made);
          return destroy();
        };
        return made;
      },
    });
  };
  watch('createBuffer');
  watch('createQuerySet');
  const trainer = trainerOn(onDevice);
  await trainer.measuredStep();
  const before = alive.size;
  expect(before).toBeGreaterThan(0);
  for (let step = 0; step < 5; step++) await trainer.measuredStep();
  expect(alive.size).toBe(before);
  trainer.dispose();
});

it('takes no more memory on WASM', async () => {
  const machine = await createSimdMachine({ threads: 2 });
  const trainer = trainerOn(machine);
  await trainer.measuredStep();
  const { memoryBytes } = machine;
  for (let step = 0; step < 5; step++) await trainer.measuredStep();
  expect(machine.memoryBytes).toBe(memoryBytes);
  trainer.dispose();
  machine.dispose();
});

it('keeps the order of what is asked for meanwhile', async () => {
  const trainer = trainerOn(onDevice);
  const reference = trainerOn(onDevice);
  const measured = trainer.measuredStep();
  const next = trainer.evaluate();
  await reference.step();
  expect(await next).toBe(await reference.evaluate());
  await measured;
  [trainer, reference].forEach((one) => one.dispose());
});

it('tells nothing of stock TensorFlow.js, and trains', async () => {
  const trainer = trainerOn(new StockMachine());
  const { profile, metrics } = await trainer.measuredStep();
  expect(profile).toBeNull();
  expect(metrics.step).toBe(1);
  trainer.dispose();
});
