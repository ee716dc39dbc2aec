/**
 * @file The drawn course of the learning rate.
 */
import { expect, it } from 'vitest';
import { rateAt, schedulePath } from './schedule';

const schedule = { steps: 100, warmupSteps: 20, learningRate: 1, minimumLearningRate: 0.1 };

it('rises linearly, peaks after the warmup, ends at the minimum', () => {
  expect(rateAt(0, schedule)).toBe(0);
  expect(rateAt(10, schedule)).toBeCloseTo(0.5);
  expect(rateAt(20, schedule)).toBeCloseTo(1);
  expect(rateAt(60, schedule)).toBeCloseTo(0.55);
  expect(rateAt(100, schedule)).toBeCloseTo(0.1);
});

it('starts at the peak without a warmup', () => {
  expect(rateAt(0, { ...schedule, warmupSteps: 0 })).toBe(1);
});

it('is drawn from the lower left corner over the whole width', () => {
  const path = schedulePath(schedule, 200, 50);
  expect(path).toMatch(/^M0\.0 50\.0L40\.0 0\.0L/);
  expect(path).toMatch(/L200\.0 45\.0$/);
  expect(schedulePath({ ...schedule, warmupSteps: 100 }, 200, 50)).not.toContain('NaN');
});
