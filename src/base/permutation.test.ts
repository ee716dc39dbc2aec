/** @file The permutation is one, and looks shuffled. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permutation } from './permutation';

describe('permutation', () => {
  it('meets every number once, whatever the size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(), (size, seed) => {
        const of = permutation(size, seed, 'test');
        const met = new Set(Array.from({ length: size }, (_, index) => of(index)));
        expect(met.size).toBe(size);
        for (const number of met) expect(number >= 0 && number < size).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('stays within large sizes, and repeats nothing', () => {
    for (const size of [10 ** 8, 2 ** 40 + 1, 2 ** 52]) {
      const of = permutation(size, 1);
      const met = Array.from({ length: 20_000 }, (_, index) => of(index));
      expect(new Set(met).size).toBe(met.length);
      const mean = met.reduce((sum, number) => sum + number / size, 0) / met.length;
      expect(mean).toBeCloseTo(0.5, 1);
      expect(Math.max(...met)).toBeLessThan(size);
    }
  });

  it('is another one for another seed, and not the order', () => {
    const [one, two] = [1, 2].map((seed) => {
      const of = permutation(1000, seed);
      return Array.from({ length: 1000 }, (_, index) => of(index));
    });
    const same = (a: number[], b: number[]) => a.filter((number, at) => number === b[at]).length;
    expect(same(one, two)).toBeLessThan(20);
    expect(
      same(
        one,
        [...one].sort((a, b) => a - b),
      ),
    ).toBeLessThan(20);
    // Neighbours do not stay neighbours.
    const steps = one.slice(1).filter((number, at) => Math.abs(number - one[at]) === 1);
    expect(steps.length).toBeLessThan(20);
  });
});
