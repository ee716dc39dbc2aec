/**
 * @file Contrastive search (Su et al. 2022, arXiv 2202.06417): of the k most probable tokens, the one
 * with the best (1 − α) · p − α · penalty, where the penalty is the largest cosine between the hidden
 * state that the token would have and those of all tokens before it. No chance in it. A hidden state
 * is the residual stream after the last norm, as the model gave it when the token was new.
 */
import { z } from 'zod';
import { likeliestIds, softmax } from '../../base/distribution';
import type { CandidateNote, StrategyConfig } from '../types';
import type { Answer, Column, ColumnOptions, Question } from './column';
import { Written } from './written';

export type ContrastiveConfig = Extract<StrategyConfig, { kind: 'contrastive' }>;

export const contrastiveFields = {
  /** Candidates. */
  k: z.int().min(1).max(16).default(4),
  /** 0 looks at the probability alone, which is greedy; 1 at the penalty alone. */
  alpha: z.number().min(0).max(1).default(0.6),
};

/** Cosine of two vectors; 0 if one of them is zero. */
function cosine(left: Float32Array, right: Float32Array): number {
  let product = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (let index = 0; index < left.length; index++) {
    product += left[index] * right[index];
    leftSquares += left[index] ** 2;
    rightSquares += right[index] ** 2;
  }
  const lengths = Math.sqrt(leftSquares * rightSquares);
  return lengths === 0 ? 0 : product / lengths;
}

/**
 * @param candidates with their probabilities over the full vocabulary and hidden states
 * @param past hidden states of all tokens before, at least one
 */
export function contrastiveScores(
  candidates: readonly { id: number; probability: number; hidden: Float32Array }[],
  past: readonly Float32Array[],
  alpha: number,
): CandidateNote[] {
  return candidates.map(({ id, probability, hidden }) => {
    const penalty = Math.max(...past.map((before) => cosine(hidden, before)));
    return { id, probability, penalty, score: (1 - alpha) * probability - alpha * penalty };
  });
}

export class ContrastiveColumn implements Column {
  private readonly written: Written;
  /** Hidden states of the prompt and of what was written. */
  private readonly past: Float32Array[] = [];
  /** What follows; null before the prompt was seen. */
  private logits: Float32Array | null = null;

  constructor(
    private readonly config: ContrastiveConfig,
    private readonly options: ColumnOptions,
  ) {
    this.written = new Written(options);
  }

  get isDone(): boolean {
    return this.written.isDone;
  }

  /** First every beginning of the prompt that the model sees, then the text with each candidate. */
  questions(): Question[] {
    const { promptIds, model } = this.options;
    const seen = promptIds.slice(-(model.contextLength ?? promptIds.length));
    const sequences = this.logits
      ? this.candidates(this.logits).map((id) => [...this.written.sequence, id])
      : seen.map((_, last) => seen.slice(0, last + 1));
    return sequences.map((ids) => ({ model, ids, wantsHidden: true }));
  }

  advance(answers: readonly Answer[]): void {
    const states = answers.map(({ logits, hidden }) => {
      if (!hidden) throw new RangeError('contrastive search needs hidden states');
      return { logits, hidden };
    });
    const { logits, written, past } = this;
    if (!logits) {
      past.push(...states.map(({ hidden }) => hidden));
      this.logits = states[states.length - 1].logits;
      return;
    }
    const probabilities = softmax(logits);
    const candidates = contrastiveScores(
      this.candidates(logits).map((id, index) => ({
        id,
        probability: probabilities[id],
        hidden: states[index].hidden,
      })),
      past,
      this.config.alpha,
    );
    // The more probable one of equals.
    const best = candidates.reduce(
      (chosen, { score }, index) => (score > candidates[chosen].score ? index : chosen),
      0,
    );
    written.push(candidates[best].id, logits, { kind: 'contrastive', candidates });
    past.push(states[best].hidden);
    this.logits = states[best].logits;
  }

  report() {
    return this.written.report();
  }

  /** Most probable first. */
  private candidates(logits: Float32Array): number[] {
    const { forcedId } = this.written;
    return forcedId === undefined ? likeliestIds(logits, this.config.k) : [forcedId];
  }
}
