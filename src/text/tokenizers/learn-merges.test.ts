/**
 * @file Learning merges against the outside: Hugging Face's Rust library trained on the same text,
 * live, the vectors of WordPiece, and a trainer that counts everything again for every merge.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { BPE, byteLevelPreTokenizer, Tokenizer as RustTokenizer } from 'tokenizers';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Random } from '../../base/random';
import { corpusSource } from '../corpora';
import { corpusNames, type CorpusName, type TextSource } from '../types';
import vectors from './fixtures/vectors.json';
import { trainTokenizer, tokenizerToJson } from './index';
import { learnMerges, type LearnOptions } from './learn-merges';
import { MergeTable, mergePair, nameMerges, Symbols, type Pair } from './merges';
import type { MergeEvent } from './observe';
import { canonicalOptions } from './options';
import { WordPieceTokenizer } from './wordpiece';

const fileSchema = z.object({
  model: z.object({ merges: z.array(z.tuple([z.string(), z.string()])) }),
});

/** The lines of a corpus: the Rust library reads files line by line. */
async function linesOf(name: CorpusName): Promise<string[]> {
  const lines: string[] = [];
  for await (const { text } of corpusSource(name, { documents: 150, seed: 2 }).chunks()) {
    lines.push(...(`${text}\n`.match(/[^\n]*\n/g) ?? []));
  }
  return lines;
}

function linesSource(lines: readonly string[]): TextSource {
  return {
    name: 'lines',
    async *chunks() {
      for (const text of lines) yield { text, endOfDocument: false };
    },
  };
}

