/**
 * @file Objectives against the vectors of the curriculum, and what must hold of every example: source and
 * target together are the window, counts are those that were asked for, words stay whole.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../../base/errors';
import { Random } from '../../base/random';
import { pairLayout } from './layout';
import { chooseHidden, hideTokens, masked, maskedCount, maskGroups } from './masked';
import { sentencePairs } from './next-sentence';
import { nextToken } from './next-token';
import { batchOf, evaluationBatches, trainingBatch } from './objective';
import { pairs } from './pairs';
import { prefix } from './prefix';
import { roundHalfEven } from './rounding';
import {
  composition,
  cutSpans,
  spanCorruption,
  spanCounts,
  spanMask,
  spanSizes,
} from './span-corruption';
import vectors from './vectors.fixture.json';

const usual = { corruptedShare: 0.15, meanSpan: 3 };
const [mask, first, separator, endOfText] = [1, 2, 3, 0];
const tokens = { mask, first, separator, endOfText, vocabularySize: 1000 };
const seeds = fc.nat(1e6);
/** Ids that are no special token, in documents of `length` tokens with their ends. */
const text = (size: number, length = Infinity) =>
  Uint16Array.from({ length: size }, (_, index) =>
    (index + 1) % (length + 1) === 0 ? endOfText : 10 + index,
  );

it('rounds halves to even, as Python does', () => {
  expect([0.5, 1.5, 2.5, 3.5, -2.5, 2.4, 2.6].map(roundHalfEven)).toEqual([0, 2, 2, 4, -2, 2, 3]);
});

it('learns each token from those before it', () => {
  const examples = nextToken(4).examplesOf(text(10));
  const { inputs, targets } = examples.at(3, new Random(1));
  expect([...Array.from(inputs), targets[3]]).toEqual([13, 14, 15, 16, 17]);
  expect([...Array.from(targets)]).toEqual([14, 15, 16, 17]);
  expect(examples.count).toBe(6);
});

describe('masked', () => {
  const { lengths, counts } = vectors.maskedCounts;
  it.each(lengths.map((length, index) => [length, counts[index]]))(
    'of %i tokens hides %i',
    (length, count) => expect(maskedCount(length, 0.15)).toBe(count),
  );

  it('reads and learns as the example does', () => {
    const { tokens: words, hidden, inputs, learned, segments } = vectors.maskedExample;
    const names = [...new Set(['[PAD]', '[MASK]', '[CLS]', '[SEP]', ...words, 'apple'])];
    const ids = words.map((word) => names.indexOf(word));
    const draws = [0.5, 0.85];
    const random = new Random(1);
    random.float = () => draws.shift() ?? 1;
    random.integer = () => names.indexOf('apple');
    const made = hideTokens(ids, hidden, { mask, vocabularySize: names.length }, random);
    expect(made.inputs.map((id) => names[id])).toEqual(inputs);
    expect(made.targets.map((id) => (id < 0 ? null : names[id]))).toEqual(learned);
    const groups = maskGroups(ids, { tokens, continuesWord: null });
    expect(groups.flat()).toEqual([1, 2, 3, 4, 6, 7]);
    expect(segments.indexOf(1)).toBe(words.indexOf('[SEP]') + 1);
  });

  it('hides the count that was asked for, and learns what stood there', () => {
    const objective = masked({
      contextLength: 32,
      corruptedShare: 0.25,
      nextSentence: false,
      tokens,
      continuesWord: null,
    });
    const examples = objective.examplesOf(text(200));
    fc.assert(
      fc.property(seeds, fc.nat(examples.count - 1), (seed, place) => {
        const { inputs, targets } = examples.at(place, new Random(seed));
        const learned = Array.from(targets).filter((id) => id >= 0);
        expect(learned).toHaveLength(8);
        const restored = Array.from(inputs, (id, at) => (targets[at] >= 0 ? targets[at] : id));
        expect(restored).toEqual([first, ...text(200).subarray(place, place + 30), separator]);
      }),
    );
  });

  it('masks 80 %, changes 10 % and keeps 10 %', () => {
    const sequence = Array.from({ length: 20_000 }, () => 500);
    const places = sequence.map((_, place) => place);
    const { inputs } = hideTokens(sequence, places, tokens, new Random(3));
    const share = (test: (id: number) => boolean) => inputs.filter(test).length / inputs.length;
    // Four standard deviations.
    expect(Math.abs(share((id) => id === mask) - 0.8)).toBeLessThan(0.0115);
    expect(Math.abs(share((id) => id === 500) - 0.1)).toBeLessThan(0.009);
    expect(Math.abs(share((id) => id !== 500 && id !== mask) - 0.1)).toBeLessThan(0.009);
  });

  it('hides whole words, and no more tokens than asked if a word is as short', () => {
    const groups = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(groups, fc.integer({ min: 1, max: 12 }), seeds, (sizes, count, seed) => {
        let place = 0;
        const words = sizes.map((size) => Array.from({ length: size }, () => place++));
        const chosen = chooseHidden(words, count, new Random(seed));
        for (const word of words) {
          const hidden = word.filter((at) => chosen.includes(at));
          expect([0, word.length]).toContain(hidden.length);
        }
        expect(chosen.length).toBeGreaterThan(0);
        if (sizes.some((size) => size <= count)) expect(chosen.length).toBeLessThanOrEqual(count);
      }),
    );
  });
});

