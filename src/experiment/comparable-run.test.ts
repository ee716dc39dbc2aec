/**
 * @file Runs that tell bits per character for a compared tokenizer: the text, its cleaning and the
 * tokenizer must be the same, and the best one counts.
 */
import { describe, expect, it } from 'vitest';
import { bestComparableRun, type KeptRun } from './comparable-run';
import { Comparison } from './comparison';
import { Preparation } from './prepare';
import { requireSpec, type SpecInput } from './spec';
import { trainingTextKey } from './training-text';

const base = {
  text: { source: 'english-stories', documents: 20 },
  tokenizer: { kind: 'bpe', vocabularySize: 300 },
} as const satisfies SpecInput;
const config = base.tokenizer;

/** @param bits per character, of two characters per token */
function kept(name: string, bits: number | null, change: SpecInput = {}): KeptRun {
  const validationLoss = bits === null ? null : bits * 2 * Math.LN2;
  return {
    record: { name, validationLoss, charactersPerToken: 2 },
    spec: requireSpec({ ...base, ...change }),
  };
}

describe('the run that a tokenizer is judged by', () => {
  const trainedOn = trainingTextKey(requireSpec(base));
  const best = (...runs: KeptRun[]) => bestComparableRun(runs, trainedOn, config);

  it('is the best of those with its text and its settings', () => {
    const found = best(kept('first', 3), kept('second', 2), kept('third', 2.5));
    expect(found?.name).toBe('second');
    expect(found?.bits).toBeCloseTo(2, 12);
    const longer = kept('longer', 1, { training: { steps: 5000 }, seed: 9 });
    expect(best(kept('first', 3), longer)?.name).toBe('longer');
  });

  it('may differ in settings that do not apply', () => {
    const idle = { ...config, byteFallback: true, wordPieceScore: 'frequency' } as const;
    expect(best(kept('same', 2, { tokenizer: idle }))?.name).toBe('same');
    const off = { stages: [{ stage: 'exact-duplicates' as const, enabled: false }] };
    expect(best(kept('uncleaned', 2, { cleaning: off }))?.name).toBe('uncleaned');
  });

  it.each<[string, SpecInput]>([
    ['another text', { text: { source: 'chinese-stories', documents: 20 } }],
    ['more of the text', { text: { source: 'english-stories', documents: 21 } }],
    ['a cleaned text', { cleaning: { stages: [{ stage: 'exact-duplicates' }] } }],
    ['another size', { tokenizer: { ...config, vocabularySize: 301 } }],
    ['another pre-tokenizer', { tokenizer: { ...config, preTokenizer: 'none' } }],
  ])('is none with %s', (_what, change) => {
    expect(best(kept('other', 1, change))).toBeNull();
  });

  it('is none that was not evaluated, that diverged, or that cannot be read', () => {
    expect(best()).toBeNull();
    expect(best(kept('new', null), kept('diverged', NaN), kept('worse', Infinity))).toBeNull();
    const { record } = kept('old', 1);
    expect(best({ record: { ...record, charactersPerToken: undefined }, spec: null })).toBeNull();
    expect(best({ ...kept('old', 1), spec: null })).toBeNull();
  });

  it('stands under the key that a compared tokenizer tells', async () => {
    const preparation = new Preparation(async () => null);
    const comparison = new Comparison(preparation);
    const spec = requireSpec(base);
    await preparation.open(spec.text, null, {});
    const other = { kind: 'characters', vocabularySize: 0 } as const;
    const trained = { kind: 'trained', config: other } as const;
    expect(await comparison.add('one', trained, {})).toMatchObject({ trainedOn });

    // The cleaned text, once the experiment's tokenizer was trained on it.
    const clean = requireSpec({ ...base, cleaning: { stages: [{ stage: 'exact-duplicates' }] } });
    await preparation.train(clean, {});
    const facts = await comparison.add('two', trained, {});
    expect(facts.trainedOn).toBe(trainingTextKey(clean));
    expect(facts.trainedOn).not.toBe(trainedOn);
  });
});
