/**
 * @file What the page shows of copies: two texts compared, word-by-word differences, buckets, agreement.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareClusters } from './agreement';
import { sharedBuckets } from './buckets';
import { diffWords } from './diff';
import vectors from './fixtures/deduplication.json';
import { makeKnownCopies } from './known-copies';
import { comparePair } from './pair';
import { inventTexts } from './testing';

const settings = { shingleSize: 3, bands: 32, rows: 4, seed: 1 };

describe('comparePair', () => {
  const { A, B } = vectors.minhash.docs;
  it('knows what two texts share', () => {
    const pair = comparePair(A, B, settings);
    expect(pair.jaccard).toBeCloseTo(11 / 17, 12);
    expect(pair.common).toBe(11);
    expect(pair.hamming).toBe(8);
    expect(pair.first.isShared.filter((shared) => !shared)).toHaveLength(3);
    expect(pair.first.words).toHaveLength(16);
    const equal = pair.first.signature.filter((value, at) => value === pair.second.signature[at]);
    expect(pair.estimate).toBe(equal.length / 128);
    expect(Math.abs(pair.estimate - pair.jaccard)).toBeLessThan(0.15);
  });
  it('finds nothing alike in texts without words', () => {
    const pair = comparePair('', '…', settings);
    expect(pair).toMatchObject({ jaccard: 0, estimate: 0, collisions: [] });
    expect(comparePair(A, A, settings)).toMatchObject({ jaccard: 1, estimate: 1, hamming: 0 });
  });
});

describe('diffWords', () => {
  it('tells what is gone and what is new', () => {
    expect(diffWords('The old cat sat.', 'The cat sat down.')).toEqual([
      { kind: 'same', text: 'The ' },
      { kind: 'removed', text: 'old ' },
      { kind: 'same', text: 'cat ' },
      { kind: 'removed', text: 'sat.' },
      { kind: 'added', text: 'sat down.' },
    ]);
    expect(diffWords('', '')).toEqual([]);
  });
  it('has both texts in it, and no longer common part than there is', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '字', '. '), { maxLength: 25 })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffWords(before, after);
        const without = (kind: string) =>
          parts.filter((part) => part.kind !== kind).map((part) => part.text);
        expect(without('added').join('')).toBe(before);
        expect(without('removed').join('')).toBe(after);
      }),
    );
  });
  it('does not make huge tables', () => {
    const [before, after] = inventTexts(1, 2, 20_000);
    const parts = diffWords(`same start ${before}`, `same start ${after}`);
    expect(parts[0].kind).toBe('same');
    expect(parts[0].text).toMatch(/^same start /);
    expect(parts.length).toBeLessThanOrEqual(4);
  });
});

describe('sharedBuckets', () => {
  it('are the bands in which signatures agree', () => {
    const signatures = [Uint32Array.of(1, 2, 3, 4), Uint32Array.of(1, 2, 5, 6), null];
    const more = [...signatures, Uint32Array.of(1, 2, 5, 6), Uint32Array.of(2, 1, 3, 4)];
    expect(sharedBuckets(more, { bands: 2, rows: 2 })).toEqual([
      { band: 0, members: [0, 1, 3] },
      { band: 1, members: [0, 4] },
      { band: 1, members: [1, 3] },
    ]);
  });
});

describe('compareClusters', () => {
  it('counts pairs', () => {
    // Found: {0, 1, 2}; known: {0, 1}, {2, 3}.
    expect(compareClusters([0, 0, 0, 3], [5, 5, 6, 6])).toEqual({ precision: 1 / 3, recall: 0.5 });
    expect(compareClusters([0, 1], [0, 1])).toEqual({ precision: 1, recall: 1 });
  });
});

describe('makeKnownCopies', () => {
  it('copies as often as it says, the same each time', () => {
    const originals = inventTexts(1, 8, 300);
    const make = () => makeKnownCopies(originals, { seed: 3, mostCopies: 3, mostEdits: 0.1 });
    const made = make();
    expect(make()).toEqual(made);
    const copies = originals.map((_, at) => made.originals.filter((one) => one === at).length - 1);
    expect(copies).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
    for (const original of originals) expect(made.texts).toContain(original);
  });
});
