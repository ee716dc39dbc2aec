import { afterAll, describe, expect, it } from 'vitest';
import type { OperationKind } from '../program/operation';
import { operationCases, randomCase } from '../program/testing';
import { createSimdMachine } from './machine';
import type { WorkerReport } from './testing-worker';
import { areEqual, describeCase, mistakes, runOn } from './testing';

const machines = {
  one: await createSimdMachine({ threads: 1 }),
  two: await createSimdMachine({ threads: 2 }),
  three: await createSimdMachine({ threads: 3 }),
  plain: await createSimdMachine({ threads: 2, relaxed: false }),
  unshared: await createSimdMachine({ threads: 2, unshared: true }),
};
const cases = operationCases();
const kinds = [...new Set(cases.map(({ operation }) => operation.kind))];

afterAll(() => Object.values(machines).forEach((machine) => machine.dispose()));

it('uses what there is', () => {
  const { one, two, three, plain, unshared } = machines;
  const threads = [one, two, three, plain, unshared].map((machine) => machine.threads);
  expect(threads).toEqual([1, 2, 3, 2, 1]);
  expect([two.relaxedSimd, plain.relaxedSimd]).toEqual([true, false]);
});

it('runs in a worker, where threads sleep between runs', async () => {
  // Vite must see the address and the call together.
  const worker = new Worker(new URL('./testing-worker.ts', import.meta.url), { type: 'module' });
  const report = await new Promise<WorkerReport>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<WorkerReport>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage('start');
  });
  worker.terminate();
  expect(report).toEqual({ threads: 2, mistakes: [] });
});

describe('every operation, with threads and relaxed SIMD', () => {
  it.each(kinds)('%s', async (kind: OperationKind) => {
    for (const [index, one] of cases.entries()) {
      if (one.operation.kind !== kind) continue;
      const testCase = randomCase(one, index);
      expect(await mistakes(machines.two, testCase), describeCase(one)).toEqual([]);
      const single = await runOn(machines.one, testCase);
      for (const other of [machines.two, machines.three, machines.unshared]) {
        expect(areEqual(await runOn(other, testCase), single), describeCase(one)).toBe(true);
      }
    }
  });

  it('and without relaxed SIMD', async () => {
    for (const [index, one] of cases.entries()) {
      if (one.operation.kind !== 'matmul' && one.operation.kind !== 'attentionGradient') continue;
      expect(await mistakes(machines.plain, randomCase(one, index)), describeCase(one)).toEqual([]);
    }
  });
});
