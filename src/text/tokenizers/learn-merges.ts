/**
 * @file Learning merges: merge the best pair of neighbours, again and again. By count this is BPE,
 * equal to Hugging Face's `BpeTrainer`; by likelihood, count of the pair ÷ (count of left × count of
 * right), it is WordPiece: that merge raises the likelihood of the text under a unigram model most.
 * **Ties go to the pair of smallest ids.**
 * Papers: Sennrich, Haddow & Birch 2015 (1508.07909); Schuster & Nakajima 2012.
 * Source: huggingface/tokenizers `tokenizers/src/models/bpe/trainer.rs`.
 * Pairs are counted once; a merge then visits only its own places. Scores on the heap may be out of
 * date: one that was too high is put back with the right score when it is popped (lazy deletion),
 * and one that has risen is pushed again at once.
 */
import { Pacer } from '../pacing';
import type { ReadOptions, WordPieceScore } from '../types';
import { Heap } from './heap';
import type { Pair } from './merges';
import type { MergeObserver, PairCandidate } from './observe';
import { PairTable } from './pair-table';

export interface LearnOptions extends ReadOptions {
  score?: WordPieceScore;
  /** What the merge of two tokens is called; by default both names joined. */
  join?: (left: string, right: string) => string;
  /** Names that must not be made. */
  forbidden?: ReadonlySet<string>;
  observer?: MergeObserver;
}

interface Candidate {
  pair: number;
  count: number;
  score: number;
}

const boundary = -1;

/**
 * Learns merges from words with counts.
 * @param words the ids of each word's symbols
 * @param counts how often each word occurs
 * @param tokens names of the ids so far, all different; the new ones are added
 * @param size learn until there are so many tokens, or no pair is left
 */
export async function learnMerges(
  words: readonly (readonly number[])[],
  counts: readonly number[],
  tokens: string[],
  size: number,
  options: LearnOptions = {},
): Promise<Pair[]> {
  const { score = 'frequency', join = (left, right) => left + right, observer } = options;
  const pacer = new Pacer(options.signal);
  const text = new SymbolText(words, counts);
  const pairs = new PairCounts(score === 'likelihood');
  const heap = new Heap<Candidate>((first, second) => {
    if (first.score !== second.score) return first.score > second.score;
    return pairs.isBefore(first.pair, second.pair);
  });
  const candidate = (pair: number): Candidate => ({
    pair,
    count: pairs.counts[pair],
    score: pairs.score(pair),
  });

  for (let at = 0; at < text.length; at++) {
    if (text.symbols[at] === boundary) continue;
    pairs.addSymbol(text.symbols[at], text.weights[at]);
    const next = text.next(at);
    if (text.symbols[next] !== boundary) {
      pairs.add(text.symbols[at], text.symbols[next], at, text.weights[at]);
    }
    if (at % 4096 === 0 && pacer.due()) await pacer.pause();
  }
  for (let pair = 0; pair < pairs.size; pair++) heap.push(candidate(pair));

  /** The best pair, taken off the heap. */
  const popBest = (): Candidate | undefined => {
    for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
      if (pairs.counts[top.pair] < 1) continue;
      const now = candidate(top.pair);
      if (now.score === top.score && now.count === top.count) return top;
      heap.push(now);
    }
    return undefined;
  };
  /** A pair that was popped, and the best after it, which stay on the heap. */
  const bestAfter = (first: Candidate, wanted: number): PairCandidate[] => {
    const best = [first];
    while (best.length < wanted) {
      const top = popBest();
      if (top === undefined) break;
      if (best.every(({ pair }) => pair !== top.pair)) best.push(top);
    }
    for (const each of best.slice(1)) heap.push(each);
    return best.map(({ pair, count, score }) => ({ ...pairs.sides(pair), count, score }));
  };

  const ids = new Map(tokens.map((token, id) => [token, id]));
  const start = tokens.length;
  const merges: Pair[] = [];
  while (tokens.length < size) {
    const best = popBest();
    if (best === undefined) break;
    const { left, right } = pairs.sides(best.pair);
    const name = join(tokens[left], tokens[right]);
    if (options.forbidden?.has(name)) {
      pairs.counts[best.pair] = 0;
      continue;
    }
    const merged = ids.get(name) ?? tokens.push(name) - 1;
    ids.set(name, merged);
    if (observer) {
      const { count, score: won } = best;
      const candidates = bestAfter(best, observer.candidates);
      observer.onMerge({ left, right, count, score: won, rank: merges.length, merged, candidates });
    }
    merges.push([left, right]);

    const changed = new Set<number>();
    const places = pairs.takePlaces(best.pair);
    for (const [index, at] of places.entries()) {
      const next = text.next(at);
      if (text.symbols[at] !== left || text.symbols[next] !== right) continue;
      const weight = text.weights[at];
      const [before, after] = [text.previous(at), text.next(next)];
      const [symbolBefore, symbolAfter] = [text.symbols[before], text.symbols[after]];
      text.join(at, next, merged);
      pairs.merge(left, right, merged, weight);
      if (symbolBefore !== boundary) {
        pairs.remove(symbolBefore, left, weight);
        changed.add(pairs.add(symbolBefore, merged, before, weight));
      }
      if (symbolAfter !== boundary) {
        pairs.remove(right, symbolAfter, weight);
        changed.add(pairs.add(merged, symbolAfter, at, weight));
      }
      if (index % 256 === 0 && pacer.due()) await pacer.pause();
    }
    pairs.counts[best.pair] = 0;
    // Rarer parts make their other pairs more telling.
    if (score === 'likelihood') {
      for (const pair of pairs.with(left)) changed.add(pair);
      for (const pair of pairs.with(right)) changed.add(pair);
    }
    for (const pair of changed) if (pairs.counts[pair] > 0) heap.push(candidate(pair));
    if (pacer.due()) {
      options.onProgress?.((tokens.length - start) / (size - start));
      await pacer.pause();
    }
  }
  options.onProgress?.(1);
  return merges;
}

