import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distributionAfter } from './chain';
import { sortedIds } from '../base/distribution';
import { sampleAt } from './sample';
import { randomLink } from './processors/testing';
import type { StrategyConfig } from './types';
import vectors from './vectors.fixture.json';
import { Random } from '../base/random';

const logitsOf = (probabilities: readonly number[]) => Float32Array.from(probabilities, Math.log);
const keptIds = (distribution: Float64Array) =>
  [...distribution.keys()].filter((id) => distribution[id] > 0);
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

const randomLogits = fc
  .array(fc.integer({ min: -800, max: 800 }), { minLength: 1, maxLength: 60 })
  .map((values) => Float32Array.from(values, (value) => value / 100));
const strategies = fc.oneof(
  fc.constant<StrategyConfig>({ kind: 'greedy' }),
  fc.record({
    kind: fc.constant('top-k' as const),
    k: fc.integer({ min: 1, max: 70 }),
    temperature: fc.double({ min: 0.05, max: 5, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('top-p' as const),
    p: fc.double({ min: 0.01, max: 1, noNaN: true }),
    temperature: fc.double({ min: 0.05, max: 5, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('chain' as const),
    links: fc.array(randomLink, { maxLength: 5 }),
    draw: fc.constantFrom('sample' as const, 'greedy' as const),
  }),
);

describe('cuts, whatever the logits', () => {
  it('give distributions that sum to 1 and keep the most probable token', () => {
    fc.assert(
      fc.property(randomLogits, strategies, (logits, strategy) => {
        const after = distributionAfter(logits, strategy);
        expect(sum(after)).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('order', () => {
  it('is by logit and then by id', () => {
    const values = fc.array(fc.oneof(fc.float({ noNaN: true }), fc.constantFrom(0, -0, 1)));
    fc.assert(
      fc.property(values, (random) => {
        const logits = Float32Array.from(random);
        const compare = (left: number, right: number) =>
          Number(logits[right] > logits[left]) - Number(logits[left] > logits[right]) ||
          left - right;
        expect([...sortedIds(logits)]).toEqual([...logits.keys()].sort(compare));
      }),
    );
  });

  it('gives the likely tokens the small numbers, equal ones by id', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 });
    const uniform = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(weights, uniform, (given, drawn) => {
        fc.pre(given.some((weight) => weight > 0));
        const probabilities = Float64Array.from(given, (weight) => weight / sum(given));
        const ids = [...given.keys()].sort(
          (left, right) => given[right] - given[left] || left - right,
        );
        let mass = 0;
        const expected = ids.find((id) => drawn < (mass += probabilities[id]));
        const last = ids.findLast((id) => given[id] > 0);
        expect(sampleAt(probabilities, drawn)).toBe(expected ?? last);
      }),
    );
  });
});

describe('drawing', () => {
  const draws = 100_000;
  /** χ² at p = 0.001 for 2 to 5 degrees of freedom. */
  const critical: Record<number, number> = { 2: 13.82, 3: 16.27, 4: 18.47, 5: 20.52 };

  it.each<StrategyConfig>([
    { kind: 'top-k', k: 3, temperature: 0.7 },
    { kind: 'top-p', p: 0.92, temperature: 1.3 },
    { kind: 'top-p', p: 1, temperature: 1 },
  ])('$kind draws as often as it says (chi-square)', (strategy) => {
    const after = distributionAfter(logitsOf(vectors.filters.probs), strategy);
    const random = new Random(1, 'chi-square');
    const counts = new Float64Array(after.length);
    for (let draw = 0; draw < draws; draw++) counts[sampleAt(after, random.float())]++;
    const kept = keptIds(after);
    const chiSquare = sum(
      kept.map((id) => (counts[id] - draws * after[id]) ** 2 / (draws * after[id])),
    );
    expect(sum(kept.map((id) => counts[id]))).toBe(draws);
    expect(chiSquare).toBeLessThan(critical[kept.length - 1]);
  });

  it('takes a kept token even at the very end', () => {
    expect(sampleAt(Float64Array.of(0.5, 0.5, 0), 1 - 2 ** -53)).toBe(1);
  });
});
