/**
 * @file SimHash: a text as 64 bits, so that texts with nearly the same words have nearly the same bits
 * (Charikar 2002). Each bit is the majority of that bit in the hashes of all words. Texts whose
 * bits differ in at most d places are found without comparing all pairs (Manku, Jain & Das Sarma 2007):
 * cut into d + 3 blocks, such bits agree in at least 3 blocks, so one table for each choice of 3 blocks,
 * with their bits as the bucket, misses none.
 */
import { Pacer } from '../pacing';
import { ClusterBuilder, type Clusters } from './clusters';
import { fnv1a64, type Hash64 } from './fnv';
import { encodeWords } from './shingles';
import type { StageOptions } from './types';
import { splitWords } from './words';

/** Bit i is 1 if and only if more words have it than lack it; repeated words count each time. */
export function simHash(text: string): Hash64 {
  const { bytes, starts, ends } = encodeWords(splitWords(text));
  const sums = new Int32Array(64);
  for (const [at, start] of starts.entries()) {
    const { high, low } = fnv1a64(bytes, start, ends[at]);
    for (let bit = 0; bit < 32; bit++) {
      sums[bit] += 2 * ((low >>> bit) & 1) - 1;
      sums[bit + 32] += 2 * ((high >>> bit) & 1) - 1;
    }
  }
  const pack = (half: Int32Array) =>
    half.reduce((word, sum, bit) => word | (sum > 0 ? 1 << bit : 0), 0) >>> 0;
  return { high: pack(sums.subarray(32)), low: pack(sums.subarray(0, 32)) };
}

/** In how many of the 64 bits two hashes differ. */
export function hammingDistance(first: Hash64, second: Hash64): number {
  return countBits(first.high ^ second.high) + countBits(first.low ^ second.low);
}

/** Bits of a 32-bit word, summed in pairs, fours and eights (Warren, *Hacker's Delight*). */
function countBits(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Which bits the tables for a distance look at; one mask for each choice of 3 of its blocks. */
export function tableMasks(distance: number): Hash64[] {
  const blocks = distance + 3;
  const edges = Array.from({ length: blocks + 1 }, (_, at) => Math.round((64 * at) / blocks));
  const isIn = (block: number, bit: number) => bit >= edges[block] && bit < edges[block + 1];
  const masks: Hash64[] = [];
  for (let first = 0; first < blocks; first++) {
    for (let second = first + 1; second < blocks; second++) {
      for (let third = second + 1; third < blocks; third++) {
        let [high, low] = [0, 0];
        for (let bit = 0; bit < 64; bit++) {
          if (!isIn(first, bit) && !isIn(second, bit) && !isIn(third, bit)) continue;
          if (bit < 32) low |= 1 << bit;
          else high |= 1 << (bit - 32);
        }
        masks.push({ high: high >>> 0, low: low >>> 0 });
      }
    }
  }
  return masks;
}

/**
 * Clusters of texts whose hashes differ in at most `distance` bits. Texts without words are left alone.
 * A link's `similarity` is the share of equal bits. @throws LabError `cancelled`
 */
export async function findSimHashDuplicates(
  texts: readonly string[],
  distance: number,
  { signal, onProgress }: StageOptions = {},
): Promise<Clusters & { readonly hashes: readonly Hash64[] }> {
  const pacer = new Pacer(signal);
  const hashes: Hash64[] = [];
  for (const text of texts) {
    hashes.push(simHash(text));
    if (pacer.due()) {
      onProgress?.((0.8 * hashes.length) / texts.length);
      await pacer.pause();
    }
  }
  const builder = new ClusterBuilder(texts.length, (first, second) => {
    const differing = hammingDistance(hashes[first], hashes[second]);
    return differing > distance ? null : 1 - differing / 64;
  });
  const masks = tableMasks(distance);
  for (const [table, mask] of masks.entries()) {
    builder.nextTable();
    for (const [text, { high, low }] of hashes.entries()) {
      if (high === 0 && low === 0) continue;
      // Spread over 32 bits; two keys that fall together cost a comparison, no more.
      const key = Math.imul(high & mask.high, 0x9e3779b1) ^ Math.imul(low & mask.low, 0x85ebca6b);
      builder.add(text, key);
      if (pacer.due()) {
        onProgress?.(0.8 + (0.2 * table) / masks.length);
        await pacer.pause();
      }
    }
  }
  return { ...builder.finish(), hashes };
}
