/** @file From a text to token ids with every kind of tokenizer. */
import { describe, expect, it } from 'vitest';
import { tokenizerFromJson } from '../text/tokenizers';
import { tokenizerKinds } from '../text/types';
import { specFromLink, specToLink } from './link';
import { Preparation } from './prepare';
import { requireSpec } from './spec';

const noOwnText = async () => null;

describe.each(tokenizerKinds)('%s', (kind) => {
  const spec = requireSpec({
    text: { source: 'english-stories', documents: 40 },
    tokenizer: {
      kind,
      vocabularySize: 400,
      preTokenizer: 'whitespace',
      normalization: 'nfkc',
      lowercase: true,
      specialTokens: ['<|user|>'],
    },
  });

  it('gives ids that its file reads back to the text', async () => {
    const preparation = new Preparation(noOwnText);
    const { tokenizerJson, data } = await preparation.prepare(spec);
    const tokenizer = tokenizerFromJson(tokenizerJson);
    expect(tokenizer.kind).toBe(kind);
    const ids = [...data.train, ...data.validation];
    expect(Math.max(...ids)).toBeLessThan(tokenizer.vocabularySize);
    expect(ids.filter((id) => id === tokenizer.endOfText)).toHaveLength(40);
    const first = tokenizer.decode(ids.slice(0, ids.indexOf(tokenizer.endOfText)));
    expect(tokenizer.decode(tokenizer.encode(first))).toBe(first);
    expect(first).toBe(first.toLowerCase());
  });

  it('keeps its settings in a link, and its work when only idle settings change', async () => {
    expect(specFromLink(specToLink(spec)).spec).toEqual(spec);
    const preparation = new Preparation(noOwnText);
    await preparation.open(spec.text, null, {});
    const stages: string[] = [];
    const options = { onProgress: (stage: string) => stages.push(stage) };
    const facts = await preparation.train(spec, options);
    stages.length = 0;
    // Of no kind do both of these matter.
    const change =
      kind === 'wordpiece' ? { byteFallback: true } : ({ wordPieceScore: 'frequency' } as const);
    const changed = { ...spec, tokenizer: { ...spec.tokenizer, ...change } };
    const again = await preparation.train(changed, options);
    expect(again).toEqual(facts);
    expect(stages).toEqual([]);
    expect(again.sentencePieceVocab === null).toBe(!/unigram|sentencepiece/.test(kind));
  });
});

it('a spec from before these settings means the same', () => {
  const spec = requireSpec({ tokenizer: { kind: 'bpe', vocabularySize: 512 } });
  expect(spec.tokenizer).toEqual({
    kind: 'bpe',
    vocabularySize: 512,
    normalization: 'none',
    lowercase: false,
    preTokenizer: 'gpt2',
    byteFallback: false,
    wordPieceScore: 'likelihood',
    specialTokens: [],
  });
  expect(specToLink(spec)).toBe('');
});
