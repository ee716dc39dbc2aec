/**
 * @file What a decoding strategy is, and what a comparison of several reports while it runs.
 */

import type { z } from 'zod';
import type { Draw } from '../tensor/ops/sample';
import type { StopMatch } from './stops';
import type { BeamStep } from './beam/tree';
import type { strategySchema } from './strategies';

export type StrategyConfig = z.output<typeof strategySchema>;
export type StrategyKind = StrategyConfig['kind'];

export interface DecodingConfig {
  prompt: string;
  seed: number;
  maxTokens: number;
  /** Texts that end a column; none if left out. */
  stop?: string[];
  columns: StrategyConfig[];
}

/** What decoding knows of a model: what follows each of several sequences. */
export interface DecodingModel {
  /**
   * @param sequences non-empty, of any lengths; only the last ids that the context holds are seen
   * @param prefix so many first ids of each see each other, where the model was trained so; else 0
   */
  nextLogits(sequences: readonly (readonly number[])[], prefix?: number): Promise<Float32Array[]>;
  /** The same with the residual stream behind the logits, for strategies that look at it. */
  nextStates?(sequences: readonly (readonly number[])[], prefix?: number): Promise<NextState[]>;
  /** How many ids the context holds; any number if left out. */
  readonly contextLength?: number;
}

export interface NextState {
  /** Over the full vocabulary. */
  logits: Float32Array;
  /** `[width]`: the residual stream after the last norm. */
  hidden: Float32Array;
}

/** The same with the draw made where the model is. */
export interface DrawingModel {
  /** @param draws one for each sequence */
  nextTokens(sequences: readonly (readonly number[])[], draws: readonly Draw[]): Promise<number[]>;
}

/** One emitted token with what is needed to explain it. */
export interface DecodedToken {
  id: number;
  /** Probability under the model at temperature 1, before any cut. */
  probability: number;
  /** 0 for the most probable token. */
  rank: number;
  /** Logits over the full vocabulary from which it was chosen; sliders reuse them. */
  logits: Float32Array;
  /** What its strategy looked at besides the logits. */
  note?: TokenNote;
}

/** A candidate of contrastive search. */
export interface CandidateNote {
  id: number;
  /** Over the full vocabulary. */
  probability: number;
  /** Largest cosine with a hidden state before it, −1…1. */
  penalty: number;
  score: number;
}

export type TokenNote =
  | {
      kind: 'mirostat';
      /** The most surprise that was let through, in bits. */
      mu: number;
      /** Of this token, in bits. */
      surprise: number;
    }
  /** Most probable first. */
  | { kind: 'contrastive'; candidates: CandidateNote[] }
  | {
      kind: 'speculative';
      outcome: 'accepted' | 'resampled';
      /** The draft's guess: this token, or the one that it replaces. */
      guessed: number;
      /** The guess's probability after the chain, under the target and under the draft. */
      p: number;
      q: number;
      /** Null where the guess was looked up in the text. */
      draftLogits: Float32Array | null;
    }
  /** Nothing was guessed here: the token comes from the target alone. */
  | { kind: 'speculative'; outcome: 'bonus' }
  | { kind: 'guidance'; negativeLogits: Float32Array };

/** How the guesses of speculative decoding fared. */
export interface SpeculationFigures {
  /** Forward passes of the target. */
  passes: number;
  drafted: number;
  accepted: number;
}

export interface ColumnStatistics {
  /** Σ log p of the emitted tokens, natural logarithm, temperature 1, no cut. */
  logProbability: number;
  /** exp(−logProbability / tokens). */
  perplexity: number;
  /** Share of different n-grams among all n-grams, n = 1, 2, 3; 1 where there is none. */
  distinct: readonly [number, number, number];
  /** Share of 4-grams that stand earlier in the text too (Welleck et al. 2019); 0 where there is none. */
  repetition: number;
}

export type ColumnStatus = 'running' | 'end-of-text' | 'length' | 'stop' | 'cancelled';

/** Sent after every step. A beam column may change tokens that it sent before. */
export interface DecodingUpdate {
  column: number;
  tokens: DecodedToken[];
  status: ColumnStatus;
  statistics: ColumnStatistics;
  /** Where the column came to a stop sequence. */
  stopped?: StopMatch;
  /** Only for beam search: the hypotheses that are alive, best first. */
  beams?: { ids: number[]; logProbability: number; score: number }[];
  /** Only for beam search: its tree so far. */
  beamSteps?: BeamStep[];
  /** Only for speculative decoding. */
  speculation?: SpeculationFigures;
}
