/** @file All three tokenizers: round trips, spans, labels, files, and agreement with Hugging Face's. */
import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { corpusSource } from '../corpora';
import { pastedSource } from '../reading';
import type { TextSource, Tokenizer, TokenizerKind } from '../types';
import {
  charactersPerToken,
  displayTokens,
  encodeSource,
  splitTokens,
  tokenizerFromJson,
  tokenizerToJson,
  trainTokenizer,
} from './index';

// Neither U+FEFF nor U+0085: there the JavaScript library's `\s` is not that of the Rust library
// (which `bpe.test.ts` holds us to).
const samples = {
  English: "The little fox didn't know it's raining; they'll wait. SHOUT'S 1234 a1b2",
  Chinese: '小狐狸不知道下雨了，小明说：“我们等一等吧。”',
  emoji: 'Hi 👩‍👩‍👧 👍🏽🇨🇳 e\u0301 🙂',
  code: 'for (let i = 0; i < 10; i++) {\n\t\ttotal += i * 2.5;\n}\n\n',
  whitespace: '  a \n\n  b\t\u3000\u00a0c \r\n\r d   ',
};
const everything = Object.values(samples).join('\n');
const kinds: TokenizerKind[] = ['characters', 'bytes', 'bpe'];

function textSource(text: string): TextSource {
  return {
    name: 'test',
    async *chunks() {
      yield { text, endOfDocument: true };
    },
  };
}

const trained = new Map<TokenizerKind, Tokenizer>();
beforeAll(async () => {
  for (const kind of kinds) {
    const config = { kind, vocabularySize: 320 };
    trained.set(kind, await trainTokenizer(config, textSource(everything)));
  }
});
function get(kind: TokenizerKind): Tokenizer {
  const tokenizer = trained.get(kind);
  if (tokenizer === undefined) throw new Error(`no ${kind}`);
  return tokenizer;
}

function huggingFace(tokenizer: Tokenizer): HuggingFaceTokenizer {
  const file = z.record(z.string(), z.unknown()).parse(JSON.parse(tokenizerToJson(tokenizer)));
  return new HuggingFaceTokenizer(file, { unk_token: '<|unknown|>' });
}

describe.each(kinds)('%s', (kind) => {
  it.each(Object.entries(samples))('encodes %s as Hugging Face does', (_name, text) => {
    const tokenizer = get(kind);
    const theirs = huggingFace(tokenizer);
    const ids = tokenizer.encode(text);
    expect(ids).toEqual(theirs.encode(text).ids);
    expect(theirs.decode(ids, { clean_up_tokenization_spaces: false })).toBe(text);
    expect(tokenizer.decode(ids)).toBe(text);
  });

  it('counts the characters of its tokens', () => {
    const ids = [...get(kind).encode(everything), get(kind).endOfText];
    const characters = [...everything].length;
    expect(charactersPerToken(get(kind), ids)).toBeCloseTo(characters / ids.length, 12);
    expect(charactersPerToken(get(kind), [])).toBe(0);
  });

  it('encodes what it has not seen as Hugging Face does', () => {
    const theirs = huggingFace(get(kind));
    for (const text of ['Ünknöwn €', '從來沒有', '🦊']) {
      expect(get(kind).encode(text)).toEqual(theirs.encode(text).ids);
    }
  });

  it('reads its own file back', () => {
    const tokenizer = get(kind);
    const json = tokenizerToJson(tokenizer);
    const again = tokenizerFromJson(json);
    expect(again.kind).toBe(kind);
    expect(again.vocabularySize).toBe(tokenizer.vocabularySize);
    expect(again.encode(everything)).toEqual(tokenizer.encode(everything));
    expect(tokenizerToJson(again)).toBe(json);
  });

  it('has spans that cover the text in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const spans = get(kind).encodeSpans(text);
        expect(spans.map(({ id }) => id)).toEqual(get(kind).encode(text));
        let reached = 0;
        for (const { start, end } of spans) {
          expect(start).toBeLessThanOrEqual(reached);
          expect(end).toBeGreaterThan(start);
          reached = Math.max(reached, end);
        }
        expect(reached).toBe(text.length);
      }),
    );
  });

  it('shows whole graphemes only', () => {
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    const unit = fc.constantFrom('a', ' ', '中', '👩‍👩‍👧', '🇨🇳', 'e\u0301', '\r\n', '👍🏽', '\n');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 20 }), (text) => {
        const items = displayTokens(get(kind), text);
        expect(items.map((item) => item.text).join('')).toBe(text);
        expect(items.flatMap(({ ids }) => ids)).toEqual(get(kind).encode(text));
        const borders = new Set(Array.from(segmenter.segment(text), ({ index }) => index));
        for (const { start, end, text: shown } of items) {
          expect(borders.has(start)).toBe(true);
          expect(shown).toBe(text.slice(start, end));
        }
      }),
    );
  });
});

