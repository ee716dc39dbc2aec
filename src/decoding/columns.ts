/**
 * @file One column of a comparison: what it wants to see next, and what it does with the logits.
 */
import { BeamSearch } from './beam';
import { distributionAfter } from './chain';
import { rankOf, softmax } from './distribution';
import { sampleAt, uniformAt } from './sample';
import { columnStatistics } from './statistics';
import type { ColumnStatus, DecodedToken, DecodingUpdate, StrategyConfig } from './types';

export interface ColumnOptions {
  seed: number;
  maxTokens: number;
  endOfText: number;
  promptIds: readonly number[];
}

export interface Column {
  readonly isDone: boolean;
  /** Emitted ids (without the prompt) of each sequence whose next logits are needed. */
  wanted(): number[][];
  /** @param logits in the order of `wanted` */
  advance(logits: Float32Array[]): void;
  report(): Omit<DecodingUpdate, 'column'>;
}

export function newColumn(strategy: StrategyConfig, options: ColumnOptions): Column {
  return strategy.kind === 'beam'
    ? new BeamColumn(new BeamSearch({ ...strategy, ...options }), options)
    : new SampledColumn(strategy, options);
}

function statusOf(tokens: DecodedToken[], isDone: boolean, endOfText: number): ColumnStatus {
  if (!isDone) return 'running';
  return tokens.at(-1)?.id === endOfText ? 'end-of-text' : 'length';
}

/** Every strategy but beam search: one sequence, one draw per step. */
class SampledColumn implements Column {
  private readonly tokens: DecodedToken[] = [];

  constructor(
    private readonly strategy: StrategyConfig,
    private readonly options: ColumnOptions,
  ) {}

  get isDone(): boolean {
    const { maxTokens, endOfText } = this.options;
    return this.tokens.length >= maxTokens || this.tokens.at(-1)?.id === endOfText;
  }

  wanted(): number[][] {
    return [this.tokens.map(({ id }) => id)];
  }

  advance([logits]: Float32Array[]): void {
    const uniform = uniformAt(this.options.seed, this.tokens.length);
    const writtenIds = this.tokens.map(({ id }) => id);
    const context = { promptIds: this.options.promptIds, writtenIds };
    const id = sampleAt(distributionAfter(logits, this.strategy, context), uniform);
    const probability = softmax(logits)[id];
    this.tokens.push({ id, probability, rank: rankOf(logits, id), logits });
  }

  report() {
    const tokens = [...this.tokens];
    const status = statusOf(tokens, this.isDone, this.options.endOfText);
    return { tokens, status, statistics: columnStatistics(tokens) };
  }
}

class BeamColumn implements Column {
  constructor(
    private readonly search: BeamSearch,
    private readonly options: ColumnOptions,
  ) {}

  get isDone(): boolean {
    return this.search.isDone;
  }

  wanted(): number[][] {
    return this.search.running.map(({ tokens }) => tokens.map(({ id }) => id));
  }

  advance(logits: Float32Array[]): void {
    this.search.advance(logits);
  }

  report() {
    const { tokens } = this.search.best;
    const alive = this.isDone ? this.search.finished : this.search.running;
    return {
      tokens,
      status: statusOf(tokens, this.isDone, this.options.endOfText),
      statistics: columnStatistics(tokens),
      beams: alive.map((hypothesis) => ({
        ids: hypothesis.tokens.map(({ id }) => id),
        logProbability: hypothesis.logProbability,
        score: this.search.score(hypothesis),
      })),
    };
  }
}
