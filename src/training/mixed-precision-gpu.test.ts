/**
 * @file Training in mixed precision on a GPU against its definition. In Node, and skipped without an adapter
 * that has float16 (as `tensor/webgpu/half.test.ts`).
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { afterAll, describe, expect, it } from 'vitest';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import { requireRightHalf, requireRightNumbers } from '../tensor/self-check';
import { WebGpuMachine } from '../tensor/webgpu/machine';
import { choiceOf } from '../tensor/webgpu/testing';
import { halfDeviceInNode } from '../tensor/webgpu/testing-node';
import { tinyModel, tinyTraining } from './testing';
import { Trainer } from './trainer';

const device = await halfDeviceInNode();
afterAll(() => device?.destroy());

describe.skipIf(!device)('mixed precision', { timeout: 120_000 }, () => {
  it('passes the check at the start', async () => {
    if (!device) return;
    const machine = new WebGpuMachine(device, choiceOf('lanes', 'shared'));
    await requireRightNumbers(machine);
    await requireRightHalf(machine);
    machine.dispose();
  });

  it.each(['adamw', 'muon'] as const)(
    'learns by %s as the definition of mixed precision does, and skips what overflows',
    async (optimizer) => {
      if (!device) return;
      const machine = new WebGpuMachine(device, choiceOf('lanes', 'shared'));
      const settings = { ...tinyTraining, optimizer, precision: 'mixed' } as const;
      const train = Uint16Array.from({ length: 200 }, (_, index) => (index * index) % 11);
      const options = {
        model: tinyModel,
        training: settings,
        seed: 3,
        data: { train, validation: train },
      };
      const [here, reference] = [machine, new ReferenceMachine()].map(
        (one) => new Trainer(one, options),
      );
      for (let step = 0; step < 10; step++) {
        const [found, expected] = [await here.step(), await reference.step()];
        expect(found.lossScale).toBe(expected.lossScale);
        expect(Math.abs(found.trainLoss / expected.trainLoss - 1)).toBeLessThan(0.005);
      }
      const before = await here.snapshot();
      const lossScale = { lossScale: { shape: [2], data: Float32Array.of(2 ** 60, 0) } };
      const restore = { ...before, optimizer: { ...before.optimizer, lossScale } };
      const overflowing = new Trainer(machine, { ...options, restore });
      expect((await overflowing.step()).lossScale).toBeNull();
      const after = await overflowing.snapshot();
      expect(after.parameters).toEqual(before.parameters);
      expect(after.optimizer.firstMoment).toEqual(before.optimizer.firstMoment);
      for (const trainer of [here, reference, overflowing]) trainer.dispose();
      machine.dispose();
    },
  );
});
