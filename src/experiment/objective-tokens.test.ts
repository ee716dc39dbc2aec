/**
 * @file Words are told from tokens of every kind of tokenizer, and the objectives that need special tokens
 * find them in the tokenizer that a spec asks for.
 */
import { describe, expect, it } from 'vitest';
import { Random } from '../base/random';
import { tokenizerConfigOf } from './tokenizer-config';
import { requireSpec } from './spec';
import { tokenizerFromJson, tokenizerToJson, trainTokenizer } from '../text/tokenizers';
import { tokenizerKinds, type TextSource } from '../text/types';
import { makeObjective } from '../training/objectives';
import { maskGroups } from '../training/objectives/masked';
import { wordContinuation } from '../training/objectives/words';

const source: TextSource = {
  name: 'test',
  async *chunks() {
    yield { text: 'The cat sat, the café sang. 小明说：好吧！ A cat sat.', endOfDocument: true };
  },
};

it.each(tokenizerKinds)('%s: the tokens of a word are one group', async (kind) => {
  const tokenizer = await trainTokenizer({ kind, vocabularySize: 300 }, source);
  const ids = tokenizer.encode('The cat sat, the café sang');
  const none = { mask: -1, first: -1, separator: -1, endOfText: 0, vocabularySize: 300 };
  const groups = maskGroups(ids, { tokens: none, continuesWord: wordContinuation(tokenizer) });
  const words = groups.map((group) => tokenizer.decode(group.map((at) => ids[at])).trim());
  expect(words.filter((word) => word !== '' && word !== ',')).toEqual([
    'The',
    'cat',
    'sat',
    'the',
    'café',
    'sang',
  ]);
});

it('each Chinese character is a word', async () => {
  const tokenizer = await trainTokenizer({ kind: 'bytes', vocabularySize: 257 }, source);
  const ids = tokenizer.encode('小明说：好');
  const none = { mask: -1, first: -1, separator: -1, endOfText: 0, vocabularySize: 257 };
  const groups = maskGroups(ids, { tokens: none, continuesWord: wordContinuation(tokenizer) });
  expect(groups.map((group) => group.length)).toEqual([3, 3, 3, 3, 3]);
});

describe('the tokenizer of a spec', () => {
  const spec = (architecture: 'encoder-only' | 'encoder-decoder', kind: string, more = {}) =>
    requireSpec({
      model: { architecture, contextLength: 32 },
      objective: { kind, ...more },
      tokenizer: { specialTokens: ['<tool>', '[SEP]'] },
    });

  it('is what it was where the objective needs nothing', () => {
    const { tokenizer } = requireSpec({});
    expect(tokenizerConfigOf(requireSpec({}))).toEqual(tokenizer);
  });

  it.each(tokenizerKinds)('%s has the special tokens, also when it is read again', async (kind) => {
    const config = tokenizerConfigOf(spec('encoder-only', 'masked'));
    expect(config.specialTokens).toEqual(['<tool>', '[SEP]', '[MASK]', '[CLS]']);
    const trained = await trainTokenizer({ ...config, kind, vocabularySize: 320 }, source);
    const tokenizer = tokenizerFromJson(tokenizerToJson(trained));
    const objective = makeObjective(
      spec('encoder-only', 'masked', { wholeWords: true }).objective,
      {
        architecture: 'encoder-only',
        contextLength: 16,
        tokenizer,
      },
    );
    const ids = Uint16Array.from(
      tokenizer.encode('The cat sat, the café sang. A cat sat. The cat sang, the cat sat.'),
    );
    const example = objective.examplesOf(ids).at(0, new Random(1));
    expect(tokenizer.decode([example.inputs[0]])).toContain('[CLS]');
    expect(tokenizer.decode([example.inputs[15]])).toContain('[SEP]');
  });

  it('keeps a hundred sentinels', async () => {
    const wide = requireSpec({
      model: { architecture: 'encoder-decoder', contextLength: 1024 },
      objective: { kind: 'span-corruption', meanSpan: 1, corruptedShare: 0.4 },
    });
    const config = tokenizerConfigOf(wide);
    expect(config.specialTokens).toHaveLength(100);
    const trained = await trainTokenizer(config, source);
    expect(tokenizerFromJson(tokenizerToJson(trained)).encode('<extra_id_99>')).toHaveLength(1);
  });

  it('is missed where the objective finds another', async () => {
    const tokenizer = await trainTokenizer({ kind: 'words', vocabularySize: 300 }, source);
    const { objective } = spec('encoder-only', 'masked');
    const make = () =>
      makeObjective(objective, { architecture: 'encoder-only', contextLength: 16, tokenizer });
    expect(make).toThrow(/\[MASK\]/u);
  });
});