/**
 * All words one after the other, a boundary before, between and after them. A merged symbol stands at
 * its first cell; its length stands at its first and at its last, so neighbours are found both ways.
 */
class SymbolText {
  readonly symbols: Int32Array;
  /** How often the word at each cell occurs. */
  readonly weights: Float64Array;
  private readonly spans: Int32Array;

  constructor(words: readonly (readonly number[])[], counts: readonly number[]) {
    const length = words.reduce((sum, word) => sum + word.length + 1, 1);
    this.symbols = new Int32Array(length).fill(boundary);
    this.weights = new Float64Array(length);
    this.spans = new Int32Array(length).fill(1);
    let at = 1;
    for (const [word, ids] of words.entries()) {
      this.symbols.set(ids, at);
      this.weights.fill(counts[word], at, at + ids.length);
      at += ids.length + 1;
    }
  }

  get length(): number {
    return this.symbols.length;
  }

  next(at: number): number {
    return at + this.spans[at];
  }

  previous(at: number): number {
    return at - this.spans[at - 1];
  }

  join(left: number, right: number, merged: number): void {
    const span = this.spans[left] + this.spans[right];
    this.symbols[right] = boundary;
    this.symbols[left] = merged;
    this.spans[left] = span;
    this.spans[left + span - 1] = span;
  }
}

/** Counts of pairs and symbols, and where each pair was seen; it may be gone from there since. */
class PairCounts {
  readonly counts: number[] = [];
  private readonly indices = new PairTable(4096);
  private readonly lefts: number[] = [];
  private readonly rights: number[] = [];
  private readonly places: number[][] = [];
  private readonly symbolCounts: number[] = [];
  private readonly pairsOfSymbol: number[][] = [];

  /** @param byLikelihood otherwise by frequency, and no pairs of symbols are remembered */
  constructor(private readonly byLikelihood: boolean) {}

  get size(): number {
    return this.counts.length;
  }

  add(left: number, right: number, at: number, weight: number): number {
    let pair = this.indices.get(left, right);
    if (pair < 0) {
      pair = this.counts.push(0) - 1;
      this.indices.set(left, right, pair);
      this.lefts.push(left);
      this.rights.push(right);
      this.places.push([]);
      if (this.byLikelihood) {
        (this.pairsOfSymbol[left] ??= []).push(pair);
        (this.pairsOfSymbol[right] ??= []).push(pair);
      }
    }
    this.counts[pair] += weight;
    this.places[pair].push(at);
    return pair;
  }

  remove(left: number, right: number, weight: number): void {
    const pair = this.indices.get(left, right);
    if (pair >= 0) this.counts[pair] -= weight;
  }

  addSymbol(symbol: number, weight: number): void {
    this.symbolCounts[symbol] = (this.symbolCounts[symbol] ?? 0) + weight;
  }

  merge(left: number, right: number, merged: number, weight: number): void {
    this.addSymbol(left, -weight);
    this.addSymbol(right, -weight);
    this.addSymbol(merged, weight);
  }

  /** The places of a pair that is about to be merged everywhere, from left to right. */
  takePlaces(pair: number): number[] {
    const places = this.places[pair];
    this.places[pair] = [];
    // They come in order unless a token was made by two merges.
    if (places.some((at, index) => index > 0 && places[index - 1] > at)) {
      places.sort((first, second) => first - second);
    }
    return places;
  }

  score(pair: number): number {
    const count = this.counts[pair];
    if (!this.byLikelihood) return count;
    return count / (this.symbolCounts[this.lefts[pair]] * this.symbolCounts[this.rights[pair]]);
  }

  sides(pair: number): { left: number; right: number } {
    return { left: this.lefts[pair], right: this.rights[pair] };
  }

  with(symbol: number): readonly number[] {
    return this.pairsOfSymbol[symbol] ?? [];
  }

  isBefore(first: number, second: number): boolean {
    const [left, otherLeft] = [this.lefts[first], this.lefts[second]];
    return left === otherLeft ? this.rights[first] < this.rights[second] : left < otherLeft;
  }
}
