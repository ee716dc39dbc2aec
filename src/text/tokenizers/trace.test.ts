/**
 * @file Merges in slow motion: every step is what a tokenizer with so many merges makes of the text,
 * and every state names the pairs that a count of everything finds.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BpeTokenizer } from './bpe';
import { leastCount, traceMerges, type MergeTrace, type TraceSettings } from './trace';
import { tracedKinds } from './trace-kinds';
import { mergeTree, tokensAfter, type MergeNode } from './trace-steps';

const text = 'the theme of the thesis: 小猫找小猫，小猫 👩‍👩‍👧 the the\n';

const bpe: TraceSettings = { kind: 'bpe', wordPieceScore: 'likelihood', most: 40 };
const wordPiece: TraceSettings = { ...bpe, kind: 'wordpiece' };

const leaves = (node: MergeNode): number[] => (node.parts ? node.parts.flatMap(leaves) : [node.id]);

/** Counts the pairs of a step anew, from the tokens of the text. */
function countPairs(trace: MergeTrace, step: number) {
  const spans = tokensAfter(trace, step);
  const ends = new Set(trace.ends.filter((_, unit) => isWordEnd(trace, unit)));
  const pairs = new Map<string, number>();
  for (const [at, { id, end }] of spans.entries()) {
    const next = spans.at(at + 1);
    if (next === undefined || ends.has(end)) continue;
    const key = `${id} ${next.id}`;
    pairs.set(key, (pairs.get(key) ?? 0) + 1);
  }
  return pairs;
}

/** For texts of words with one space before each. */
function isWordEnd({ text: whole, ends }: MergeTrace, unit: number): boolean {
  return whole[ends[unit]] === ' ';
}

describe('a trace of byte-level BPE', () => {
  it('holds the segmentation of every step', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constant(text),
          fc.string({ unit: 'grapheme', maxLength: 60 }),
          fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '猫', '\n'), maxLength: 80 }),
        ),
        async (sample) => {
          const trace = await traceMerges(sample, bpe);
          for (let step = 0; step <= trace.merges.length; step++) {
            const learned = trace.merges
              .slice(0, step)
              .map(({ left, right }) => [left, right] as const);
            const tokenizer = new BpeTokenizer(learned);
            expect(tokensAfter(trace, step)).toEqual(tokenizer.encodeSpans(sample));
            expect(trace.states[step].tokens).toBe(tokenizer.encode(sample).length);
            expect(trace.states[step].vocabularySize).toBe(tokenizer.vocabularySize);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('reads only the beginning where that is asked for', async () => {
    const trace = await traceMerges(text, bpe);
    const all = tokensAfter(trace, 10);
    expect(tokensAfter(trace, 10, 5)).toEqual(all.filter(({ start }) => start < 5));
  });

  it('names the most frequent pairs, and ends when none stands twice', async () => {
    const trace = await traceMerges('low low low lower newest newest widest', bpe);
    expect(trace.merges.length).toBeGreaterThan(5);
    expect(trace.merges.length).toBeLessThan(40);
    for (const [step, { candidates }] of trace.states.entries()) {
      const counted = countPairs(trace, step);
      const most = Math.max(0, ...counted.values());
      expect(candidates.at(0)?.count ?? 0).toBe(most);
      for (const { left, right, count, score } of candidates) {
        expect(counted.get(`${left} ${right}`)).toBe(count);
        expect(score).toBe(count);
      }
      if (step === trace.merges.length) expect(most).toBeLessThan(leastCount);
      else expect(trace.merges[step]).toMatchObject({ left: candidates[0].left, count: most });
    }
  });

  it('knows the merges that made a token', async () => {
    const trace = await traceMerges('aaaa aaaa aaaa', bpe);
    const tokenizer = new BpeTokenizer(trace.merges.map(({ left, right }) => [left, right]));
    for (const { merged } of trace.merges) {
      const bytes = leaves(mergeTree(trace, merged)).flatMap((leaf) => [...tokenizer.bytes(leaf)]);
      expect(bytes).toEqual([...tokenizer.bytes(merged)]);
    }
  });

  it('has nothing to learn from nothing, and can be cancelled', async () => {
    const trace = await traceMerges('', bpe);
    expect(trace.states).toEqual([{ candidates: [], tokens: 0, vocabularySize: 257 }]);
    expect(tokensAfter(trace, 0)).toEqual([]);
    await expect(traceMerges(text, bpe, AbortSignal.abort())).rejects.toThrow('Cancelled');
  });
});

describe('a trace of WordPiece', () => {
  // Curriculum vector: by likelihood `##ts` comes first, with score 1/20, by frequency `##ot`.
  const words: [string, number][] = [
    ['cot', 10],
    ['dot', 5],
    ['don', 12],
    ['bon', 4],
    ['cots', 5],
  ];
  const corpus = words.flatMap(([word, count]) => Array<string>(count).fill(word)).join(' ');

  it('chooses by likelihood', async () => {
    const trace = await traceMerges(corpus, wordPiece);
    const [best] = trace.states[0].candidates;
    expect(trace.labels[trace.merges[0].merged]).toBe('##ts');
    expect(best.score).toBeCloseTo(1 / 20, 12);
    expect(best.count).toBe(5);
  });

  it('or by frequency', async () => {
    const trace = await traceMerges(corpus, { ...wordPiece, wordPieceScore: 'frequency' });
    expect(trace.labels[trace.merges[0].merged]).toBe('##ot');
  });
});

describe.each(tracedKinds)('a trace of %s', (kind) => {
  it('covers all of the text but the whitespace between words', async () => {
    const trace = await traceMerges(text, { ...bpe, kind });
    for (const step of [0, 3, trace.merges.length]) {
      const spans = tokensAfter(trace, step);
      const covered = new Set(spans.flatMap(({ start, end }) => [...text.slice(start, end)]));
      for (const character of text) {
        if (character.trim() !== '') expect(covered).toContain(character);
      }
      for (const { id } of spans) expect(trace.labels[id]).toBeTruthy();
    }
  });
});
