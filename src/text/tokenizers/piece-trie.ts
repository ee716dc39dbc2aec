/** @file A trie of strings by UTF-16 units: which pieces start at a place of a text. */
import { PairTable } from './pair-table';

const root = 0;

export class PieceTrie {
  private readonly edges: PairTable;
  /** The piece that ends at each node, or −1. */
  private readonly ends: number[] = [-1];

  /** @param expectedUnits of all pieces together */
  constructor(expectedUnits = 0) {
    this.edges = new PairTable(expectedUnits);
  }

  /** @param id not negative */
  add(piece: string, id: number): void {
    let node = root;
    for (let at = 0; at < piece.length; at++) {
      const unit = piece.charCodeAt(at);
      let next = this.edges.get(node, unit);
      if (next < 0) {
        next = this.ends.push(-1) - 1;
        this.edges.set(node, unit, next);
      }
      node = next;
    }
    this.ends[node] = id;
  }

  /** Calls `visit` with each piece that starts at `start`, the shortest first. */
  forEachAt(text: string, start: number, visit: (id: number, end: number) => void): void {
    let node = root;
    for (let at = start; at < text.length; at++) {
      node = this.edges.get(node, text.charCodeAt(at));
      if (node < 0) return;
      if (this.ends[node] >= 0) visit(this.ends[node], at + 1);
    }
  }

  longest(text: string, start: number): { id: number; end: number } | null {
    let found: { id: number; end: number } | null = null;
    let node = root;
    for (let at = start; at < text.length; at++) {
      node = this.edges.get(node, text.charCodeAt(at));
      if (node < 0) break;
      if (this.ends[node] >= 0) found = { id: this.ends[node], end: at + 1 };
    }
    return found;
  }
}
