/**
 * @file The lattice of a Unigram model: every way to cut a word into pieces, as edges from place to
 * place. The best way (Viterbi), the sum over all ways and how likely each edge is
 * (forward-backward), the n best, and random ones.
 * Paper: Kudo 2018 (1804.10959). Source: google/sentencepiece `src/unigram_model.cc` (`Lattice`).
 * The arrays are reused from word to word. Edges are ordered by start, then by end; of paths that are
 * equally good the one with the earlier edge wins, that is, the longer last piece.
 */
import type { Random } from '../../base/random';
import type { PieceTrie } from './piece-trie';

/** A character that no piece covers costs as much as the worst piece, and this much more. */
export const unknownPenalty = 10;
/** Stands for “no piece” in a path. */
export const unknownPiece = -1;

/** A way to cut the word: edges from left to right. */
export interface Path {
  edges: number[];
  score: number;
}

function logAdd(first: number, second: number): number {
  if (first === -Infinity) return second;
  const [low, high] = first < second ? [first, second] : [second, first];
  return high + Math.log1p(Math.exp(low - high));
}

export class WordLattice {
  /** Edges: UTF-16 offsets, piece (or −1) and log probability. */
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  pieces = new Int32Array(1024);
  scores = new Float64Array(1024);
  edgeCount = 0;
  private length = 0;
  private forward = new Float64Array(256);
  private backward = new Float64Array(256);
  /** The edge by which the best path comes to each place. */
  private arrivals = new Int32Array(256);

  /**
   * @param scores by piece
   * @param unknownScore of a character that is no piece of its own
   */
  build(word: string, trie: PieceTrie, scores: ArrayLike<number>, unknownScore: number): void {
    this.edgeCount = 0;
    this.length = word.length;
    if (this.forward.length <= word.length) {
      this.forward = new Float64Array(2 * word.length);
      this.backward = new Float64Array(2 * word.length);
      this.arrivals = new Int32Array(2 * word.length);
    }
    for (let start = 0; start < word.length;) {
      const next = start + ((word.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
      let single = false;
      trie.forEachAt(word, start, (piece, end) => {
        if (end === next) single = true;
        this.addEdge(start, end, piece, scores[piece]);
      });
      if (!single) this.addEdge(start, next, unknownPiece, unknownScore);
      start = next;
    }
  }

  /** The edges of the best path, from left to right. */
  best(): Path {
    const { forward, arrivals, starts, ends, scores, length } = this;
    forward.fill(-Infinity, 0, length + 1);
    forward[0] = 0;
    for (let edge = 0; edge < this.edgeCount; edge++) {
      const score = forward[starts[edge]] + scores[edge];
      if (score > forward[ends[edge]]) {
        forward[ends[edge]] = score;
        arrivals[ends[edge]] = edge;
      }
    }
    const edges: number[] = [];
    for (let at = length; at > 0; at = starts[arrivals[at]]) edges.push(arrivals[at]);
    return { edges: edges.reverse(), score: forward[length] };
  }

  /**
   * Log of the sum of the probabilities of all paths; afterwards `posterior` answers.
   * @param alpha exponent of the probabilities: 0 makes all paths equally likely
   */
  sum(alpha = 1): number {
    const { forward, backward, starts, ends, scores, length } = this;
    forward.fill(-Infinity, 0, length + 1);
    backward.fill(-Infinity, 0, length + 1);
    forward[0] = 0;
    backward[length] = 0;
    for (let edge = 0; edge < this.edgeCount; edge++) {
      const score = forward[starts[edge]] + alpha * scores[edge];
      forward[ends[edge]] = logAdd(forward[ends[edge]], score);
    }
    for (let edge = this.edgeCount - 1; edge >= 0; edge--) {
      const score = backward[ends[edge]] + alpha * scores[edge];
      backward[starts[edge]] = logAdd(backward[starts[edge]], score);
    }
    return forward[length];
  }

  /** Share of all paths, weighted by their probability, that use an edge; after `sum()`. */
  posterior(edge: number): number {
    const { forward, backward, starts, ends, scores, length } = this;
    return Math.exp(forward[starts[edge]] + scores[edge] + backward[ends[edge]] - forward[length]);
  }

  /** The best paths, best first, at most so many. */
  nBest(wanted: number): Path[] {
    interface Partial {
      score: number;
      edge: number;
      before: Partial | null;
    }
    const paths: Partial[][] = Array.from({ length: this.length + 1 }, () => []);
    const origin: Partial = { score: 0, edge: -1, before: null };
    paths[0].push(origin);
    for (let edge = 0; edge < this.edgeCount; edge++) {
      const target = paths[this.ends[edge]];
      for (const before of paths[this.starts[edge]]) {
        target.push({ score: before.score + this.scores[edge], edge, before });
      }
      // A stable sort: of equals the earlier edge stays first.
      target.sort((first, second) => second.score - first.score);
      target.length = Math.min(target.length, wanted);
    }
    return paths[this.length].map((last) => {
      const edges: number[] = [];
      for (let at = last; at.before !== null; at = at.before) edges.push(at.edge);
      return { edges: edges.reverse(), score: last.score };
    });
  }

  /** A random path, with probability proportional to its probability to the power of alpha. */
  sample(alpha: number, random: Random): number[] {
    this.sum(alpha);
    const { forward, starts, ends, scores } = this;
    const edges: number[] = [];
    for (let at = this.length; at > 0;) {
      let draw = random.float();
      let chosen = -1;
      for (let edge = 0; edge < this.edgeCount && draw >= 0; edge++) {
        if (ends[edge] !== at) continue;
        chosen = edge;
        draw -= Math.exp(forward[starts[edge]] + alpha * scores[edge] - forward[at]);
      }
      edges.push(chosen);
      at = starts[chosen];
    }
    return edges.reverse();
  }

  private addEdge(start: number, end: number, piece: number, score: number): void {
    if (this.edgeCount === this.starts.length) this.grow();
    const edge = this.edgeCount++;
    this.starts[edge] = start;
    this.ends[edge] = end;
    this.pieces[edge] = piece;
    this.scores[edge] = score;
  }

  private grow(): void {
    const { starts, ends, pieces, scores } = this;
    const size = 2 * starts.length;
    this.starts = new Int32Array(size);
    this.starts.set(starts);
    this.ends = new Int32Array(size);
    this.ends.set(ends);
    this.pieces = new Int32Array(size);
    this.pieces.set(pieces);
    this.scores = new Float64Array(size);
    this.scores.set(scores);
  }
}