describe('decoding', () => {
  it.each(['bytes', 'bpe'] as const)('%s gives any text back', (kind) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(get(kind).decode(get(kind).encode(text))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('ends a document with nothing and replaces what is not UTF-8', () => {
    const bytes = get('bytes');
    expect(bytes.decode([0, 0x41 + 1, 0, 0xe4 + 1, 0x42 + 1])).toBe('A\uFFFDB');
    expect(get('characters').decode([0, 1])).toBe('\uFFFD');
    expect(bytes.encode('<|endoftext|>')).not.toContain(0);
    expect(() => bytes.decode([257])).toThrow(RangeError);
    expect(() => get('characters').decode([-1])).toThrow(RangeError);
  });

  it('labels whitespace and lone bytes visibly', () => {
    const bytes = get('bytes');
    const labels = [' ', '\n', '\t', 'a', '\0'].map((text) => bytes.label(bytes.encode(text)[0]));
    expect(labels).toEqual(['·', '⏎', '⇥', 'a', '⟨00⟩']);
    expect(bytes.label(0xe4 + 1)).toBe('⟨E4⟩');
    expect(bytes.label(0)).toBe('<|endoftext|>');
    expect(get('characters').label(1)).toBe('<|unknown|>');
    const characters = get('characters');
    expect(characters.label(characters.encode('狐')[0])).toBe('狐');
  });
});

describe('files that are refused', () => {
  const change = (kind: TokenizerKind, from: string | RegExp, to: string) => {
    const json = tokenizerToJson(get(kind));
    const changed = json.replace(from, to);
    expect(changed).not.toBe(json);
    return changed;
  };
  it.each([
    ['not JSON', () => '{'],
    ['another shape', () => '{"model":{"type":"Unigram"}}'],
    ['a prefix space', () => change('bpe', '"add_prefix_space":false', '"add_prefix_space":true')],
    ['a missing merge', () => change('bpe', /"merges":\["[^"]*",/, '"merges":[')],
    ['swapped bytes', () => change('bpe', '"!":1,"\\"":2', '"!":2,"\\"":1')],
    ['two tokens of one id', () => change('bytes', '"Ā":1', '"Ā":2')],
    ['an unknown merge part', () => change('bpe', /"merges":\["[^"]*"/, '"merges":["zz zz"')],
    ['a long character', () => change('characters', '"a":', '"aa":')],
    ['other special tokens', () => change('bytes', '"<|endoftext|>":0', '"</s>":0')],
  ])('%s', (_name, make) => {
    expect(() => tokenizerFromJson(make())).toThrow(
      expect.objectContaining({ code: 'tokenizer.json' }),
    );
  });
});

describe('encodeSource', () => {
  it('encodes chunk by chunk to what the documents encode to at once', async () => {
    const text = `${everything} `.repeat(600);
    const ids = await encodeSource(get('bpe'), pastedSource(text, 'x'));
    expect(ids).toBeInstanceOf(Uint16Array);
    expect(Array.from(ids)).toEqual([...get('bpe').encode(text.replaceAll('\r\n', '\n')), 0]);
  });

  it('ends every document, reports progress and can be cancelled', async () => {
    const source = corpusSource('arithmetic', { documents: 30, seed: 1 });
    const shares: number[] = [];
    const onProgress = (share: number) => shares.push(share);
    const ids = await encodeSource(get('bytes'), source, { onProgress });
    expect(ids.filter((id) => id === 0)).toHaveLength(30);
    expect(ids.at(-1)).toBe(0);
    expect(shares.at(-1)).toBe(1);
    const signal = AbortSignal.abort();
    await expect(encodeSource(get('bytes'), source, { signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('holds out the tail', () => {
    const { train, validation } = splitTokens(Uint16Array.of(5, 6, 7, 8, 9), 0.3);
    expect([...train]).toEqual([5, 6, 7, 8]);
    expect([...validation]).toEqual([9]);
  });
});
