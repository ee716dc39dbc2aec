import { expect, it } from 'vitest';
import { speedometer } from './speedometer';

it('tells the tokens per second after the first step', () => {
  const times = [1000, 1100, 1500];
  const speedAt = speedometer(() => times.shift() ?? 0);
  expect(speedAt(1)).toBeNull();
  expect(speedAt(2)).toBeCloseTo(10);
  // Several tokens in one step, as of speculative decoding.
  expect(speedAt(6)).toBeCloseTo(10);
});
