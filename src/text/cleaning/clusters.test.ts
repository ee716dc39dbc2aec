/**
 * @file Clusters of near-copies: what is found, and that the work does not grow with the square.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareClusters } from './agreement';
import { ClusterBuilder } from './clusters';
import vectors from './fixtures/deduplication.json';
import { toHex } from './fnv';
import { makeKnownCopies } from './known-copies';
import { findNearDuplicates, type NearDuplicateSettings } from './near-duplicates';
import { jaccard } from './shingles';
import { findSimHashDuplicates, hammingDistance, simHash, tableMasks } from './simhash';
import { inventTexts } from './testing';
import { UnionFind } from './union-find';

const settings: NearDuplicateSettings = {
  shingleSize: 5,
  bands: 20,
  rows: 8,
  seed: 1,
  verification: 'shingles',
  threshold: 0.8,
};

describe('union-find', () => {
  it('groups as following the links does', () => {
    const link = fc.tuple(fc.nat(19), fc.nat(19));
    fc.assert(
      fc.property(fc.array(link, { maxLength: 30 }), (links) => {
        const groups = new UnionFind(20);
        const plain = Array.from({ length: 20 }, (_, at) => at);
        for (const [first, second] of links) {
          const [from, to] = [plain[first], plain[second]];
          expect(groups.union(first, second)).toBe(from !== to);
          for (const [at, group] of plain.entries()) {
            if (group === from || group === to) plain[at] = Math.min(from, to);
          }
        }
        expect([...groups.groups()]).toEqual(plain);
      }),
    );
  });
});

describe('MinHash clusters', () => {
  it('are all pairs above the threshold, nearly, and no others', async () => {
    const { texts } = makeKnownCopies(inventTexts(1, 60, 1000), {
      seed: 1,
      mostCopies: 3,
      mostEdits: 0.1,
    });
    const found = await findNearDuplicates(texts, settings);
    const plain = new UnionFind(texts.length);
    for (let second = 0; second < texts.length; second++) {
      for (let first = 0; first < second; first++) {
        const similarity = jaccard(found.shingles[first], found.shingles[second]);
        if (similarity >= settings.threshold) plain.union(first, second);
      }
    }
    const { precision, recall } = compareClusters(found.clusterOf, plain.groups());
    expect(precision).toBe(1);
    expect(recall).toBeGreaterThan(0.95);
    for (const { first, second, similarity } of found.links) {
      expect(similarity).toBe(jaccard(found.shingles[first], found.shingles[second]));
    }
  });

  it('compare few pairs of 20,000 texts', async () => {
    const originals = inventTexts(2, 10_000, 60);
    // Half are copies; and a thousand are all the same.
    const texts = [...originals, ...originals.slice(0, 9000)];
    for (let at = 0; at < 1000; at++) texts.push(originals[7]);
    const found = await findNearDuplicates(texts, { ...settings, bands: 8, rows: 4 });
    // Short texts may have the same words by chance, so there may be a link or two more.
    expect(found.links.length).toBeGreaterThanOrEqual(10_000);
    expect(found.comparisons).toBeLessThan(2 * texts.length);
  });

  it('need n − 1 comparisons for n copies, and few where all fall into one bucket', () => {
    const copies = new ClusterBuilder(1000, () => 1);
    for (let member = 0; member < 1000; member++) copies.add(member, 5);
    expect(copies.finish()).toMatchObject({ comparisons: 999 });
    const strangers = new ClusterBuilder(1000, () => null);
    for (let member = 0; member < 1000; member++) strangers.add(member, 5);
    expect(strangers.finish().comparisons).toBeLessThanOrEqual(32 * 1000);
  });

  it('leave texts without words alone', async () => {
    const found = await findNearDuplicates(['', '…', ' ', '!'], settings);
    expect([...found.clusterOf]).toEqual([0, 1, 2, 3]);
  });

  it('can be cancelled', async () => {
    const abort = new AbortController();
    const texts = inventTexts(3, 3000, 2000);
    const work = findNearDuplicates(texts, settings, {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('SimHash', () => {
  const { docs } = vectors.minhash;
  it('gives the recorded bits and distances', () => {
    const [a, b, c] = [docs.A, docs.B, docs.C].map(simHash);
    expect([a, b, c].map(toHex)).toEqual(Object.values(vectors.simhash.hex));
    expect(hammingDistance(a, b)).toBe(vectors.simhash.hamming.AB);
    expect(hammingDistance(a, c)).toBe(vectors.simhash.hamming.AC);
    expect(hammingDistance(b, c)).toBe(vectors.simhash.hamming.BC);
  });

  it('has a table in which any bits that differ in few places agree', () => {
    const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    const flips = fc.uniqueArray(fc.nat(63), { maxLength: 7 });
    fc.assert(
      fc.property(word, word, flips, (high, low, bits) => {
        let [otherHigh, otherLow] = [high, low];
        for (const bit of bits) {
          if (bit < 32) otherLow ^= 1 << bit;
          else otherHigh ^= 1 << (bit - 32);
        }
        const other = { high: otherHigh >>> 0, low: otherLow >>> 0 };
        expect(hammingDistance({ high, low }, other)).toBe(bits.length);
        const meet = tableMasks(bits.length).some(
          (mask) => ((high ^ otherHigh) & mask.high) === 0 && ((low ^ otherLow) & mask.low) === 0,
        );
        expect(meet).toBe(true);
      }),
    );
  });

  it('finds the clusters that comparing all pairs finds', async () => {
    const { texts } = makeKnownCopies(inventTexts(4, 200, 600), {
      seed: 2,
      mostCopies: 4,
      mostEdits: 0.03,
    });
    for (const distance of [0, 3, 6]) {
      const found = await findSimHashDuplicates(texts, distance);
      const plain = new UnionFind(texts.length);
      for (let second = 0; second < texts.length; second++) {
        for (let first = 0; first < second; first++) {
          const differing = hammingDistance(found.hashes[first], found.hashes[second]);
          if (differing <= distance) plain.union(first, second);
        }
      }
      expect([...found.clusterOf]).toEqual([...plain.groups()]);
      expect(found.links.length).toBeGreaterThan(20);
      expect(found.comparisons).toBeLessThan(tableMasks(distance).length * texts.length);
    }
  });
});
