/**
 * @file Every strategy that takes one token after the other from the distribution after its chain of
 * processors: one sequence, one draw per step.
 */
import { distributionAfter } from '../chain';
import { rankOf, softmax } from '../distribution';
import { sampleAt, uniformAt } from '../sample';
import { columnStatistics } from '../statistics';
import type { DecodedToken, StrategyConfig } from '../types';
import { statusOf, type Answer, type Column, type ColumnOptions, type Question } from './column';

export class SampledColumn implements Column {
  private readonly tokens: DecodedToken[] = [];

  constructor(
    private readonly strategy: StrategyConfig,
    private readonly options: ColumnOptions,
  ) {}

  get isDone(): boolean {
    const { maxTokens, endOfText } = this.options;
    return this.tokens.length >= maxTokens || this.tokens.at(-1)?.id === endOfText;
  }

  questions(): Question[] {
    const { model, promptIds } = this.options;
    return [{ model, ids: [...promptIds, ...this.writtenIds()] }];
  }

  advance([{ logits }]: readonly Answer[]): void {
    const id = this.options.forcedIds?.at(this.tokens.length) ?? this.draw(logits);
    const probability = softmax(logits)[id];
    this.tokens.push({ id, probability, rank: rankOf(logits, id), logits });
  }

  report() {
    const tokens = [...this.tokens];
    const status = statusOf(tokens, this.isDone, this.options.endOfText);
    return { tokens, status, statistics: columnStatistics(tokens) };
  }

  private writtenIds(): number[] {
    return this.tokens.map(({ id }) => id);
  }

  private draw(logits: Float32Array): number {
    const { promptIds, vocabulary, seed } = this.options;
    const context = { promptIds, writtenIds: this.writtenIds(), vocabulary };
    const uniform = uniformAt(seed, this.tokens.length);
    return sampleAt(distributionAfter(logits, this.strategy, context), uniform);
  }
}
