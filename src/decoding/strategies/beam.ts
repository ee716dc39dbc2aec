/** @file Beam search as a column: as many sequences as it has unfinished hypotheses. */
import { BeamSearch } from '../beam';
import { columnStatistics } from '../statistics';
import type { StrategyConfig } from '../types';
import { statusOf, type Answer, type Column, type ColumnOptions, type Question } from './column';

export class BeamColumn implements Column {
  private readonly search: BeamSearch;

  constructor(
    config: Extract<StrategyConfig, { kind: 'beam' }>,
    private readonly options: ColumnOptions,
  ) {
    this.search = new BeamSearch({ ...config, ...options });
  }

  get isDone(): boolean {
    return this.search.isDone;
  }

  questions(): Question[] {
    const { model, promptIds } = this.options;
    return this.search.running.map(({ tokens }) => ({
      model,
      ids: [...promptIds, ...tokens.map(({ id }) => id)],
    }));
  }

  advance(answers: readonly Answer[]): void {
    this.search.advance(answers.map(({ logits }) => logits));
  }

  report() {
    const { tokens } = this.search.best;
    const stopped = this.options.stops?.find(tokens.map(({ id }) => id)) ?? undefined;
    const alive = this.isDone ? this.search.finished : this.search.running;
    return {
      tokens,
      status:
        stopped && this.isDone
          ? ('stop' as const)
          : statusOf(tokens, this.isDone, this.options.endOfText),
      ...(stopped && { stopped }),
      statistics: columnStatistics(tokens),
      beams: alive.map((hypothesis) => ({
        ids: hypothesis.tokens.map(({ id }) => id),
        logProbability: hypothesis.logProbability,
        score: this.search.score(hypothesis),
      })),
    };
  }
}
