/**
 * @file BPE against the outside: merges recorded from Hugging Face's Rust library, the vectors of the
 * literature, and a trainer that counts everything again for every merge.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pastedSource } from '../reading';
import type { TextSource } from '../types';
import { textToByteIds, trainBpe } from './bpe';
import { byteToCharacter, bytesToText, characterToByte } from './byte-alphabet';
import { Heap } from './heap';
import recorded from './fixtures/hugging-face.json';
import vectors from './fixtures/vectors.json';
import { learnMerges } from './learn-merges';
import { mergePair, type Pair } from './merges';
import { preTokenize } from './pre-tokenize';
import { tokenizerToJson } from './tokenizer-json-write';

const fileSchema = z.object({ model: z.object({ merges: z.array(z.string()) }) });
const mergesOf = (json: string) => fileSchema.parse(JSON.parse(json)).model.merges;

const bpe = (vocabularySize: number) => ({ kind: 'bpe' as const, vocabularySize });

/** The text as it is: no change of line ends. */
function textSource(text: string): TextSource {
  return {
    name: 'test',
    async *chunks() {
      yield { text, endOfDocument: true };
    },
  };
}

/** Counts all pairs anew for each merge. */
function naiveMerges(words: number[][], counts: number[], wanted: number, firstId: number): Pair[] {
  const merges: Pair[] = [];
  while (merges.length < wanted) {
    const pairs = new Map<string, { pair: Pair; count: number }>();
    words.forEach((ids, word) => {
      for (let at = 0; at + 1 < ids.length; at++) {
        const pair: Pair = [ids[at], ids[at + 1]];
        const entry = pairs.get(pair.join()) ?? { pair, count: 0 };
        pairs.set(pair.join(), { pair, count: entry.count + counts[word] });
      }
    });
    const [best] = [...pairs.values()].sort(
      (a, b) => b.count - a.count || a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1],
    );
    if (best === undefined) break;
    const id = firstId + merges.length;
    words = words.map((ids) => mergePair(ids, best.pair, id));
    merges.push(best.pair);
  }
  return merges;
}

describe('training', () => {
  it('learns the merges that the Rust library learns', async () => {
    const tokenizer = await trainBpe(bpe(400), textSource(recorded.text));
    expect(mergesOf(tokenizerToJson(tokenizer))).toEqual(recorded.merges);
    expect(tokenizer.vocabularySize).toBe(400);
  });

  it('stops when no pair is left, as the Rust library does', async () => {
    const { text, merges } = recorded.exhausted;
    const tokenizer = await trainBpe(bpe(5000), pastedSource(text, 'x'));
    expect(mergesOf(tokenizerToJson(tokenizer))).toEqual(merges);
  });

  it('encodes as the Rust library does', async () => {
    const tokenizer = await trainBpe(bpe(400), textSource(recorded.text));
    expect(tokenizer.encode(recorded.odd)).toEqual(recorded.oddIds);
  });

  it('equals a trainer that recounts everything', async () => {
    const letters = fc.constantFrom('a', 'b', 'c', ' ');
    const word = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 12 });
    const corpus = fc.array(fc.tuple(word, fc.integer({ min: 1, max: 5 })), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(corpus, async (entries) => {
        const words = entries.map(([ids]) => ids);
        const counts = entries.map(([, count]) => count);
        const naive = naiveMerges(words, counts, 20, 3);
        expect(await learnMerges(words, counts, ['a', 'b', 'c'], 23)).toEqual(naive);
      }),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: letters, maxLength: 60 }), async (text) => {
        const words = preTokenize(text).map((word) => textToByteIds(word));
        const naive = naiveMerges(
          words,
          words.map(() => 1),
          15,
          257,
        );
        expect((await trainBpe(bpe(272), textSource(text))).merges).toEqual(naive);
      }),
    );
  });

  it('breaks ties by the smallest ids (vector of the low-lower-newest-widest corpus)', async () => {
    const { corpus, tiesMinId, encodeLowest, encodeNewer } = vectors.bpe;
    const words = Object.keys(corpus).map((word) => `${word}_`);
    const alphabet = [...new Set(words.join(''))].sort();
    const symbols = (word: string) => [...word].map((letter) => alphabet.indexOf(letter));
    const merges = await learnMerges(
      words.map(symbols),
      Object.values(corpus),
      [...alphabet],
      alphabet.length + 10,
    );
    const names = [...alphabet];
    for (const [left, right] of merges) names.push(names[left] + names[right]);
    const named = merges.map(([left, right]) => [names[left], names[right]]);
    expect(named).toEqual(tiesMinId.merges.map(([left, right]) => [left, right]));
    const apply = (word: string) =>
      merges
        .reduce((ids, pair, rank) => mergePair(ids, pair, alphabet.length + rank), symbols(word))
        .map((id) => names[id]);
    expect(words.map(apply)).toEqual(tiesMinId.words);
    expect(apply('lowest_')).toEqual(encodeLowest);
    expect(apply('newer_')).toEqual(encodeNewer);
  });

  it('refuses a vocabulary without room for the bytes', async () => {
    await expect(trainBpe(bpe(256), pastedSource('text', 'x'))).rejects.toMatchObject({
      code: 'tokenizer.vocabulary',
      values: { minimum: 257, size: 256 },
    });
  });

  it('reports progress through both halves and can be cancelled', async () => {
    const shares: number[] = [];
    await trainBpe(bpe(300), pastedSource(recorded.text, 'x'), {
      onProgress: (s) => shares.push(s),
    });
    expect(shares).toContain(0.5);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    const signal = AbortSignal.abort();
    await expect(trainBpe(bpe(300), pastedSource('text', 'x'), { signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('the byte alphabet', () => {
  it('is that of GPT-2 (vector)', () => {
    const { space, newline, tab, hello_world: hello, zhong, e_acute: acute } = vectors.byteLevel;
    const map = (text: string) => bytesToText(new TextEncoder().encode(text));
    expect([' ', '\n', '\t', 'Hello world', '中', 'é'].map(map)).toEqual([
      space,
      newline,
      tab,
      hello,
      zhong,
      acute,
    ]);
    const codes = byteToCharacter.map((character) => character.codePointAt(0) ?? 0);
    expect(Math.max(...codes)).toBe(vectors.byteLevel.max_codepoint);
    const moved = codes.filter((code, byte) => code !== byte);
    expect(moved).toHaveLength(vectors.byteLevel.n_remapped_bytes);
    expect(characterToByte.size).toBe(256);
  });
});

describe('the pre-tokenizer', () => {
  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(preTokenize(text).join('')).toBe(text);
      }),
    );
  });

  it('splits contractions, numbers and spaces as GPT-2 does', () => {
    expect(preTokenize("I'll pay 25  euros!\n\n ok")).toEqual([
      'I',
      "'ll",
      ' pay',
      ' 25',
      ' ',
      ' euros',
      '!',
      '\n\n',
      ' ok',
    ]);
  });
});

it('a heap pops in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (numbers) => {
      const heap = new Heap<number>((first, second) => first < second);
      for (const number of numbers) heap.push(number);
      const popped = numbers.map(() => heap.pop());
      expect(popped).toEqual([...numbers].sort((a, b) => a - b));
      expect(heap.pop()).toBeUndefined();
    }),
  );
});
