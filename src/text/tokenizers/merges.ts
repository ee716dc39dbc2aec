/**
 * @file Merges: what BPE learns. Applying them means: as long as any pair of neighbours has a merge,
 * the one of lowest rank is merged, the leftmost first. This is not the longest match and not the
 * fewest tokens.
 * Paper: Sennrich, Haddow & Birch 2015 (1508.07909).
 * Rarely two merges make the same string (`aa`+`aaa` and `aaa`+`aa`); both then make the same token,
 * as in Hugging Face's trainer, so a merge's rank is not simply its token's id.
 */
import { Heap } from './heap';
import { PairTable } from './pair-table';

/** Ids of the left and the right part of a merge. */
export type Pair = readonly [left: number, right: number];

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

/**
 * Gives the merges' tokens their names and ids.
 * @param first what the vocabulary starts with, in the order of the ids
 */
export function nameMerges(
  first: readonly string[],
  merges: readonly Pair[],
): { tokens: string[]; mergedIds: number[] } {
  const tokens = [...first];
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const mergedIds = merges.map(([left, right]) => {
    const name = tokens[left] + tokens[right];
    const known = ids.get(name);
    if (known !== undefined) return known;
    ids.set(name, tokens.length);
    return tokens.push(name) - 1;
  });
  return { tokens, mergedIds };
}

const none = 0x7fffffff;
/** Above this many symbols a heap finds the next merge faster than looking at all pairs. */
const longWord = 128;

/** Symbols of one word, reused from word to word. */
export class Symbols {
  ids = new Int32Array(256);
  length = 0;

  push(id: number): void {
    if (this.length === this.ids.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.ids);
      this.ids = larger;
    }
    this.ids[this.length++] = id;
  }
}

export class MergeTable {
  private readonly ranks: PairTable;
  private rankAt = new Int32Array(longWord);

  /** @param mergedIds the token that each merge makes */
  constructor(
    merges: readonly Pair[],
    private readonly mergedIds: readonly number[],
  ) {
    this.ranks = new PairTable(merges.length);
    for (const [rank, [left, right]] of merges.entries()) this.ranks.set(left, right, rank);
  }

  /** Applies all merges to the symbols of one word, in place. */
  apply(symbols: Symbols): void {
    if (symbols.length > longWord) this.applyToLong(symbols);
    else this.applyToShort(symbols);
  }

  private rank(left: number, right: number): number {
    const rank = this.ranks.get(left, right);
    return rank < 0 ? none : rank;
  }

  private applyToShort(symbols: Symbols): void {
    const { ids } = symbols;
    const { rankAt } = this;
    let { length } = symbols;
    for (let at = 0; at + 1 < length; at++) rankAt[at] = this.rank(ids[at], ids[at + 1]);
    while (length > 1) {
      let best = 0;
      for (let at = 1; at + 1 < length; at++) if (rankAt[at] < rankAt[best]) best = at;
      if (rankAt[best] === none) break;
      ids[best] = this.mergedIds[rankAt[best]];
      length--;
      for (let at = best + 1; at < length; at++) {
        ids[at] = ids[at + 1];
        rankAt[at] = rankAt[at + 1];
      }
      if (best > 0) rankAt[best - 1] = this.rank(ids[best - 1], ids[best]);
      if (best + 1 < length) rankAt[best] = this.rank(ids[best], ids[best + 1]);
    }
    symbols.length = length;
  }

  /** The symbols as a linked list, the possible merges on a heap; n log n. */
  private applyToLong(symbols: Symbols): void {
    const { ids, length } = symbols;
    const next = Int32Array.from({ length }, (_, at) => at + 1);
    const previous = Int32Array.from({ length }, (_, at) => at - 1);
    const heap = new Heap<{ rank: number; at: number }>((first, second) =>
      first.rank === second.rank ? first.at < second.at : first.rank < second.rank,
    );
    const offer = (at: number) => {
      if (at < 0 || next[at] >= length) return;
      const rank = this.rank(ids[at], ids[next[at]]);
      if (rank !== none) heap.push({ rank, at });
    };
    for (let at = 0; at < length; at++) offer(at);
    for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
      const { rank, at } = top;
      // The pair may have changed since it was offered.
      if (ids[at] < 0 || next[at] >= length || this.rank(ids[at], ids[next[at]]) !== rank) continue;
      const right = next[at];
      ids[at] = this.mergedIds[rank];
      ids[right] = -1;
      next[at] = next[right];
      if (next[at] < length) previous[next[at]] = at;
      offer(previous[at]);
      offer(at);
    }
    let end = 0;
    for (let at = 0; at < length; at = next[at]) ids[end++] = ids[at];
    symbols.length = end;
  }
}
