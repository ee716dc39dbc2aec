/**
 * @file The fit recovers laws that are known, and its interval holds the next size as often as it says.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { fitPowerLaw, type LossPoint } from './power-law';

interface Law {
  a: number;
  b: number;
  c: number;
}

const lossOf = ({ a, b, c }: Law, compute: number) => a * (compute / 1e12) ** -b + c;

/** @param noise standard deviation of log L */
function runsOf(law: Law, sizes: number, noise = 0, random = new Random('law')): LossPoint[] {
  return Array.from({ length: sizes }, (_, index) => {
    const compute = 1e12 * 3 ** index;
    return { compute, loss: lossOf(law, compute) * Math.exp(noise * random.normal()) };
  });
}

const anyLaw = fc.record({
  a: fc.double({ min: 0.5, max: 10, noNaN: true }),
  b: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
  c: fc.double({ min: 0.2, max: 3, noNaN: true }),
});

describe('a power law', () => {
  it('of points without noise is found exactly', () => {
    fc.assert(
      fc.property(anyLaw, ({ a, b }) => {
        const law = fitPowerLaw(runsOf({ a, b, c: 0 }, 4), false);
        expect(law?.b).toBeCloseTo(b, 8);
        expect((law?.a ?? 0) / (a * 1e12 ** b)).toBeCloseTo(1, 6);
        const next = 1e12 * 3 ** 5;
        expect(law?.predict(next).loss).toBeCloseTo(lossOf({ a, b, c: 0 }, next), 6);
      }),
    );
  });

  it('with a floor, too', () => {
    fc.assert(
      fc.property(anyLaw, (truth) => {
        const law = fitPowerLaw(runsOf(truth, 6), true);
        const next = 1e12 * 3 ** 6;
        const expected = lossOf(truth, next);
        expect((law?.predict(next).loss ?? 0) / expected).toBeCloseTo(1, 3);
        expect(Math.abs((law?.c ?? 0) - truth.c)).toBeLessThan(0.05 * (truth.a + truth.c));
      }),
    );
  });

  it('equals the textbook’s regression of a line', () => {
    // y = 2 − 0.5 x with residuals 0.1, −0.2, 0.1, at x = −1, 0, 1 (in units of log C).
    const points = [-1, 0, 1].map((x, index) => ({
      compute: Math.exp(x),
      loss: Math.exp(2 - 0.5 * x + [0.1, -0.2, 0.1][index]),
    }));
    const law = fitPowerLaw(points, false);
    expect(law?.b).toBeCloseTo(0.5, 10);
    expect(law?.a).toBeCloseTo(Math.exp(2), 8);
    // s² = 0.06 / 1; the slope's error is s / √2; at x = 2 the variance is s² (1 + 1/3 + 4/2).
    expect(law?.deviation).toBeCloseTo(Math.sqrt(0.06), 10);
    expect(law?.bError).toBeCloseTo(Math.sqrt(0.03), 10);
    const { loss, high } = law?.predict(Math.exp(2)) ?? { loss: 1, high: 1 };
    expect(Math.log(high / loss)).toBeCloseTo(6.3138 * Math.sqrt(0.06 * (1 + 1 / 3 + 2)), 6);
  });

  it.each([
    { sizes: 4, hasFloor: false, c: 0 },
    { sizes: 8, hasFloor: false, c: 0 },
    { sizes: 12, hasFloor: true, c: 1 },
  ])('holds the next size in its 90% interval ($sizes sizes)', ({ sizes, hasFloor, c }) => {
    const truth = { a: 3, b: 0.3, c };
    const random = new Random('coverage', sizes);
    const trials = 400;
    let inside = 0;
    for (let trial = 0; trial < trials; trial++) {
      const [next, ...runs] = runsOf(truth, sizes + 1, 0.01, random).reverse();
      const prediction = fitPowerLaw(runs, hasFloor)?.predict(next.compute);
      if (prediction && prediction.low <= next.loss && next.loss <= prediction.high) inside++;
    }
    // Three standard deviations of a share of 400; the delta method is only about right.
    expect(inside / trials).toBeGreaterThan(hasFloor ? 0.82 : 0.855);
    expect(inside / trials).toBeLessThan(0.96);
  });

  it('with a floor is hardly bent by one odd run', () => {
    const truth = { a: 3, b: 0.3, c: 1 };
    const runs = runsOf(truth, 9);
    runs[4].loss *= 1.3;
    const law = fitPowerLaw(runs, true);
    const next = 1e12 * 3 ** 9;
    expect((law?.predict(next).loss ?? 0) / lossOf(truth, next)).toBeCloseTo(1, 1);
    expect(law?.c).toBeCloseTo(1, 0);
  });

  it('is not made of too few sizes, nor of what is no loss', () => {
    const runs = runsOf({ a: 3, b: 0.3, c: 1 }, 3);
    expect(fitPowerLaw(runs.slice(1), false)).toBeNull();
    expect(fitPowerLaw(runs, true)).toBeNull();
    expect(fitPowerLaw([...runs, ...runs], true)).toBeNull();
    expect(fitPowerLaw([...runs, { compute: 1, loss: NaN }], false)).toBeNull();
  });

  it('without noise has no floor where there is none', () => {
    const law = fitPowerLaw(runsOf({ a: 3, b: 0.3, c: 0 }, 6), true);
    expect(law?.c ?? 1).toBeLessThan(0.01);
    expect(law?.b).toBeCloseTo(0.3, 2);
  });
});
