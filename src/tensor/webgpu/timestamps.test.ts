import { describe, expect, it } from 'vitest';
import { durations, resolutionOf } from './timestamps';

const times = (...nanoseconds: number[]) => BigUint64Array.from(nanoseconds, BigInt);

describe('timestamps', () => {
  it('give a time for each pass, and none below 0', () => {
    expect(durations(times(1_000_000, 3_500_000, 3_500_000, 3_400_000))).toEqual([2.5, 0]);
  });

  it('show how far they are rounded', () => {
    const grain = 65_536;
    const rounded = times(7, 9, 9, 12, 40, 41).map((count) => count * BigInt(grain));
    expect(resolutionOf(rounded)).toBeCloseTo(grain / 1e6, 12);
    // Rounded against a beginning of their own.
    expect(resolutionOf(times(5, 105, 205, 505))).toBeCloseTo(1e-4, 12);
    expect(resolutionOf(times(1234, 1301, 1302))).toBeCloseTo(1e-6, 12);
    expect(resolutionOf(times(300, 200))).toBeCloseTo(1e-4, 12);
  });

  it('show nothing where all are equal', () => {
    expect(resolutionOf(times(5, 5, 5, 5))).toBe(0);
  });
});
