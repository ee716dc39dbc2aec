import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { Ledger } from './ledger';
import { measureRates, timeLimit } from './roofline';
import { createSimdMachine } from './simd/machine';
import { StockMachine } from './stock/machine';

it('lets the slower of arithmetic and traffic decide', () => {
  const rates = { flopsPerSecond: 1e9, bytesPerSecond: 1e8 };
  expect(timeLimit({ flops: 5e6, bytes: 1e5 }, rates)).toBeCloseTo(5);
  expect(timeLimit({ flops: 5e5, bytes: 1e5 }, rates)).toBeCloseTo(1);
});

it('measures the rates of a machine, and gives back what it took', async () => {
  const machine = new Ledger(await createSimdMachine({ threads: 1 }));
  const rates = await measureRates(machine);
  // More than a step of either takes at any rate that a processor has ever had.
  expect(rates?.flopsPerSecond).toBeGreaterThan(1e6);
  expect(rates?.bytesPerSecond).toBeGreaterThan(1e6);
  expect(machine.facts).toMatchObject({ bytes: { stores: 0, steps: 0 }, steps: [] });
});

it('does not guess where a machine tells nothing', async () => {
  await setBackend('cpu');
  expect(await measureRates(new StockMachine())).toBeNull();
});
