/**
 * @file As `generate.test.ts`, on stock TensorFlow.js on WebGPU.
 */
import { expect, it } from 'vitest';
import { startStockWebGpu } from '../tensor/stock/webgpu';
import { openDevice } from '../tensor/webgpu/device';
import { expectRightDraws, expectRightLastDraw, textsOn } from './testing';

it('draws what the strategies draw', { timeout: 300_000 }, async () => {
  const opened = await openDevice({ refuseSoftware: false });
  if (!opened.device) throw new Error(`no device: ${opened.refusal}`);
  const machine = await startStockWebGpu(opened.device, opened.info);
  try {
    await expectRightDraws(machine, 1e-4);
    await expectRightLastDraw(machine);
    const { drawn, read } = await textsOn(machine);
    expect(drawn).toEqual(read);
  } finally {
    machine.dispose();
  }
});
