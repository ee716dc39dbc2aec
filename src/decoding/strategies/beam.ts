/** @file Beam search as a column: as many sequences as it has unfinished drafts. */
import { BeamSearch } from '../beam/search';
import { beamSettings } from '../beam/settings';
import { columnStatistics } from '../statistics';
import type { StrategyConfig } from '../types';
import { statusOf, type Answer, type Column, type ColumnOptions, type Question } from './column';

export class BeamColumn implements Column {
  private readonly search: BeamSearch;

  constructor(
    config: Extract<StrategyConfig, { kind: 'beam' }>,
    private readonly options: ColumnOptions,
  ) {
    const { promptIds, forcedIds = [], maxTokens, endOfText, vocabulary, stops } = options;
    this.search = new BeamSearch({
      ...beamSettings(config),
      promptIds,
      forcedIds,
      maxTokens,
      endOfText,
      vocabulary,
      stops,
    });
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
    const { stops, forcedIds = [] } = this.options;
    const stopped =
      stops?.find(
        tokens.map(({ id }) => id),
        forcedIds.length,
      ) ?? undefined;
    const alive = this.isDone ? this.search.finished : this.search.running;
    return {
      tokens,
      status:
        stopped && this.isDone
          ? ('stop' as const)
          : statusOf(tokens, this.isDone, this.options.endOfText),
      ...(stopped && { stopped }),
      statistics: columnStatistics(tokens),
      beams: alive.map((draft) => ({
        ids: draft.tokens.map(({ id }) => id),
        logProbability: draft.logProbability,
        score: this.search.score(draft),
      })),
      beamSteps: [...this.search.steps],
    };
  }
}
