/**
 * @file Foreign tokenizers through their adapters: ids as recorded, offsets that are right, files that
 * are refused; and the figures that compare vocabularies, on cases that can be counted by hand.
 */
import { encode as encodeO200k } from 'gpt-tokenizer/encoding/o200k_base';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { pastedSource } from '../../reading';
import { displaySpans } from '../display';
import { tokenizerToJson, trainTokenizer } from '../index';
import { alignTokens } from './align';
import { countSamples, countText } from './fertility';
import { loadGpt } from './gpt';
import { loadHuggingFace } from './hugging-face';
import { overlapOf, tokenSet } from './overlap';
import { sampleTexts, sentences } from './samples';
import type { ComparableTokenizer } from './types';

const decoder = new TextDecoder();

/** The tokens' bytes, one after the other, as text. */
function spelled(tokenizer: ComparableTokenizer, text: string): string {
  const spans = tokenizer.encodeSpans(text);
  return decoder.decode(Uint8Array.from(spans.flatMap(({ id }) => [...tokenizer.bytes(id)])));
}

const file = (content: unknown) =>
  new Blob([typeof content === 'string' ? content : JSON.stringify(content)]);

describe('OpenAI’s vocabularies', () => {
  let gpt2: ComparableTokenizer;
  beforeAll(async () => {
    gpt2 = await loadGpt('r50k');
  });

  it('have the sizes and ids of tiktoken', async () => {
    const idsOf = (tokenizer: ComparableTokenizer, text: string) =>
      tokenizer.encodeSpans(text).map(({ id }) => id);
    expect(gpt2.vocabularySize).toBe(50_257);
    expect(idsOf(gpt2, 'hello world')).toEqual([31373, 995]);
    const cl100k = await loadGpt('cl100k');
    expect(idsOf(cl100k, 'hello world')).toEqual([15339, 1917]);
    const o200k = await loadGpt('o200k');
    expect(idsOf(o200k, 'hello world')).toEqual([24912, 2375]);
    expect(idsOf(o200k, sampleTexts.chinese)).toEqual(encodeO200k(sampleTexts.chinese));
  });

  it('read special tokens as text', () => {
    expect(spelled(gpt2, 'a<|endoftext|>b')).toBe('a<|endoftext|>b');
    expect(gpt2.encodeSpans('<|endoftext|>').length).toBeGreaterThan(1);
  });

  it('tell offsets that cover the text, characters in several tokens too', () => {
    const spans = gpt2.encodeSpans('a猫b');
    expect(spans.map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [1, 2],
      [1, 2],
      [1, 2],
      [2, 3],
    ]);
    expect(gpt2.label(spans[1].id)).toBe('⟨E7⟩');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        expect(spelled(gpt2, text)).toBe(text);
        const items = displaySpans(gpt2.encodeSpans(text), text);
        expect(items.map((item) => item.text).join('')).toBe(text);
      }),
      { numRuns: 100 },
    );
  });
});

const bert = {
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: { '[UNK]': 0, un: 1, '##able': 2, cafe: 3, ',': 4, '##s': 5 },
  },
  normalizer: { type: 'BertNormalizer', lowercase: true, strip_accents: null, clean_text: true },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  added_tokens: [{ id: 0, content: '[UNK]', special: true, normalized: false }],
};

/** As Llama 2 has it: spaces become `▁`, unknown characters bytes. */
const byteFallback = {
  model: {
    type: 'BPE',
    unk_token: '<unk>',
    byte_fallback: true,
    fuse_unk: true,
    vocab: {
      '<unk>': 0,
      '\u2581': 1,
      a: 2,
      b: 3,
      '<0xE7>': 4,
      '<0x8C>': 5,
      '<0xAB>': 6,
      '\u2581a': 7,
    },
    merges: ['\u2581 a'],
  },
  normalizer: {
    type: 'Sequence',
    normalizers: [
      { type: 'Prepend', prepend: '\u2581' },
      { type: 'Replace', pattern: { String: ' ' }, content: '\u2581' },
    ],
  },
};

const unigram = {
  model: {
    type: 'Unigram',
    unk_id: 0,
    vocab: [
      ['<unk>', 0],
      ['\u2581', -2],
      ['\u2581a', -1],
      ['b', -3],
    ],
  },
  pre_tokenizer: { type: 'Metaspace', replacement: '\u2581', prepend_scheme: 'always' },
  added_tokens: [{ id: 0, content: '<unk>', special: true, normalized: false }],
};

