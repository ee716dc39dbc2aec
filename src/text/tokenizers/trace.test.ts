/**
 * @file Merges in slow motion are those of the trainer, and every state is the text itself.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BpeTokenizer } from './bpe';
import { trainBpe } from './bpe-train';
import { firstMergeId } from './bpe';
import { leastCount, traceMerges, type MergeTrace } from './trace';
import { byteLevelRule } from './trace-rules';
import { mergeTree, tokensAfter, type MergeNode } from './trace-steps';

const text = 'the theme of the thesis: 小猫找小猫，小猫 👩‍👩‍👧 the the\n';

const textSource = (whole: string) => ({
  name: 'test',
  async *chunks() {
    yield { text: whole, endOfDocument: true };
  },
});

const leaves = (node: MergeNode): number[] => (node.parts ? node.parts.flatMap(leaves) : [node.id]);

describe('a trace of byte-level BPE', () => {
  it('makes the merges of the trainer, as long as something repeats', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 60 }),
          fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '猫'), maxLength: 80 }),
        ),
        async (sample) => {
          const trace = await traceMerges(sample, byteLevelRule, 40);
          const size = firstMergeId + trace.merges.length;
          const trained = await trainBpe(size, textSource(sample));
          expect(trace.merges).toEqual(trained.merges);
          expect(trace.labels).toEqual(Array.from({ length: size }, (_, id) => trained.label(id)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('holds the segmentation of every step', async () => {
    const trace = await traceMerges(text, byteLevelRule, 30);
    expect(trace.merges.length).toBeGreaterThan(10);
    for (let step = 0; step <= trace.merges.length; step++) {
      const tokenizer = new BpeTokenizer(trace.merges.slice(0, step));
      expect(tokensAfter(trace, step)).toEqual(tokenizer.encodeSpans(text));
      expect(trace.states[step].tokens).toBe(tokenizer.encode(text).length);
    }
    expect(tokensAfter(trace, 30, 5)).toEqual(
      tokensAfter(trace, 30).filter(({ start }) => start < 5),
    );
  });

  it('joins the pair that each state names first, until none stands twice', async () => {
    const trace = await traceMerges('low low low lower newest newest widest', byteLevelRule, 100);
    for (const [step, pair] of trace.merges.entries()) {
      const [best, second] = trace.states[step].candidates;
      expect([best.left, best.right]).toEqual(pair);
      expect(best.score).toBeGreaterThanOrEqual(second?.score ?? 0);
    }
    expect(trace.merges.length).toBeLessThan(100);
    expect(trace.states.at(-1)?.candidates.at(0)?.count ?? 0).toBeLessThan(leastCount);
    const first = trace.states[0].candidates[0];
    expect([trace.labels[first.left], trace.labels[first.right], first.count]).toEqual([
      'l',
      'o',
      4,
    ]);
  });

  it('knows the merges that made a token', async () => {
    const trace: MergeTrace = await traceMerges('aaaa aaaa aaaa', byteLevelRule, 10);
    const tokenizer = new BpeTokenizer(trace.merges);
    for (let id = 1; id < tokenizer.vocabularySize; id++) {
      const bytes = leaves(mergeTree(trace, id)).flatMap((leaf) => [...tokenizer.bytes(leaf)]);
      expect(bytes).toEqual([...tokenizer.bytes(id)]);
    }
  });

  it('has nothing to learn from nothing', async () => {
    const trace = await traceMerges('', byteLevelRule, 10);
    expect(trace.states).toEqual([{ candidates: [], pairs: 0, tokens: 0 }]);
    expect(tokensAfter(trace, 0)).toEqual([]);
  });

  it('can be cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(traceMerges(text, byteLevelRule, 10, signal)).rejects.toThrow('Cancelled');
  });
});
