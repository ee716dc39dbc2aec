/**
 * @file Which row of a key/value cache holds which token of which sequence: a tree of the sequences
 * seen, so that what they have in common is computed and kept once (RadixAttention, Zheng et al. 2023,
 * arXiv 2312.07104, with one token per node). Rows least lately used are given up first.
 */

interface PrefixNode {
  /** Its token; of the first one of a prompt that is read whole, all of the prompt. */
  key: number | string;
  row: number;
  parent: PrefixNode | null;
  children: Map<number | string, PrefixNode>;
  lastUsed: number;
}

export interface ClaimedRows {
  /** The cache row of each token of the sequence. */
  rows: number[];
  /** Keys and values are there for the tokens before this one. */
  known: number;
}

export class PrefixCache {
  private root = newNode(-1, -1, null);
  private free: number[] = [];
  private nodes = new Set<PrefixNode>();
  private clock = 0;

  /** @param capacity number of rows */
  constructor(readonly capacity: number) {
    this.clear();
  }

  /** Forgets everything, as is due when the weights change. */
  clear(): void {
    this.root = newNode(-1, -1, null);
    this.nodes.clear();
    this.free = Array.from({ length: this.capacity }, (_, index) => this.capacity - 1 - index);
  }

  /** Begins a new batch: what earlier batches used may be given up from now on. */
  beginBatch(): void {
    this.clock += 1;
  }

  /**
   * Rows for a sequence; those that are new are for the caller to fill before the next claim's batch.
   * @param prefix so many first tokens see each other: their keys and values are those of this prompt
   *   alone, and are shared with no other, be it longer or shorter
   * @returns null if the batch holds no more
   */
  claim(ids: readonly number[], prefix = 0): ClaimedRows | null {
    const rows: number[] = [];
    const added: PrefixNode[] = [];
    let node = this.root;
    let known = 0;
    for (const [place, token] of ids.entries()) {
      const key = place === 0 && prefix > 0 ? ids.slice(0, prefix).join() : token;
      let child = node.children.get(key);
      if (child) {
        if (known === rows.length) known += 1;
      } else {
        const row = this.freeRow();
        if (row === null) {
          added.reverse().forEach((leaf) => this.free.push(this.remove(leaf)));
          return null;
        }
        child = newNode(key, row, node);
        node.children.set(key, child);
        this.nodes.add(child);
        added.push(child);
      }
      child.lastUsed = this.clock;
      rows.push(child.row);
      node = child;
    }
    return { rows, known };
  }

  private freeRow(): number | null {
    const row = this.free.pop();
    if (row !== undefined) return row;
    let oldest: PrefixNode | null = null;
    for (const node of this.nodes) {
      const isIdle = node.children.size === 0 && node.lastUsed < this.clock;
      if (isIdle && (!oldest || node.lastUsed < oldest.lastUsed)) oldest = node;
    }
    return oldest && this.remove(oldest);
  }

  /** @returns the row that is free now */
  private remove(leaf: PrefixNode): number {
    leaf.parent?.children.delete(leaf.key);
    this.nodes.delete(leaf);
    return leaf.row;
  }
}

function newNode(key: number | string, row: number, parent: PrefixNode | null): PrefixNode {
  return { key, row, parent, children: new Map(), lastUsed: 0 };
}
