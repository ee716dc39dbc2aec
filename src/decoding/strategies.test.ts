import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softmax } from './distribution';
import { explainDistribution } from './explain';
import { sampleAt } from './sample';
import { distributionAfter } from './strategies';
import { topK } from './strategies/top-k';
import { topP } from './strategies/top-p';
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
);

describe('cuts, against the recorded values', () => {
  const { filters, temperature, top_p_boundary: boundary } = vectors;
  const probabilities = Float64Array.from(filters.probs);

  it.each(Object.entries(filters.top_k))('top-k with k = %s', (k, kept) => {
    expect(keptIds(topK(probabilities, Number(k)))).toEqual(kept);
  });

  it('top-k keeps what ties with the k-th', () => {
    const { logits, k, hf_kept: kept } = filters.top_k_with_ties;
    expect(keptIds(topK(softmax(Float32Array.from(logits)), k))).toEqual(kept);
  });

  it.each(Object.entries(filters.top_p))('top-p with p = %s', (p, kept) => {
    expect(keptIds(topP(probabilities, Number(p)))).toEqual(kept);
  });

  it.each(Object.entries(boundary.current))('top-p at the boundary p = %s', (p, kept) => {
    expect(keptIds(topP(Float64Array.from(boundary.probs), Number(p)))).toEqual(kept);
  });

  it('scales what is kept to sum to 1', () => {
    filters.renormalised_top_k_3.forEach((expected, id) => {
      expect(topK(probabilities, 3)[id]).toBeCloseTo(expected, 9);
    });
    filters.renormalised_top_p_0_7.forEach((expected, id) => {
      expect(topP(probabilities, 0.7)[id]).toBeCloseTo(expected, 9);
    });
  });

  it.each(Object.entries(temperature.T))('temperature %s', (value, expected) => {
    const scaled = softmax(Float32Array.from(temperature.logits), Number(value));
    expected.forEach((probability, id) => expect(scaled[id]).toBeCloseTo(probability, 9));
  });

  it('applies the temperature before the cut', () => {
    const strategy = { kind: 'top-p', p: 0.7, temperature: 2 } as const;
    const after = distributionAfter(logitsOf(filters.probs), strategy);
    expect(keptIds(after)).toEqual(temperature.order_matters.temp_then_top_p_T2_p0_7);
  });
});

describe('cuts, whatever the logits', () => {
  it('give distributions that sum to 1 and keep the most probable token', () => {
    fc.assert(
      fc.property(randomLogits, strategies, (logits, strategy) => {
        const after = distributionAfter(logits, strategy);
        expect(sum(after)).toBeCloseTo(1, 9);
        expect(after[explainDistribution(logits, strategy)[0].id]).toBeGreaterThan(0);
      }),
    );
  });

  it('top-k keeps k, and more only by ties', () => {
    fc.assert(
      fc.property(randomLogits, fc.integer({ min: 1, max: 70 }), (logits, k) => {
        const probabilities = softmax(logits);
        const kept = keptIds(topK(probabilities, k));
        expect(kept.length).toBeGreaterThanOrEqual(Math.min(k, logits.length));
        const smallest = Math.min(...kept.map((id) => probabilities[id]));
        expect(kept.filter((id) => probabilities[id] > smallest).length).toBeLessThan(
          Math.max(k, 1),
        );
      }),
    );
  });

  it('top-p reaches p and would not without its least token', () => {
    const p = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(randomLogits, p, (logits, mass) => {
        const probabilities = softmax(logits);
        const kept = keptIds(topP(probabilities, mass)).map((id) => probabilities[id]);
        expect(sum(kept)).toBeGreaterThanOrEqual(mass - 1e-9);
        expect(sum(kept) - Math.min(...kept)).toBeLessThan(mass + 1e-9);
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
