/**
 * @file A column that writes one text and ends at a stop sequence, whatever its strategy.
 */
import { columnStatistics } from '../statistics';
import type { StopMatch, StopSequences } from '../stops';
import type { Answer, Column, Question } from './column';

export class StoppingColumn implements Column {
  private stopped: StopMatch | null = null;

  constructor(
    private readonly column: Column,
    private readonly stops: StopSequences,
    /** How many of its tokens are given. */
    private readonly given: number,
  ) {}

  get isDone(): boolean {
    return this.stopped !== null || this.column.isDone;
  }

  questions(): Question[] {
    return this.column.questions();
  }

  advance(answers: readonly Answer[]): void {
    this.column.advance(answers);
    const ids = this.column.report().tokens.map(({ id }) => id);
    this.stopped = this.stops.find(ids, this.given);
  }

  report() {
    const report = this.column.report();
    if (!this.stopped) return report;
    // A strategy may write several tokens at once.
    const tokens = report.tokens.slice(0, this.stopped.tokens);
    return {
      ...report,
      tokens,
      status: 'stop' as const,
      statistics: columnStatistics(tokens),
      stopped: this.stopped,
    };
  }
}
