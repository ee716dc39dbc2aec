/**
 * @file Shingles, MinHash and LSH against recorded vectors, exact arithmetic and theory.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import vectors from './fixtures/deduplication.json';
import { fnv1a32, fnv1a64, toHex } from './fnv';
import { candidateProbability, collidingBands, similarityThreshold } from './lsh';
import {
  drawHashFunctions,
  estimateSimilarity,
  sign,
  standardError,
  type HashFunctions,
} from './minhash';
import { jaccard, shinglesOf } from './shingles';

const { docs, ...minhash } = vectors.minhash;
const bytes = (text: string) => new TextEncoder().encode(text);

/** A set and one with `common` of its members. */
function drawSets(size: number, common: number): [Uint32Array, Uint32Array] {
  const random = new Random(size, common);
  const first = Uint32Array.from({ length: size }, () => random.uint32());
  return [first, first.map((member, at) => (at < common ? member : random.uint32()))];
}

const exactly = (first: Uint32Array, second: Uint32Array) =>
  jaccard(first.slice().sort(), second.slice().sort());

/** The vectors' generator of a and b. */
function recordedFunctions(count: number) {
  let state = 42n;
  const next = () => Number((state = (1664525n * state + 1013904223n) % 2n ** 32n));
  const multipliers = new Uint32Array(count);
  const offsets = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    multipliers[at] = (next() | 1) >>> 0;
    offsets[at] = next();
  }
  return { multipliers, offsets };
}

function signature(members: Uint32Array, functions: HashFunctions) {
  const result = new Uint32Array(functions.offsets.length);
  sign(members, functions, result);
  return result;
}

const shingles = {
  A: shinglesOf(docs.A, 3),
  B: shinglesOf(docs.B, 3),
  C: shinglesOf(docs.C, 3),
};

describe('hashes', () => {
  it('are FNV-1a', () => {
    expect(fnv1a32(bytes('abc'))).toBe(minhash.fnv1a32_abc);
    expect(toHex(fnv1a64(bytes('abc')))).toBe(vectors.simhash.fnv1a64_abc.slice(2));
    // From the reference page of its authors.
    expect(fnv1a32(bytes('foobar'))).toBe(0xbf9cf968);
    expect(toHex(fnv1a64(bytes('foobar')))).toBe('85944171f73967e8');
    expect(toHex(fnv1a64(bytes('')))).toBe('cbf29ce484222325');
  });

  it('carry between the halves as in exact arithmetic', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
        let hash = 0xcbf29ce484222325n;
        for (const byte of data) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) % 2n ** 64n;
        expect(toHex(fnv1a64(data))).toBe(hash.toString(16).padStart(16, '0'));
      }),
    );
  });
});

describe('MinHash', () => {
  it('gives the recorded signatures and estimates', () => {
    const functions = recordedFunctions(128);
    const [a, b, c] = [shingles.A, shingles.B, shingles.C].map((set) => signature(set, functions));
    expect([...a.slice(0, 8)]).toEqual(minhash.signature_A_first8);
    expect([...b.slice(0, 8)]).toEqual(minhash.signature_B_first8);
    expect(estimateSimilarity(a, b)).toBeCloseTo(minhash.estimate_k128.AB, 12);
    expect(estimateSimilarity(a, c)).toBe(minhash.estimate_k128.AC);
    expect(collidingBands(a, b, { bands: 32, rows: 4 }).length > 0).toBe(true);
    expect(collidingBands(a, b, { bands: 16, rows: 8 })).toEqual([]);
    expect(collidingBands(a, c, { bands: 32, rows: 4 })).toEqual([]);
  });

  it('knows the true similarity and its own error', () => {
    expect(shingles.A.length).toBe(minhash.n_shingles.A);
    expect(shingles.C.length).toBe(minhash.n_shingles.C);
    expect(jaccard(shingles.A, shingles.B)).toBeCloseTo(11 / 17, 12);
    expect(jaccard(shingles.A, shingles.C)).toBe(0);
    expect(standardError(11 / 17, 128)).toBeCloseTo(minhash.std_error_AB_k128, 12);
  });

  it('hashes as exact arithmetic does', () => {
    const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 5 }), word, word, (set, a, b) => {
        const functions = { multipliers: Uint32Array.of(a | 1), offsets: Uint32Array.of(b) };
        const exact = set.map(
          (member) => (BigInt((a | 1) >>> 0) * BigInt(member) + BigInt(b)) % 4294967311n,
        );
        // The few hashes above 2³² − 1 count as it.
        const least = [...exact, 2n ** 32n - 1n].reduce((first, second) =>
          first < second ? first : second,
        );
        expect(BigInt(signature(Uint32Array.from(set), functions)[0])).toBe(least);
      }),
      { numRuns: 2000 },
    );
  });

  it('estimates without bias, within its standard error', () => {
    const count = 20_000;
    const functions = drawHashFunctions(3, count);
    for (const common of [10, 50, 90]) {
      const [first, second] = drawSets(100, common);
      const exact = exactly(first, second);
      const estimate = estimateSimilarity(
        signature(first, functions),
        signature(second, functions),
      );
      expect(Math.abs(estimate - exact)).toBeLessThan(4 * standardError(exact, count));
    }
  });
});

describe('LSH', () => {
  const { s, ...curves } = vectors.s_curve;
  it.each([
    [450, 20, curves.lee_2021_450bands_x_20rows, curves.threshold_approx.b450r20],
    [20, 450, curves.misread_20bands_x_450rows, curves.threshold_approx.b20r450],
    [14, 8, curves.fineweb_14bands_x_8rows, curves.threshold_approx.b14r8],
  ])('has the recorded curve at %i bands of %i rows', (bands, rows, curve, threshold) => {
    const banding = { bands, rows };
    for (const [at, similarity] of s.entries()) {
      expect(candidateProbability(similarity, banding)).toBeCloseTo(curve[at], 9);
    }
    expect(similarityThreshold(banding)).toBeCloseTo(threshold, 10);
    expect(candidateProbability(0, banding)).toBe(0);
    expect(candidateProbability(1, banding)).toBe(1);
  });

  it('finds pairs as often as the curve says', () => {
    const banding = { bands: 8, rows: 4 };
    const [first, second] = drawSets(30, 21);
    const similarity = exactly(first, second);
    const trials = 2000;
    let found = 0;
    for (let seed = 0; seed < trials; seed++) {
      const functions = drawHashFunctions(seed, 32);
      const pair = [signature(first, functions), signature(second, functions)];
      if (collidingBands(pair[0], pair[1], banding).length > 0) found++;
    }
    const expected = candidateProbability(similarity, banding);
    expect(Math.abs(found / trials - expected)).toBeLessThan(4 * standardError(expected, trials));
  });
});
