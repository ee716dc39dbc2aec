/**
 * @file Every strategy that takes one token after the other from the distribution after its chain of
 * processors: one sequence, one draw per step.
 */
import { distributionAfter } from '../chain';
import { sampleAt } from '../sample';
import type { StrategyConfig } from '../types';
import type { Answer, Column, ColumnOptions, Question } from './column';
import { Written } from './written';

export class SampledColumn implements Column {
  private readonly written: Written;

  constructor(
    private readonly strategy: StrategyConfig,
    private readonly options: ColumnOptions,
  ) {
    this.written = new Written(options);
  }

  get isDone(): boolean {
    return this.written.isDone;
  }

  questions(): Question[] {
    return [{ model: this.options.model, ids: this.written.sequence }];
  }

  advance([{ logits }]: readonly Answer[]): void {
    this.written.push(this.written.forcedId ?? this.draw(logits), logits);
  }

  report() {
    return this.written.report();
  }

  private draw(logits: Float32Array): number {
    const { context, uniform } = this.written;
    return sampleAt(distributionAfter(logits, this.strategy, context), uniform);
  }
}
