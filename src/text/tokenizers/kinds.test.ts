/**
 * @file Every kind of tokenizer, with its options: the same ids as both of Hugging Face's libraries
 * give for the exported file (the Rust one live, and the JavaScript one), round trips, spans, files.
 */
import { Tokenizer as JavaScriptTokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { Tokenizer as RustTokenizer } from 'tokenizers';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { TextSource, Tokenizer, TokenizerConfig } from '../types';
import { tokenizerFromJson, tokenizerToJson, trainTokenizer } from './index';
import { normalizeText } from './normalize';
import { displayTokens } from './display';

const samples = [
  "The little fox didn't know it's raining; they'll wait. SHOUT'S 1234 a1b2",
  '小狐狸不知道下雨了，小明说：“我们等一等吧。”',
  'Hi 👩‍👩‍👧 👍🏽🇨🇳 e\u0301 🙂 ﬁne Ｆｕｌｌ ①',
  'for (let i = 0; i < 10; i++) {\n\t\ttotal += i * 2.5;\n}\n\n',
  '  a \n\n  b\t\u3000\u00a0c \r\n\r d   ',
  '<|user|>hello<|bot|>hi <|user|><|bot|> <|endofuser|>',
];
const everything = samples.join('\n');
const unseen = ['Ünknöwn €', '從來沒有', '🦊🦊', 'ΑΣ İ', 'aaaaaaaaaaaaaaaa', '##a [UNK] #', ''];

const bytes: TokenizerConfig[] = [
  { kind: 'bytes', vocabularySize: 0 },
  { kind: 'bytes', vocabularySize: 0, specialTokens: ['<|user|>', '<|bot|>'], lowercase: true },
  { kind: 'bpe', vocabularySize: 420 },
  { kind: 'bpe', vocabularySize: 420, preTokenizer: 'cl100k', specialTokens: ['<|user|>'] },
  { kind: 'bpe', vocabularySize: 420, preTokenizer: 'whitespace', normalization: 'nfc' },
  {
    kind: 'bpe',
    vocabularySize: 420,
    preTokenizer: 'none',
    normalization: 'nfkc',
    lowercase: true,
    specialTokens: ['<|user|>', '<|bot|>'],
  },
];
const fallback: TokenizerConfig[] = [
  { kind: 'character-bpe', vocabularySize: 520, byteFallback: true },
  { kind: 'unigram', vocabularySize: 520, preTokenizer: 'whitespace', byteFallback: true },
  { kind: 'unigram', vocabularySize: 520, preTokenizer: 'none', byteFallback: true },
  { kind: 'sentencepiece-bpe', vocabularySize: 520, byteFallback: true, normalization: 'nfkc' },
];
const pieces: TokenizerConfig[] = [
  { kind: 'characters', vocabularySize: 0 },
  { kind: 'characters', vocabularySize: 0, lowercase: true, specialTokens: ['<|user|>'] },
  { kind: 'character-bpe', vocabularySize: 300 },
  { kind: 'character-bpe', vocabularySize: 300, preTokenizer: 'none', lowercase: true },
  { kind: 'unigram', vocabularySize: 300, preTokenizer: 'whitespace' },
  { kind: 'unigram', vocabularySize: 300, preTokenizer: 'gpt2', specialTokens: ['<|user|>'] },
  { kind: 'sentencepiece-bpe', vocabularySize: 300, preTokenizer: 'cl100k' },
];
const separated: TokenizerConfig[] = [
  { kind: 'words', vocabularySize: 400 },
  { kind: 'words', vocabularySize: 257, lowercase: true },
  { kind: 'wordpiece', vocabularySize: 300, specialTokens: ['<|user|>', '<|bot|>'] },
  { kind: 'wordpiece', vocabularySize: 300, wordPieceScore: 'frequency', normalization: 'nfkc' },
];
const nameOf = ({ kind, ...options }: TokenizerConfig) => `${kind} ${JSON.stringify(options)}`;
const named = (configs: TokenizerConfig[]) =>
  configs.map((config): [string, TokenizerConfig] => [nameOf(config), config]);
const all = [...bytes, ...fallback, ...pieces, ...separated];

const source: TextSource = {
  name: 'test',
  async *chunks() {
    yield { text: everything, endOfDocument: true };
  },
};

const trained = new Map<string, Tokenizer>();
beforeAll(async () => {
  for (const config of all) trained.set(nameOf(config), await trainTokenizer(config, source));
});
function get(config: TokenizerConfig): Tokenizer {
  const tokenizer = trained.get(nameOf(config));
  if (tokenizer === undefined) throw new Error(`no ${nameOf(config)}`);
  return tokenizer;
}

/** Characters of all lengths in UTF-8, among them the samples' and what the formats use. */
const characters = fc.constantFrom(
  ...everything,
  '\ud800',
  '▁',
  '#',
  '<',
  '\0',
  'ﬀ',
  '\u0301',
  '𠀀',
);
const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: characters }));