describe('next sentence', () => {
  it('follows half of the time, else is of another document', () => {
    const stream = text(3000, 20);
    const { count, at } = sentencePairs(stream, endOfText, 16);
    const documentOf = (id: number) => Math.floor((id - 10) / 21);
    let followed = 0;
    for (let draw = 0; draw < 600; draw++) {
      const pair = at(draw % count, new Random(draw));
      const last = pair.first[pair.first.length - 1];
      if (pair.nextSentence === 0) {
        followed += 1;
        expect(pair.second[0]).toBe(last + 1);
      } else expect(documentOf(pair.second[0])).not.toBe(documentOf(last));
      expect(pair.first.length + pair.second.length).toBeLessThanOrEqual(16);
      expect([...pair.first, ...pair.second]).not.toContain(endOfText);
    }
    expect(Math.abs(followed / 600 - 0.5)).toBeLessThan(0.082);
  });

  it('parts both with separators and segments', () => {
    const objective = masked({
      contextLength: 16,
      corruptedShare: 0.15,
      nextSentence: true,
      tokens,
      continuesWord: null,
    });
    const examples = objective.examplesOf(text(400, 9));
    fc.assert(
      fc.property(seeds, fc.nat(examples.count - 1), (seed, place) => {
        const example = examples.at(place, new Random(seed));
        const inputs = Array.from(example.inputs);
        const whole = inputs.map((id, at) => (example.targets[at] < 0 ? id : example.targets[at]));
        const border = whole.indexOf(separator);
        expect(whole[0]).toBe(first);
        expect(whole.at(-1)).toBe(separator);
        expect(Array.from(example.segments ?? [])).toEqual(
          whole.map((_, at) => (at <= border ? 0 : 1)),
        );
        expect(whole.length).toBeLessThanOrEqual(16);
      }),
    );
  });

  it('says what is missing where there is one document', () => {
    expect(() => sentencePairs(text(50), endOfText, 16)).toThrow(LabError);
  });
});

