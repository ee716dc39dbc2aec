/**
 * @file What can be watched while a tokenizer learns, and the lattice of a Unigram model. An observer
 * is given to `trainTokenizer` (or `learnMerges`, `trainUnigram`) with the other options; training
 * without one pays nothing. What an event holds is the trainer's own memory: copy what is kept.
 */
import type { ReadOptions } from '../types';

/** What BPE and WordPiece learn merges from, told once, before the first merge. */
export interface MergeStart {
  /** The distinct pre-tokens, normalised, and how often each occurs. */
  words: readonly string[];
  counts: readonly number[];
  /** The ids of each word's first symbols (bytes or characters). */
  symbols: readonly (readonly number[])[];
  /** How each id so far is written in the vocabulary (`Ġ` for a space of a byte-level one, `##a`). */
  tokens: readonly string[];
}

/** Two neighbours that might be merged. */
export interface PairCandidate {
  left: number;
  right: number;
  /** How often they stand side by side in the text. */
  count: number;
  /** What the trainer ranks by: the count, or WordPiece's count ÷ (count of left × count of right). */
  score: number;
}

/** One merge that was learned. */
export interface MergeEvent extends PairCandidate {
  /** From 0. */
  rank: number;
  /** Id of the new token. */
  merged: number;
  /** The best pairs at that moment, best first; the first is the one that was merged. */
  candidates: readonly PairCandidate[];
}

export interface MergeObserver {
  /** How many of the best pairs each event tells, at least 1. */
  candidates: number;
  onStart?(start: MergeStart): void;
  onMerge(event: MergeEvent): void;
}

/** A piece of a Unigram vocabulary; the score is its log probability, in nats. */
export interface ScoredPiece {
  /** With `▁` for a space. */
  piece: string;
  score: number;
}

/**
 * - `seed`: the first, far too large vocabulary.
 * - `em`: after one expectation and one maximisation step; `expectedCounts` and `objective` are told.
 * - `prune`: after the pieces of smallest loss were dropped; `losses` belong to `candidates`.
 * - `final`: the vocabulary that was asked for.
 */
export type UnigramPhase = 'seed' | 'em' | 'prune' | 'final';

export interface UnigramRound {
  /** From 0; one round is two EM steps and a pruning. */
  round: number;
  phase: UnigramPhase;
  /** The vocabulary after this phase. */
  pieces: readonly ScoredPiece[];
  /** Of `em`: how often each of `pieces` is expected in the text; else null. */
  expectedCounts: Float64Array | null;
  /** Of `prune`: the vocabulary before it; else null. */
  candidates: readonly ScoredPiece[] | null;
  /**
   * Of `prune`: for each of `candidates` how much log likelihood per word of the text is lost
   * without it, in nats; Infinity for pieces that cannot be spared. Else null.
   */
  losses: Float64Array | null;
  /** Of `em`: mean negative log likelihood of a word before this step, in nats; else null. */
  objective: number | null;
}

export interface UnigramObserver {
  onRound(event: UnigramRound): void;
}

export interface TrainOptions extends ReadOptions {
  /** For the kinds that learn merges: `bpe`, `character-bpe`, `sentencepiece-bpe`, `wordpiece`. */
  merges?: MergeObserver;
  /** For `unigram`. */
  unigram?: UnigramObserver;
}

/** One way to cover a stretch of the text with a piece. */
export interface LatticeNode {
  /** Id in the vocabulary; that of the unknown token where no piece covers the character. */
  id: number;
  /** The covered text, with `▁` for a space. */
  piece: string;
  /** UTF-16 offsets into the lattice's text. */
  start: number;
  end: number;
  /** Log probability, in nats. */
  score: number;
  /** Share of all segmentations, weighted by their probability, that use this node. */
  posterior: number;
  /** Whether the best segmentation uses it. */
  best: boolean;
}

/** All segmentations of a text at once. */
export interface Lattice {
  /** The text as the model reads it: normalised, `▁` for a space. */
  text: string;
  /** By start, then by end. */
  nodes: readonly LatticeNode[];
  /** Log of the sum of the probabilities of all segmentations, in nats. */
  logPartition: number;
  /** Log probability of the best segmentation, in nats. */
  bestScore: number;
}
