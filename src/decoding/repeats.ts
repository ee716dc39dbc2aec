/**
 * @file Many texts of each strategy, from consecutive seeds: what a strategy is like, not what it did
 * once. Strategies without chance write once.
 */
import { meanOf } from '../base/mean';
import { advanceColumns } from './compare';
import { chainOf } from './chain';
import { selfBleu } from './self-bleu';
import type { Column } from './strategies/column';
import type { ColumnStatistics, StrategyConfig } from './types';

/** Texts that are written at once: as many full contexts as a model's cache holds. */
const atOnce = 8;

export interface RepeatConfig {
  strategies: readonly StrategyConfig[];
  /** Texts of each strategy. */
  repeats: number;
  /** Of the first text; the others follow. */
  seed: number;
  maxTokens: number;
}

export interface RepeatedText {
  /** Index into the strategies. */
  strategy: number;
  seed: number;
  ids: number[];
  statistics: ColumnStatistics;
}

export interface RepeatOptions<Opened extends { column: Column }> {
  openColumn: (strategy: StrategyConfig, seed: number) => Promise<Opened>;
  signal?: AbortSignal;
  /** Called for every text that is done, with what was opened for it. */
  onText: (text: RepeatedText, opened: Opened) => void;
}

export function isRandom(strategy: StrategyConfig): boolean {
  if (strategy.kind === 'beam' || strategy.kind === 'contrastive') return false;
  return chainOf(strategy).draw === 'sample';
}

/** Texts that will be written in all. */
export function repeatedTexts({
  strategies,
  repeats,
}: Pick<RepeatConfig, 'strategies' | 'repeats'>): number {
  return strategies.reduce((sum, strategy) => sum + (isRandom(strategy) ? repeats : 1), 0);
}

/** @throws LabError `cancelled`; errors of the model */
export async function repeatTexts<Opened extends { column: Column }>(
  { strategies, repeats, seed }: Pick<RepeatConfig, 'strategies' | 'repeats' | 'seed'>,
  { openColumn, signal, onText }: RepeatOptions<Opened>,
): Promise<void> {
  const wanted = strategies.flatMap((strategy, index) =>
    Array.from({ length: isRandom(strategy) ? repeats : 1 }, (_, repeat) => ({
      strategy: index,
      seed: seed + repeat,
    })),
  );
  for (let first = 0; first < wanted.length; first += atOnce) {
    const batch = wanted.slice(first, first + atOnce);
    const opened = await Promise.all(
      batch.map(({ strategy, seed: own }) => openColumn(strategies[strategy], own)),
    );
    await advanceColumns(
      opened.map(({ column }) => column),
      { signal },
    );
    opened.forEach((one, index) => {
      const { tokens, statistics } = one.column.report();
      onText({ ...batch[index], ids: tokens.map(({ id }) => id), statistics }, one);
    });
  }
}

/** What the texts of one strategy are like together. */
export interface RepeatFigures {
  texts: number;
  /** Different texts among them. */
  different: number;
  /** Log-probability per token, natural logarithm: its mean over the texts, and where 80% of them lie. */
  quality: { mean: number; low: number; high: number };
  /** Means of the texts' own shares of different n-grams, n = 1, 2, 3. */
  distinct: [number, number, number];
  /** Mean of the texts' own shares of repeated 4-grams. */
  repetition: number;
  /** NaN for a single text. */
  selfBleu: number;
  /** Mean number of tokens. */
  length: number;
}

/** @param texts of one strategy, at least one */
export function repeatFigures(texts: readonly Omit<RepeatedText, 'strategy'>[]): RepeatFigures {
  const perToken = texts.map(
    ({ ids, statistics }) => statistics.logProbability / Math.max(1, ids.length),
  );
  const sorted = perToken.toSorted((left, right) => left - right);
  const quantile = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const distinctOf = (at: 0 | 1 | 2) =>
    meanOf(texts.map(({ statistics }) => statistics.distinct[at]));
  return {
    texts: texts.length,
    different: new Set(texts.map(({ ids }) => ids.join())).size,
    quality: { mean: meanOf(perToken), low: quantile(0.1), high: quantile(0.9) },
    distinct: [distinctOf(0), distinctOf(1), distinctOf(2)],
    repetition: meanOf(texts.map(({ statistics }) => statistics.repetition)),
    selfBleu: selfBleu(texts.map(({ ids }) => ids)),
    length: meanOf(texts.map(({ ids }) => ids.length)),
  };
}