describe('span corruption', () => {
  const { windows, counts } = vectors.spanCorruption;
  it.each(windows)('a context of $contextLength reads $length tokens', (window) => {
    const { length, noise, spans } = spanSizes(window.contextLength, usual);
    expect(length).toBe(window.length);
    expect(noise + spans + 1).toBe(window.target);
  });

  it.each(counts)('of %i tokens cuts out %i in %i spans', (length, noise, spans) => {
    expect(spanCounts(length, usual)).toEqual({ noise, spans });
  });

  it('cuts as the example does', () => {
    const { tokens: words, mask: cut, source, target } = vectors.spanCorruption;
    const made = cutSpans(words, cut.map(Boolean), (index) => `<extra_id_${index}>`);
    expect(made).toEqual({ source, target });
  });

  it('begins clean, ends noisy, and has the counts', () => {
    const lengths = fc.integer({ min: 2, max: 120 });
    const shares = fc.double({ min: 0.01, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(
        lengths,
        shares,
        fc.integer({ min: 1, max: 9 }),
        seeds,
        (length, corruptedShare, meanSpan, seed) => {
          const wanted = spanCounts(length, { corruptedShare, meanSpan });
          const made = spanMask(length, wanted, new Random(seed));
          expect(made).toHaveLength(length);
          expect([made[0], made[length - 1]]).toEqual([false, true]);
          expect(made.filter(Boolean)).toHaveLength(wanted.noise);
          expect(made.filter((isCut, at) => isCut && !made[at - 1])).toHaveLength(wanted.spans);
        },
      ),
    );
  });

  it('draws every composition equally often', () => {
    const found = new Map<string, number>();
    const random = new Random(5);
    for (let draw = 0; draw < 6000; draw++) {
      const key = composition(5, 3, random).join('+');
      found.set(key, (found.get(key) ?? 0) + 1);
    }
    expect(found.size).toBe(6);
    // Four standard deviations of 6000 draws at a sixth.
    for (const times of found.values()) expect(Math.abs(times - 1000)).toBeLessThan(116);
  });

  it('gives the window back, in contexts of all sizes', () => {
    const sizes = fc.integer({ min: 4, max: 70 });
    const shares = fc.double({ min: 0.01, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(
        sizes,
        shares,
        fc.integer({ min: 1, max: 6 }),
        seeds,
        (contextLength, corruptedShare, meanSpan, seed) => {
          const options = { corruptedShare, meanSpan };
          const sentinels = Array.from({ length: 100 }, (_, index) => 2000 + index);
          const objective = spanCorruption(contextLength, options, endOfText, sentinels);
          const stream = text(400);
          const example = objective.examplesOf(stream).at(7, new Random(seed));
          const source = Array.from(example.source ?? []);
          const target = Array.from(example.targets);
          expect(Math.max(source.length, target.length)).toBeLessThanOrEqual(contextLength);
          expect([source.at(-1), target.at(-1), example.inputs[0]]).toEqual([0, 0, 0]);
          expect(Array.from(example.inputs).slice(1)).toEqual(target.slice(0, -1));
          const gaps = new Map<number, number[]>();
          for (const id of target.slice(0, -1)) {
            if (id >= 2000) gaps.set(id, []);
            else [...gaps.values()].at(-1)?.push(id);
          }
          const whole = source.slice(0, -1).flatMap((id) => gaps.get(id) ?? [id]);
          expect(whole).toEqual([...stream.subarray(7, 7 + whole.length)]);
          expect(whole).toHaveLength(spanSizes(contextLength, options).length);
        },
      ),
    );
  });
});

describe('prefix', () => {
  it('learns what follows the prefix in a decoder', () => {
    const examples = prefix('decoder-only', 8, endOfText).examplesOf(text(60));
    fc.assert(
      fc.property(seeds, (seed) => {
        const { inputs, targets, prefix: length = 0 } = examples.at(5, new Random(seed));
        expect(length).toBeGreaterThanOrEqual(1);
        expect(Array.from(inputs)).toEqual([...text(60).subarray(5, 13)]);
        const wanted = [...text(60).subarray(6, 14)].map((id, at) => (at < length - 1 ? -1 : id));
        expect(Array.from(targets)).toEqual(wanted);
      }),
    );
  });

  it('is the source of an encoder-decoder', () => {
    const examples = prefix('encoder-decoder', 8, endOfText).examplesOf(text(60));
    fc.assert(
      fc.property(seeds, (seed) => {
        const { inputs, targets, source = [] } = examples.at(5, new Random(seed));
        const whole = [...Array.from(source).slice(0, -1), ...Array.from(targets)];
        expect(whole).toEqual([...text(60).subarray(5, 13)]);
        expect(Array.from(inputs)).toEqual([endOfText, ...Array.from(targets).slice(0, -1)]);
      }),
    );
  });
});

describe('pairs', () => {
  const layoutTokens = { endOfText, mask, separator };
  const sizes = { contextLength: 10, endOfText, separator };
  const stream = Uint16Array.from([
    ...[77, separator, 78, 0],
    ...[20, 21, separator, 30, 31, 32, 0],
    ...[22, 23, 0],
    ...[separator, 24, 0],
    ...[40, 41, 42, 43, 44, separator, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 0],
    ...[25, separator, 35, 0],
    ...[26, separator, 36],
  ]);
  const made = (architecture: Parameters<typeof pairLayout>[0]) => {
    const layout = pairLayout(architecture, 10, layoutTokens);
    const examples = pairs({ ...sizes, layout }).examplesOf(stream);
    return { examples, example: examples.at(0, new Random(1)) };
  };

  it('leaves out what is not whole, has no two sides or is too long', () => {
    expect(made('decoder-only').examples).toMatchObject({ count: 2, leftOut: 3 });
  });

  it('lays them out for each architecture', () => {
    expect(made('encoder-decoder').example).toEqual({
      source: [20, 21, 0],
      inputs: [0, 30, 31, 32],
      targets: [30, 31, 32, 0],
    });
    expect(made('decoder-only').example).toEqual({
      inputs: [20, 21, 0, 30, 31, 32],
      targets: [-1, -1, 30, 31, 32, 0],
    });
    expect(made('encoder-only').example).toEqual({
      inputs: [20, 21, separator, mask, mask, mask, mask],
      targets: [-1, -1, -1, 30, 31, 32, 0],
    });
  });

  it('says what a document must look like if there is none', () => {
    const layout = pairLayout('decoder-only', 10, layoutTokens);
    expect(() => pairs({ ...sizes, layout }).examplesOf(text(50, 5))).toThrow(/\[SEP\]/u);
  });
});

it('batches are a function of seed and step, and padded', () => {
  const layout = pairLayout('encoder-only', 12, { endOfText, mask, separator });
  const batch = batchOf([layout.example([20, 21], [30])], {
    fields: layout.fields,
    contextLength: 12,
  });
  expect([...batch.inputs]).toEqual([20, 21, 3, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
  expect([...batch.targets].slice(5)).toEqual([-1, -1, -1, -1, -1, -1, -1]);
  expect([...(batch.lengths ?? [])]).toEqual([5]);
  const objective = spanCorruption(16, usual, endOfText, [900, 901, 902]);
  const examples = objective.examplesOf(text(100));
  const batchAt = (step: number) => trainingBatch(objective, examples, 3, 7, step);
  expect(batchAt(2)).toEqual(batchAt(2));
  expect(batchAt(2)).not.toEqual(batchAt(3));
  const evaluation = () => evaluationBatches(objective, examples, 2, 2);
  expect(evaluation()).toEqual(evaluation());
});