function rustMerges(lines: readonly string[]): string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenizers-'));
  try {
    fs.writeFileSync(path.join(folder, 'text.txt'), lines.join(''));
    const tokenizer = new RustTokenizer(BPE.empty());
    tokenizer.setPreTokenizer(byteLevelPreTokenizer(false, true));
    tokenizer.train([path.join(folder, 'text.txt')]);
    tokenizer.save(path.join(folder, 'tokenizer.json'));
    const json: unknown = JSON.parse(fs.readFileSync(path.join(folder, 'tokenizer.json'), 'utf8'));
    return fileSchema.parse(json).model.merges.map((merge) => merge.join(' '));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/**
 * A third each: stretches of a text, its letters in any order, and other characters. Of these none is
 * younger than the Unicode tables of either side.
 */
function randomString(random: Random, text: string): string {
  const length = random.integer(40);
  const kind = random.integer(3);
  if (kind === 0) {
    const at = random.integer(text.length);
    return text.slice(at, at + length);
  }
  const letter = () => {
    if (kind === 1) return text.charAt(random.integer(text.length));
    const [start, size] = random.pick([
      [0, 0x80],
      [0xa0, 0x100],
      [0x4e00, 0x5000],
      [0xac00, 0x2ba0],
      [0x1f600, 0x40],
    ]);
    return String.fromCodePoint(start + random.integer(size));
  };
  return Array.from({ length }, letter).join('');
}

describe.each(corpusNames)('Hugging Face’s Rust library on %s', (name) => {
  it('learns the same merges in the same order, until no pair is left', async () => {
    const lines = await linesOf(name);
    const merges = rustMerges(lines);
    const config = { kind: 'bpe', vocabularySize: 257 + merges.length } as const;
    const tokenizer = await trainTokenizer(config, linesSource(lines));
    const json: unknown = JSON.parse(tokenizerToJson(tokenizer));
    const ours = z.object({ model: z.object({ merges: z.array(z.string()) }) }).parse(json);
    expect(ours.model.merges).toEqual(merges);
  });

  it.each(['bpe', 'character-bpe', 'wordpiece', 'unigram', 'sentencepiece-bpe'] as const)(
    'encodes 2,000 random strings alike: %s',
    async (kind) => {
      const lines = await linesOf(name);
      const text = lines.join('');
      const tokenizer = await trainTokenizer(
        { kind, vocabularySize: 1600, preTokenizer: 'gpt2' },
        linesSource(lines),
      );
      const theirs = RustTokenizer.fromString(tokenizerToJson(tokenizer));
      const random = new Random(5, name, kind);
      const strings = Array.from({ length: 2000 }, () => randomString(random, text));
      const encoded = await theirs.encodeBatch(strings);
      expect(strings.map((string) => tokenizer.encode(string))).toEqual(
        encoded.map((encoding) => encoding.getIds()),
      );
    },
  );
});

describe('WordPiece', () => {
  const { corpus, steps } = vectors.wordPieceTrain;
  const words = Object.keys(corpus);
  const start = [...new Set(words.map((word) => word[0])), '##o', '##t', '##n', '##s'];
  const symbols = words.map((word) =>
    Array.from(word, (letter, at) => start.indexOf(at === 0 ? letter : `##${letter}`)),
  );
  const join = (left: string, right: string) => left + right.slice(2);

  it('merges the pair that raises the likelihood most (vector)', async () => {
    const events: MergeEvent[] = [];
    const tokens = [...start];
    const size = start.length + steps.length;
    await learnMerges(symbols, Object.values(corpus), tokens, size, {
      score: 'likelihood',
      join,
      observer: { candidates: 3, onMerge: (event) => events.push(event) },
    });
    expect(tokens.slice(start.length)).toEqual(steps.map(({ token }) => token));
    for (const [index, { score }] of steps.entries()) {
      expect(events[index].score).toBeCloseTo(score, 9);
    }
    for (const { candidates, left, right, count, score } of events) {
      expect(candidates[0]).toEqual({ left, right, count, score });
      const scores = candidates.map((candidate) => candidate.score);
      expect(scores).toEqual([...scores].sort((first, second) => second - first));
    }
  });

  it('cuts at the longest piece, and makes words unknown as a whole (vector)', () => {
    const { vocab, cases } = vectors.wordPieceEncode;
    const config = { kind: 'wordpiece', vocabularySize: 0 } as const;
    const tokenizer = new WordPieceTokenizer(vocab.slice(1), canonicalOptions(config));
    for (const [word, pieces] of Object.entries(cases)) {
      expect(tokenizer.encode(word).map((id) => tokenizer.tokens[id])).toEqual(pieces);
    }
    expect(tokenizer.encode('a'.repeat(101))).toEqual([1]);
    expect(tokenizer.encode('run'.repeat(40))).toEqual([1]);
  });
});

/** Counts everything anew for each merge. */
function naiveMerges(
  words: number[][],
  counts: readonly number[],
  tokens: string[],
  size: number,
  byLikelihood: boolean,
): Pair[] {
  const merges: Pair[] = [];
  while (tokens.length < size) {
    const symbols = new Map<number, number>();
    const pairs = new Map<string, { pair: Pair; count: number }>();
    words.forEach((ids, word) => {
      ids.forEach((id, at) => {
        symbols.set(id, (symbols.get(id) ?? 0) + counts[word]);
        if (at === 0) return;
        const pair: Pair = [ids[at - 1], id];
        const entry = pairs.get(pair.join()) ?? { pair, count: 0 };
        pairs.set(pair.join(), { pair, count: entry.count + counts[word] });
      });
    });
    const scored = [...pairs.values()].map(({ pair: [left, right], count }) => ({
      left,
      right,
      count,
      score: byLikelihood ? count / ((symbols.get(left) ?? 1) * (symbols.get(right) ?? 1)) : count,
    }));
    const best = scored
      .sort((a, b) => b.score - a.score || a.left - b.left || a.right - b.right)
      .at(0);
    if (best === undefined) break;
    const name = tokens[best.left] + tokens[best.right];
    const known = tokens.indexOf(name);
    const merged = known < 0 ? tokens.push(name) - 1 : known;
    words = words.map((ids) => mergePair(ids, [best.left, best.right], merged));
    merges.push([best.left, best.right]);
  }
  return merges;
}

it.each([false, true])(
  'equals counting anew for each merge (likelihood: %s)',
  async (likelihood) => {
    const word = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 14 });
    const corpus = fc.array(fc.tuple(word, fc.integer({ min: 1, max: 5 })), { maxLength: 12 });
    const options: LearnOptions = { score: likelihood ? 'likelihood' : 'frequency' };
    await fc.assert(
      fc.asyncProperty(corpus, async (entries) => {
        const words = entries.map(([ids]) => ids);
        const counts = entries.map(([, count]) => count);
        const naive = naiveMerges(words, counts, ['a', 'b', 'c'], 25, likelihood);
        expect(await learnMerges(words, counts, ['a', 'b', 'c'], 25, options)).toEqual(naive);
      }),
      { numRuns: 200 },
    );
  },
);

it('applies merges to long words as to short ones', () => {
  const letters = ['a', 'b'];
  const word = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 129, maxLength: 300 });
  fc.assert(
    fc.property(word, fc.integer(), (ids, seed) => {
      // Random merges of what there is so far.
      const random = new Random(seed, 'merges');
      const merges: Pair[] = [];
      const taken = new Set<string>();
      for (let rank = 0; rank < 12; rank++) {
        const { tokens } = nameMerges(letters, merges);
        const pair: Pair = [random.integer(tokens.length), random.integer(tokens.length)];
        if (taken.has(pair.join())) continue;
        taken.add(pair.join());
        merges.push(pair);
      }
      const { mergedIds } = nameMerges(letters, merges);
      // The definition: the merge of lowest rank, the leftmost first, one at a time.
      let expected = [...ids];
      for (;;) {
        const ranks = expected.map((id, at) =>
          merges.findIndex(([left, right]) => left === id && right === expected[at + 1]),
        );
        const lowest = Math.min(...ranks.filter((rank) => rank >= 0));
        if (lowest === Infinity) break;
        const at = ranks.indexOf(lowest);
        expected = [...expected.slice(0, at), mergedIds[lowest], ...expected.slice(at + 2)];
      }
      const symbols = new Symbols();
      for (const id of ids) symbols.push(id);
      new MergeTable(merges, mergedIds).apply(symbols);
      expect(Array.from(symbols.ids.subarray(0, symbols.length))).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