describe.each(named(all))('%s', (_name, config) => {
  it('encodes as Hugging Face’s Rust library does', async () => {
    const tokenizer = get(config);
    const theirs = RustTokenizer.fromString(tokenizerToJson(tokenizer));
    for (const text of [...samples, ...unseen]) {
      const ids = tokenizer.encode(text);
      expect(ids).toEqual((await theirs.encode(text)).getIds());
    }
    for (const text of samples) {
      const known = tokenizer.encode(text).filter((id) => tokenizer.label(id) !== '<|unknown|>');
      if (text.includes('<|') || config.kind === 'words') continue;
      expect(tokenizer.decode(known)).toBe(await theirs.decode(known, true));
    }
  });

  it('encodes as Hugging Face’s JavaScript library does', () => {
    const tokenizer = get(config);
    const file = z.record(z.string(), z.unknown()).parse(JSON.parse(tokenizerToJson(tokenizer)));
    const unknown = config.kind === 'wordpiece' ? '[UNK]' : '<|unknown|>';
    const theirs = new JavaScriptTokenizer(file, { unk_token: unknown });
    for (const text of samples) {
      expect(tokenizer.encode(text)).toEqual(theirs.encode(text).ids);
    }
  });

  it('reads its own file back', () => {
    const tokenizer = get(config);
    const json = tokenizerToJson(tokenizer);
    const again = tokenizerFromJson(json);
    expect(again.kind).toBe(config.kind);
    expect(again.vocabularySize).toBe(tokenizer.vocabularySize);
    expect(again.encode(everything)).toEqual(tokenizer.encode(everything));
    expect(tokenizerToJson(again)).toBe(json);
  });

  it('has a label for every id and no other', () => {
    const tokenizer = get(config);
    const labels = Array.from({ length: tokenizer.vocabularySize }, (_, id) => tokenizer.label(id));
    expect(labels.every((label) => label !== '')).toBe(true);
    expect(labels[0]).toBe('<|endoftext|>');
    for (const wrong of [-1, tokenizer.vocabularySize]) {
      expect(() => tokenizer.label(wrong)).toThrow(RangeError);
      expect(() => tokenizer.decode([wrong])).toThrow(RangeError);
    }
  });

  it('has spans in order that cover all but whitespace', () => {
    const tokenizer = get(config);
    fc.assert(
      fc.property(texts, (text) => {
        const spans = tokenizer.encodeSpans(text);
        expect(spans.map(({ id }) => id)).toEqual(tokenizer.encode(text));
        let reached = 0;
        for (const { start, end } of spans) {
          if (start > reached) expect(text.slice(reached, start).trim()).toBe('');
          expect(end).toBeGreaterThan(start);
          reached = Math.max(reached, end);
        }
        const items = displayTokens(tokenizer, text);
        expect(items.map((item) => item.text).join('')).toBe(text);
      }),
    );
  });
});

