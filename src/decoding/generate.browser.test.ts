/**
 * @file As `generate.test.ts`, on the machines that need a browser; stock TensorFlow.js on WebGPU, which
 * takes long, in `generate-stock.full.browser.test.ts`.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectContinuedAsInTraining } from '../models/testing-whole-prompt';
import { startEngine } from '../tensor/engine';
import type { Machine } from '../tensor/machine';
import { startStockWasm } from '../tensor/stock/wasm';
import { chiSquareScore, expectRightDraws, expectRightLastDraw, textsOn } from './testing';

async function fused(backend: 'webgpu' | 'wasm'): Promise<Machine> {
  const { machine, report } = await startEngine(backend);
  expect(report.kernels, report.refusal).toBe('fused');
  return machine;
}

// Only one of them is open at a time: TensorFlow.js has one backend at a time.
describe.each([
  ['WebGPU', () => fused('webgpu'), 1e-5],
  ['SIMD with threads', () => fused('wasm'), 1e-5],
  // It adds up the vocabulary one by one, in single precision.
  ['stock TensorFlow.js on WASM', startStockWasm, 1e-3],
] as const)('%s', (name, start, nearness) => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await start();
  });
  afterAll(() => machine.dispose());

  it('draws what the strategies draw', async () => {
    await expectRightDraws(machine, nearness);
  });

  it('keeps to what is not cut when the uniform number is rounded up to 1', async () => {
    await expectRightLastDraw(machine);
  });

  it('gives the texts that decoding from logits gives', async () => {
    const { drawn, read } = await textsOn(machine);
    expect(drawn).toEqual(read);
  });

  it('reads a prompt whole as in training', async () => {
    const relative = { positions: 'shaw', relativeReach: 3, relativeValues: true } as const;
    for (const change of [{}, { positions: 't5', window: 3 } as const, relative]) {
      await expectContinuedAsInTraining(machine, change);
    }
  });

  if (name !== 'WebGPU') return;
  it('the frequencies of 100,000 draws are right', async () => {
    const { score, outside } = await chiSquareScore(machine, {
      kind: 'top-p',
      p: 0.9,
      temperature: 0.8,
    });
    expect(outside).toBe(0);
    expect(Math.abs(score)).toBeLessThan(4);
  });
});
