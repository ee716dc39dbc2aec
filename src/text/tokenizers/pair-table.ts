/**
 * @file A hash table from pairs of small whole numbers to a number, in typed arrays: open addressing
 * with linear probing. For pairs of token ids, and for the edges (node, symbol) → node of a trie.
 */

const free = -1;

export class PairTable {
  private lefts: Int32Array;
  private rights: Int32Array;
  private values: Int32Array;
  private mask: number;
  private entries = 0;

  /** @param expected how many pairs will come; more are taken too */
  constructor(expected = 0) {
    let size = 64;
    while (size < 2 * expected) size *= 2;
    this.mask = size - 1;
    this.lefts = new Int32Array(size).fill(free);
    this.rights = new Int32Array(size);
    this.values = new Int32Array(size);
  }

  get size(): number {
    return this.entries;
  }

  /** The value of a pair, or −1. */
  get(left: number, right: number): number {
    const { lefts, rights, mask } = this;
    let slot = hash(left, right) & mask;
    for (;;) {
      if (lefts[slot] === left && rights[slot] === right) return this.values[slot];
      if (lefts[slot] === free) return -1;
      slot = (slot + 1) & mask;
    }
  }

  /** @param left not negative */
  set(left: number, right: number, value: number): void {
    if (2 * this.entries >= this.mask) this.grow();
    const slot = this.find(left, right);
    if (this.lefts[slot] === free) {
      this.entries++;
      this.lefts[slot] = left;
      this.rights[slot] = right;
    }
    this.values[slot] = value;
  }

  /** The slot of a pair, or the free one where it belongs. */
  private find(left: number, right: number): number {
    let slot = hash(left, right) & this.mask;
    while (
      this.lefts[slot] !== free &&
      (this.lefts[slot] !== left || this.rights[slot] !== right)
    ) {
      slot = (slot + 1) & this.mask;
    }
    return slot;
  }

  private grow(): void {
    const { lefts, rights, values } = this;
    const size = 2 * lefts.length;
    this.mask = size - 1;
    this.lefts = new Int32Array(size).fill(free);
    this.rights = new Int32Array(size);
    this.values = new Int32Array(size);
    for (let old = 0; old < lefts.length; old++) {
      if (lefts[old] === free) continue;
      const slot = this.find(lefts[old], rights[old]);
      this.lefts[slot] = lefts[old];
      this.rights[slot] = rights[old];
      this.values[slot] = values[old];
    }
  }
}

function hash(left: number, right: number): number {
  let mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  mixed ^= mixed >>> 15;
  return Math.imul(mixed, 0x2c1b3c6d) >>> 7;
}
