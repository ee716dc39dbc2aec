/**
 * @file Byte-level BPE, the encoding half: each pre-token's bytes, then again and again the merge of
 * lowest rank that applies, at all of its places, until none does. This is not the longest match and
 * not the fewest tokens.
 * Papers: Sennrich, Haddow & Birch 2015 (1508.07909); Radford et al. 2019 (bytes, pre-tokens).
 * Ids: 0 ends a document, 1 … 256 are the bytes in alphabet order, 257 + r is the merge of rank r.
 */
import { bytesInAlphabetOrder } from './byte-alphabet';
import { ByteLevelTokenizer } from './byte-level';
import { preTokenize } from './pre-tokenize';

/** Ids of the left and the right part of a merge. */
export type Pair = readonly [left: number, right: number];

export const firstMergeId = 257;

/** A pair as one number, so that it can be a key of a Map. Holds for vocabularies below 2²⁰. */
export function pairKey(left: number, right: number): number {
  return left * 0x100000 + right;
}

export function pairOfKey(key: number): Pair {
  return [Math.floor(key / 0x100000), key % 0x100000];
}

/** Id of each byte. */
const byteIds: readonly number[] = (() => {
  const ids = new Array<number>(256).fill(0);
  for (const [index, byte] of bytesInAlphabetOrder.entries()) ids[byte] = index + 1;
  return ids;
})();

const encoder = new TextEncoder();

/** The text's bytes as ids, before any merge. */
export function textToByteIds(text: string): number[] {
  return Array.from(encoder.encode(text), (byte) => byteIds[byte]);
}

/** Replaces the pair by `merged` at all its places, from the left: `aaa` becomes `(aa) a`. */
export function mergePair(ids: readonly number[], [left, right]: Pair, merged: number): number[] {
  const result: number[] = [];
  for (let at = 0; at < ids.length; at++) {
    if (ids[at] === left && ids[at + 1] === right) {
      result.push(merged);
      at++;
    } else {
      result.push(ids[at]);
    }
  }
  return result;
}

function tokenBytes(merges: readonly Pair[]): Uint8Array[] {
  const tokens = [new Uint8Array(0), ...bytesInAlphabetOrder.map((byte) => Uint8Array.of(byte))];
  for (const [left, right] of merges) {
    const bytes = new Uint8Array(tokens[left].length + tokens[right].length);
    bytes.set(tokens[left]);
    bytes.set(tokens[right], tokens[left].length);
    tokens.push(bytes);
  }
  return tokens;
}

// Words repeat, so nearly every pre-token is found in the cache. It is emptied when full.
const cacheEntries = 50_000;
const cachedLength = 64;

export class BpeTokenizer extends ByteLevelTokenizer {
  readonly kind = 'bpe';
  private readonly mergedIds = new Map<number, number>();
  private readonly cache = new Map<string, readonly number[]>();

  /** @param merges in the order in which they were learned; each may use the ids of those before */
  constructor(readonly merges: readonly Pair[]) {
    super(tokenBytes(merges));
    for (const [rank, [left, right]] of merges.entries()) {
      this.mergedIds.set(pairKey(left, right), firstMergeId + rank);
    }
  }

  encode(text: string): number[] {
    const ids: number[] = [];
    for (const preToken of preTokenize(text)) {
      for (const id of this.encodePreToken(preToken)) ids.push(id);
    }
    return ids;
  }

  private encodePreToken(preToken: string): readonly number[] {
    const cached = this.cache.get(preToken);
    if (cached !== undefined) return cached;
    const ids = this.mergeAll(textToByteIds(preToken));
    if (preToken.length <= cachedLength) {
      if (this.cache.size >= cacheEntries) this.cache.clear();
      this.cache.set(preToken, ids);
    }
    return ids;
  }

  /** Ids grow with rank, so the lowest rank is the lowest merged id. */
  private mergeAll(ids: number[]): number[] {
    for (;;) {
      let lowest = Infinity;
      let pair: Pair = [0, 0];
      for (let at = 0; at + 1 < ids.length; at++) {
        const merged = this.mergedIds.get(pairKey(ids[at], ids[at + 1]));
        if (merged !== undefined && merged < lowest) {
          lowest = merged;
          pair = [ids[at], ids[at + 1]];
        }
      }
      if (lowest === Infinity) return ids;
      ids = mergePair(ids, pair, lowest);
    }
  }
}
