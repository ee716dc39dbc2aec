/**
 * @file MinHash: a set as k numbers, its signature, so that the share of equal numbers of two signatures
 * estimates the Jaccard similarity of the sets (Broder 1997). Number i is the least hash of any member
 * under hash function i, h(x) = (a·x + b) mod p with p = 2³² + 15 (Carter & Wegman's universal hashing):
 * the members of the union are equally likely to be the least, and it is in both sets with
 * probability J. For such simple functions that is so only if the members look random, as hashes do.
 */
import { Random } from '../../base/random';

/** The least prime above 2³². */
const prime = 4294967311;
const two32 = 4294967296;

export interface HashFunctions {
  /** a, in [1, 2³²). */
  readonly multipliers: Uint32Array;
  /** b, in [0, 2³²). */
  readonly offsets: Uint32Array;
}

export function drawHashFunctions(seed: number, count: number): HashFunctions {
  const random = new Random(seed, 'minhash');
  const multipliers = new Uint32Array(count);
  const offsets = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    multipliers[at] = random.uint32() | 1;
    offsets[at] = random.uint32();
  }
  return { multipliers, offsets };
}

/**
 * @param members of the set, each in [0, 2³²)
 * @param signature is filled, `[k]`; all 2³² − 1 for the empty set (the 15 hashes above that, one in
 * 300 million, count as it)
 */
export function sign(
  members: Uint32Array,
  { multipliers, offsets }: HashFunctions,
  signature: Uint32Array,
): void {
  signature.fill(two32 - 1);
  for (const member of members) {
    for (let at = 0; at < multipliers.length; at++) {
      const multiplier = multipliers[at];
      // a·x = high · 2³² + low. The product in floating point is a little off, but not its high half
      // once the exact low half is taken away. 2³² mod p is −15.
      const low = Math.imul(multiplier, member) >>> 0;
      const high = Math.floor((multiplier * member - low) / two32 + 0.5);
      const value = low + offsets[at] - 15 * high;
      const hash = value - Math.floor(value / prime) * prime;
      if (hash < signature[at]) signature[at] = hash;
    }
  }
}

/** The share of places where two signatures agree, which estimates their sets' similarity. */
export function estimateSimilarity(first: Uint32Array, second: Uint32Array): number {
  let equal = 0;
  for (let at = 0; at < first.length; at++) if (first[at] === second[at]) equal++;
  return equal / first.length;
}

/** Standard error of that estimate at similarity `jaccard` with k hash functions. */
export function standardError(jaccard: number, k: number): number {
  return Math.sqrt((jaccard * (1 - jaccard)) / k);
}
