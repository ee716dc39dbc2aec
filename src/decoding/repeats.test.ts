/** @file Many texts: the same as single ones of their seeds, and what they are like together. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedTexts, repeatFigures, repeatTexts, type RepeatedText } from './repeats';
import { selfBleu } from './self-bleu';
import { newColumn } from './strategies';
import { decodeColumns } from './testing-columns';
import type { StrategyConfig } from './types';

/** Each next token depends on the last one; token 0 ends a text. */
const model = {
  nextLogits: async (sequences: readonly (readonly number[])[]) =>
    sequences.map((ids) =>
      Float32Array.from(
        [0.3, 1, 0.5, 0.2],
        (logit, id) => logit + ((ids[ids.length - 1] + id) % 3),
      ),
    ),
};
const strategies: StrategyConfig[] = [
  { kind: 'greedy' },
  { kind: 'top-p', p: 0.95, temperature: 1 },
  { kind: 'beam', beams: 2, lengthPenalty: 1 },
];
const config = { strategies, repeats: 20, seed: 5 };
const options = { model, promptIds: [1], maxTokens: 6, endOfText: 0 };
const openColumn = async (strategy: StrategyConfig, seed: number) => ({
  column: newColumn(strategy, { ...options, seed }),
});

describe('many texts', () => {
  it('are those that their seeds give one by one, once where nothing is drawn', async () => {
    const texts: RepeatedText[] = [];
    await repeatTexts(config, { openColumn, onText: (text) => texts.push(text) });
    expect(texts).toHaveLength(repeatedTexts(config));
    const of = (strategy: number) => texts.filter((text) => text.strategy === strategy);
    expect(strategies.map((_, index) => of(index).length)).toEqual([1, 20, 1]);
    for (const { seed, strategy, ids } of texts) {
      const columns = [strategies[strategy]];
      const [{ tokens }] = await decodeColumns({ ...options, seed, columns });
      expect(ids).toEqual(tokens.map(({ id }) => id));
    }
    const figures = repeatFigures(of(1));
    expect(figures.texts).toBe(20);
    expect(figures.different).toBe(new Set(of(1).map(({ ids }) => ids.join())).size);
    expect(figures.quality.low).toBeLessThanOrEqual(figures.quality.mean);
    expect(figures.quality.high).toBeGreaterThanOrEqual(figures.quality.mean);
    expect(repeatFigures(of(0)).selfBleu).toBeNaN();
  });

  it('end when they are cancelled, and those that are done stay', async () => {
    const abort = new AbortController();
    const texts: RepeatedText[] = [];
    const onText = (text: RepeatedText) => {
      texts.push(text);
      abort.abort();
    };
    const cut = repeatTexts(config, { openColumn, signal: abort.signal, onText });
    await expect(cut).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(texts.length).toBe(8);
  });
});

/** BLEU-4 by its definition, one text and one reference set at a time. */
function plainSelfBleu(texts: readonly (readonly number[])[]): number {
  const grams = (ids: readonly number[], n: number) =>
    ids.flatMap((_, at) => (at + n <= ids.length ? [ids.slice(at, at + n).join()] : []));
  const scores = texts.map((text, own) => {
    const others = texts.filter((_, index) => index !== own);
    const precision = [1, 2, 3, 4].map((n) => {
      const mine = grams(text, n);
      const clipped = [...new Set(mine)].map((gram) => {
        const count = (ids: readonly number[]) =>
          grams(ids, n).filter((one) => one === gram).length;
        return Math.min(count(text), Math.max(...others.map(count)));
      });
      const sum = clipped.reduce((total, count) => total + count, 0);
      return Math.max(sum, 0.1) / Math.max(1, mine.length);
    });
    const nearest = others
      .map(({ length }) => length)
      .sort(
        (left, right) =>
          Math.abs(left - text.length) - Math.abs(right - text.length) || left - right,
      )[0];
    const brevity = text.length >= nearest ? 1 : Math.exp(1 - nearest / Math.max(1, text.length));
    return brevity * precision.reduce((product, one) => product * one, 1) ** 0.25;
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

describe('self-BLEU', () => {
  it('is 1 for texts that say the same, and near 0 for texts that share nothing', () => {
    const text = [1, 2, 3, 4, 5, 6];
    expect(selfBleu([text, text, text])).toBeCloseTo(1, 12);
    expect(selfBleu([text, [7, 8, 9, 10, 11, 12]])).toBeLessThan(0.05);
    expect(selfBleu([text])).toBeNaN();
  });

  it('is BLEU of each text against the others', () => {
    const text = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 6 }), (texts) => {
        expect(selfBleu(texts)).toBeCloseTo(plainSelfBleu(texts), 9);
      }),
    );
  });
});