describe('tokenizer.json through Hugging Face’s library', () => {
  it('finds the words that a normaliser has changed, and what is unknown', async () => {
    const tokenizer = await loadHuggingFace(file(bert));
    const text = ' Unable, Caf\u00e9s  xyz un';
    const found = tokenizer
      .encodeSpans(text)
      .map(({ id, start, end }) => [tokenizer.label(id), text.slice(start, end)]);
    expect(found).toEqual([
      ['un', 'Un'],
      ['able', 'able'],
      [',', ','],
      ['cafe', 'Caf\u00e9'],
      ['s', 's'],
      ['[UNK]', 'xyz'],
      ['un', 'un'],
    ]);
    expect(tokenizer.bytes(0)).toHaveLength(0);
    expect(tokenizer.vocabularySize).toBe(6);
  });

  it('reads spaces and byte tokens of a SentencePiece vocabulary', async () => {
    const tokenizer = await loadHuggingFace(file(byteFallback));
    const text = 'ab a猫';
    const found = tokenizer
      .encodeSpans(text)
      .map(({ id, start, end }) => [tokenizer.label(id), start, end]);
    expect(found).toEqual([
      ['·a', 0, 1],
      ['b', 1, 2],
      ['·a', 2, 4],
      ['⟨E7⟩', 4, 5],
      ['⟨8C⟩', 4, 5],
      ['⟨AB⟩', 4, 5],
    ]);
  });

  it('reads a Unigram vocabulary', async () => {
    const tokenizer = await loadHuggingFace(file(unigram));
    const found = tokenizer
      .encodeSpans('ab 猫b')
      .map(({ id, start, end }) => [tokenizer.label(id), start, end]);
    expect(found).toEqual([
      ['·a', 0, 1],
      ['b', 1, 2],
      ['·', 2, 3],
      ['<unk>', 3, 4],
      ['b', 4, 5],
    ]);
  });

  it.each(['bpe', 'bytes'] as const)('is our own %s again', async (kind) => {
    const config = { kind, vocabularySize: 300 };
    const own = await trainTokenizer(config, pastedSource(sampleTexts.english, 'test'));
    const read = await loadHuggingFace(file(tokenizerToJson(own)));
    expect(read.vocabularySize).toBe(own.vocabularySize);
    for (const text of Object.values(sampleTexts)) {
      expect(read.encodeSpans(text)).toEqual(own.encodeSpans(text));
    }
    expect(overlapOf(tokenSet(own), tokenSet(read)).jaccard).toBe(1);
  });

  it.each([
    ['not JSON', '{"model": ', 'not JSON'],
    ['no model', {}, 'model'],
    ['another model', { model: { type: 'Magic', vocab: {} } }, 'model.type'],
    ['ids that are no numbers', { model: { ...bert.model, vocab: { a: 'b' } } }, 'model.vocab.a'],
    ['an unknown part', { ...bert, normalizer: { type: 'Magic' } }, 'Magic'],
    ['ids without end', { model: { ...bert.model, vocab: { a: 2 ** 31 } } }, 'model.vocab.a'],
    [
      'a pattern that is none',
      { ...bert, pre_tokenizer: { type: 'Split', pattern: { Regex: '(' }, behavior: 'Isolated' } },
      'regular expression',
    ],
  ])('refuses a file with %s', async (_what, content, reason) => {
    await expect(loadHuggingFace(file(content))).rejects.toMatchObject({ code: 'tokenizer.json' });
    await expect(loadHuggingFace(file(content))).rejects.toThrow(reason);
  });
});

describe('alignTokens', () => {
  it('gives the first of several lost tokens what is between', () => {
    expect(alignTokens('a ?! b', ['a', '', '', 'b'])).toEqual([
      { start: 0, end: 1 },
      { start: 2, end: 4 },
      { start: 2, end: 2 },
      { start: 5, end: 6 },
    ]);
  });
  it('never leaves the text, whatever the tokens', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.array(fc.string({ unit: 'grapheme', maxLength: 3 }), { maxLength: 8 }),
        (text, surfaces) => {
          let before = 0;
          for (const { start, end } of alignTokens(text, surfaces)) {
            expect(start).toBeGreaterThanOrEqual(before);
            expect(end).toBeGreaterThanOrEqual(start);
            expect(end).toBeLessThanOrEqual(text.length);
            before = start;
          }
        },
      ),
    );
  });
});

describe('figures', () => {
  it('counts characters, bytes and words of either language', () => {
    expect(countText('The cat, 小猫。', 7)).toMatchObject({ tokens: 7, characters: 12, bytes: 18 });
    expect(countText('The cat, the end.', 7).words).toBe(4);
    expect(countText('', 0)).toEqual({ tokens: 0, characters: 0, bytes: 0, words: 0 });
  });
  it('shows what an English vocabulary costs a Chinese reader', async () => {
    expect(sentences.every(({ english, chinese }) => english !== '' && chinese !== '')).toBe(true);
    const ratio = ({ english, chinese }: ReturnType<typeof countSamples>) =>
      chinese.tokens / english.tokens;
    const gpt2 = ratio(countSamples(await loadGpt('r50k')));
    const o200k = ratio(countSamples(await loadGpt('o200k')));
    expect(gpt2).toBeGreaterThan(2);
    expect(o200k).toBeLessThan(1.5);
  });
  it('measures shared tokens by their bytes', () => {
    expect(overlapOf(new Set(['a', 'b', 'c']), new Set(['b', 'c', 'd', 'e']))).toEqual({
      shared: 2,
      jaccard: 2 / 5,
      share: 2 / 3,
    });
    expect(overlapOf(new Set(), new Set())).toEqual({ shared: 0, jaccard: 0, share: 0 });
  });
});
