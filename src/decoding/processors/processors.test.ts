/**
 * @file Every processor against recorded values of Hugging Face's conventions, plain definitions, and
 * what must hold whatever the logits.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entropy, softmax, softmaxFigures } from '../../base/distribution';
import vectors from '../vectors.fixture.json';
import { etaThreshold } from './eta';
import { linkSchema, newLink, processorNames, processors } from '.';
import { keptIds, process, randomLink } from './testing';
import { nucleus } from './top-p';

const { filters, top_p_boundary: boundary, temperature, repetition_penalty: repetition } = vectors;
const logits = filters.probs.map(Math.log);
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const randomLogits = fc
  .array(fc.integer({ min: -800, max: 800 }), { minLength: 1, maxLength: 60 })
  .map((values) => values.map((value) => value / 100));
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });

describe('against the recorded values', () => {
  it.each(Object.entries(filters.top_k))('top-k with k = %s', (k, kept) => {
    expect(keptIds(process('top-k', logits, { k: Number(k) }))).toEqual(kept);
  });

  it('top-k keeps what ties with the k-th', () => {
    const { logits: tied, k, hf_kept: kept } = filters.top_k_with_ties;
    expect(keptIds(process('top-k', tied, { k }))).toEqual(kept);
  });

  it.each(Object.entries(filters.top_p))('top-p with p = %s', (p, kept) => {
    expect(keptIds(process('top-p', logits, { p: Number(p) }))).toEqual(kept);
  });

  it.each(Object.entries(boundary.current))('top-p at the boundary p = %s', (p, kept) => {
    const ids = nucleus(Float64Array.from(boundary.probs), Number(p));
    expect(ids.sort((left, right) => left - right)).toEqual(kept);
  });

  it.each(Object.entries(filters.min_p))('min-p with m = %s', (m, kept) => {
    expect(keptIds(process('min-p', logits, { m: Number(m) }))).toEqual(kept);
  });

  it.each(Object.entries(filters.typical_p))('typical with mass %s', (mass, kept) => {
    expect(keptIds(process('typical', logits, { mass: Number(mass) }))).toEqual(kept);
  });

  it('epsilon and eta', () => {
    const probabilities = Float64Array.from(filters.probs);
    const [threshold, kept] = filters.eta_0_3;
    expect(entropy(probabilities)).toBeCloseTo(filters.entropy, 9);
    const logits = probabilities.map(Math.log);
    expect(softmaxFigures(logits).entropy).toBeCloseTo(filters.entropy, 9);
    expect(softmaxFigures(Float64Array.of(0, -Infinity, 0)).entropy).toBeCloseTo(Math.LN2, 12);
    expect(etaThreshold(probabilities, 0.3)).toBeCloseTo(Number(threshold), 9);
    expect(keptIds(process('eta', logits, { epsilon: 0.3 }))).toEqual(kept);
    expect(keptIds(process('epsilon', logits, { epsilon: 0.05 }))).toEqual(filters.epsilon_0_05);
  });

  it('scales what is kept to sum to 1', () => {
    const topK = softmax(process('top-k', logits, { k: 3 }));
    filters.renormalised_top_k_3.forEach((expected, id) =>
      expect(topK[id]).toBeCloseTo(expected, 9),
    );
    const topP = softmax(process('top-p', logits, { p: 0.7 }));
    filters.renormalised_top_p_0_7.forEach((expected, id) =>
      expect(topP[id]).toBeCloseTo(expected, 9),
    );
  });

  it.each(Object.entries(temperature.T))('temperature %s', (value, expected) => {
    const scaled = process('temperature', temperature.logits, { temperature: Number(value) });
    softmax(scaled).forEach((probability, id) => expect(probability).toBeCloseTo(expected[id], 9));
  });

  it('temperature before or after a cut is not the same', () => {
    const warm = { temperature: 2 };
    const { order_matters: kept } = temperature;
    const first = process('top-p', process('temperature', logits, warm), { p: 0.7 });
    const last = process('temperature', process('top-p', logits, { p: 0.7 }), warm);
    expect(keptIds(first)).toEqual(kept.temp_then_top_p_T2_p0_7);
    expect(keptIds(last)).toEqual(kept.top_p_then_temp_p0_7);
  });

  it('repetition penalty, once per token, the prompt included', () => {
    const context = { promptIds: [0], writtenIds: [1, 0] };
    const { logits: before, theta } = repetition;
    const penalised = process('repetition-penalty', before, { theta }, context);
    repetition.out.forEach((expected, id) => expect(penalised[id]).toBeCloseTo(expected, 9));
  });
});

describe('against their definitions', () => {
  const ids = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 });

  it('frequency and presence penalty count what was written, not the prompt', () => {
    const settings = { frequency: 0.5, presence: 0.25 };
    const context = { promptIds: [0, 1], writtenIds: [1, 1, 2] };
    const penalised = process('frequency-penalty', [1, 1, 1, 1], settings, context);
    expect([...penalised]).toEqual([1, 1 - 1 - 0.25, 1 - 0.5 - 0.25, 1]);
  });

  it('no n-gram twice: forbidden is what would repeat one, and nothing else', () => {
    const n = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(ids, ids, n, (promptIds, writtenIds, length) => {
        const before = [...promptIds, ...writtenIds];
        const grams = (all: number[]) =>
          all.flatMap((_, at) =>
            at + length <= all.length ? [all.slice(at, at + length).join()] : [],
          );
        const known = new Set(grams(before));
        const allowed = [0, 1, 2, 3, 4, 5].filter((id) => {
          const last = grams([...before, id]).at(-1);
          return before.length + 1 < length || last === undefined || !known.has(last);
        });
        const context = { promptIds, writtenIds };
        const left = process('no-repeat-ngram', [0, 0, 0, 0, 0, 0], { n: length }, context);
        expect(keptIds(left)).toEqual(allowed);
      }),
    );
  });

  it('top-nσ keeps the same at any temperature', () => {
    fc.assert(
      fc.property(randomLogits, share, (random, n) => {
        const cold = process('temperature', random, { temperature: 0.5 });
        const kept = keptIds(process('top-n-sigma', random, { n }));
        expect(keptIds(process('top-n-sigma', cold, { n }))).toEqual(kept);
        const mean = sum(random) / random.length;
        const deviation = Math.sqrt(sum(random.map((x) => (x - mean) ** 2)) / random.length);
        const threshold = Math.max(...random) - n * deviation;
        for (const [id, logit] of random.entries()) {
          if (Math.abs(logit - threshold) > 1e-9) expect(kept.includes(id)).toBe(logit > threshold);
        }
      }),
    );
  });
});

describe('whatever the logits', () => {
  it('top-k keeps k, and more only by ties', () => {
    fc.assert(
      fc.property(randomLogits, fc.integer({ min: 1, max: 70 }), (random, k) => {
        const kept = keptIds(process('top-k', random, { k }));
        expect(kept.length).toBeGreaterThanOrEqual(Math.min(k, random.length));
        const smallest = Math.min(...kept.map((id) => random[id]));
        expect(kept.filter((id) => random[id] > smallest).length).toBeLessThan(k);
      }),
    );
  });

  it('top-p reaches p, would not without its least token, and is what sorting by id gives', () => {
    fc.assert(
      fc.property(randomLogits, share, (random, p) => {
        const probabilities = softmax(Float64Array.from(random));
        const kept = keptIds(process('top-p', random, { p }));
        const masses = kept.map((id) => probabilities[id]);
        expect(sum(masses)).toBeGreaterThanOrEqual(p - 1e-9);
        expect(sum(masses) - Math.min(...masses)).toBeLessThan(p + 1e-9);
        const sorted = [...random.keys()].sort((left, right) => random[right] - random[left]);
        expect(kept).toEqual(sorted.slice(0, kept.length).sort((left, right) => left - right));
      }),
    );
  });

  it('typical reaches its mass with the tokens of the most typical surprise', () => {
    fc.assert(
      fc.property(randomLogits, share, (random, mass) => {
        const probabilities = softmax(Float64Array.from(random));
        const kept = new Set(keptIds(process('typical', random, { mass })));
        const distance = (id: number) =>
          Math.abs(-Math.log(probabilities[id]) - entropy(probabilities));
        expect(sum([...kept].map((id) => probabilities[id]))).toBeGreaterThanOrEqual(mass - 1e-9);
        const farthest = Math.max(...[...kept].map(distance));
        for (const id of random.keys()) {
          if (!kept.has(id)) expect(distance(id)).toBeGreaterThan(farthest);
        }
      }),
    );
  });

  it('never bring back what was cut, give no NaN, and remember nothing', () => {
    fc.assert(
      fc.property(randomLogits, fc.nat(), randomLink, (random, cut, { name, settings }) => {
        const given = Float64Array.from(random);
        if (given.length > 1) given[cut % given.length] = -Infinity;
        const context = { promptIds: [0], writtenIds: [0, 0] };
        const after = process(name, given, settings, context);
        process(name, [...random, 1], settings, context);
        expect(process(name, given, settings, context)).toEqual(after);
        expect(after.some(Number.isNaN)).toBe(false);
        for (const id of given.keys())
          if (given[id] === -Infinity) expect(after[id]).toBe(-Infinity);
      }),
    );
  });
});

describe('settings', () => {
  it.each(processorNames)('%s begins within its bounds, and refuses what is outside', (name) => {
    const link = newLink(name);
    expect(linkSchema.parse(link)).toEqual(link);
    for (const [knob, { maximum }] of Object.entries(processors[name].knobs)) {
      const settings = { ...link.settings, [knob]: maximum + 1 };
      expect(linkSchema.safeParse({ name, settings }).success).toBe(false);
    }
    expect(linkSchema.safeParse({ name, settings: { other: 1 } }).success).toBe(false);
  });
});