describe('decoding gives back the text as normalised', () => {
  const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\uFFFD');

  it.each(named([...bytes, ...fallback]))('any text: %s', (_name, config) => {
    const tokenizer = get(config);
    const { specialTokens } = tokenizer.options;
    fc.assert(
      fc.property(texts, (text) => {
        const normal = normalizeText(text, tokenizer.options);
        if (!specialTokens.some((token) => text.includes(token))) {
          expect(tokenizer.decode(tokenizer.encode(text))).toBe(normal);
        }
        if (tokenizer.options.normalization === 'none' && !tokenizer.options.lowercase) {
          expect(normal).toBe(wellFormed(text));
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each(named(pieces))('a text of known characters: %s', (_name, config) => {
    const tokenizer = get(config);
    const known = fc.constantFrom(...normalizeText(everything, tokenizer.options));
    fc.assert(
      fc.property(fc.string({ unit: known }), (text) => {
        const normal = normalizeText(text, tokenizer.options);
        expect(tokenizer.decode(tokenizer.encode(normal))).toBe(normal);
      }),
    );
  });

  it.each(named(all))('any ids at all give well-formed text: %s', (_name, config) => {
    const tokenizer = get(config);
    const id = fc.nat({ max: tokenizer.vocabularySize - 1 });
    fc.assert(
      fc.property(fc.array(id), (ids) => {
        const text = tokenizer.decode(ids);
        expect(wellFormed(text)).toBe(text);
      }),
    );
  });

  it.each(named(separated))('words, one space between: %s', (_name, config) => {
    const tokenizer = get(config);
    const text = 'little fox raining';
    expect(tokenizer.decode(tokenizer.encode(`  ${text.replaceAll(' ', ' \n ')}`))).toBe(text);
  });
});

describe('files that are refused', () => {
  const change = (config: TokenizerConfig, from: string | RegExp, to: string) => {
    const json = tokenizerToJson(get(config));
    const changed = json.replace(from, to);
    expect(changed).not.toBe(json);
    return changed;
  };
  const [unigram, characterBpe, wordPiece] = [fallback[1], pieces[2], separated[2]];
  it.each([
    ['an unknown normaliser', () => change(bytes[4], '"type":"NFC"', '"type":"NFD"')],
    ['an unknown pattern', () => change(pieces[2], '"Regex":"', '"Regex":"x')],
    [
      'a prefix space',
      () => change(unigram, '"prepend_scheme":"never"', '"prepend_scheme":"first"'),
    ],
    ['a score that is no number', () => change(unigram, /,-\d+\.\d+\]/, ',"x"]')],
    ['a missing byte', () => change(unigram, '<0x41>', '<0x411>')],
    ['a missing merge', () => change(characterBpe, /"merges":\[\[[^\]]*\],/, '"merges":[')],
    ['another unknown token', () => change(wordPiece, '"[UNK]":1', '"[UNKNOWN]":1')],
    ['a special token elsewhere', () => change(wordPiece, '"<|user|>":2', '"<|user|>":99999')],
    [
      'a special token of its own',
      () => change(wordPiece, '"content":"<|user|>"', '"content":"x"'),
    ],
    [
      'too many special tokens',
      () =>
        change(
          wordPiece,
          /"added_tokens":\[/,
          `"added_tokens":[${'{"id":9,"content":"<a>"},'.repeat(40)}`,
        ),
    ],
  ])('%s', (_name, make) => {
    expect(() => tokenizerFromJson(make())).toThrow(
      expect.objectContaining({ code: 'tokenizer.json' }),
    );
  });
});

describe('texts that cannot be learned from', () => {
  const textSource = (text: string): TextSource => ({
    name: 'test',
    async *chunks() {
      yield { text, endOfDocument: true };
    },
  });

  it.each(['character-bpe', 'wordpiece', 'unigram', 'sentencepiece-bpe'] as const)(
    'more characters than entries: %s',
    async (kind) => {
      const letters = Array.from({ length: 300 }, (_, at) => String.fromCodePoint(0x4e00 + at));
      await expect(
        trainTokenizer({ kind, vocabularySize: 257 }, textSource(letters.join(''))),
      ).rejects.toMatchObject({ code: 'tokenizer.alphabet', values: { size: 257 } });
    },
  );

  it.each(named(all))('nothing but spaces is no accident: %s', async (_name, config) => {
    const tokenizer = await trainTokenizer(config, textSource('   '));
    expect(tokenizerFromJson(tokenizerToJson(tokenizer)).encode(' ')).toEqual(
      tokenizer.encode(' '),
    );
  });
});
