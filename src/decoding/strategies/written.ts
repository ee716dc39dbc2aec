/**
 * @file What a column has written that never takes a token back: its ids, whether it is done, and the
 * report that all such columns give.
 */
import { rankOf, softmax } from '../../base/distribution';
import type { ProcessorContext } from '../processors/processor';
import { uniformAt } from '../sample';
import { columnStatistics } from '../statistics';
import type { DecodedToken, TokenNote } from '../types';
import { statusOf, type ColumnOptions } from './column';

export class Written {
  private readonly tokens: DecodedToken[] = [];

  constructor(private readonly options: ColumnOptions) {}

  get length(): number {
    return this.tokens.length;
  }

  get isDone(): boolean {
    const { maxTokens, endOfText } = this.options;
    return this.length >= maxTokens || this.tokens.at(-1)?.id === endOfText;
  }

  get ids(): number[] {
    return this.tokens.map(({ id }) => id);
  }

  /** The prompt and what was written after it. */
  get sequence(): number[] {
    return [...this.options.promptIds, ...this.ids];
  }

  /** What stands before the next token. */
  get context(): ProcessorContext {
    const { promptIds, vocabulary } = this.options;
    return { promptIds, writtenIds: this.ids, vocabulary };
  }

  /** The next id, if it is not for the strategy to choose. */
  get forcedId(): number | undefined {
    return this.options.forcedIds?.at(this.length);
  }

  /** The uniform number of the next token. */
  get uniform(): number {
    return uniformAt(this.options.seed, this.length);
  }

  /** @param logits of the model, before anything that the strategy does with them */
  push(id: number, logits: Float32Array, note?: TokenNote): void {
    const token = { id, probability: softmax(logits)[id], rank: rankOf(logits, id), logits };
    this.tokens.push(note ? { ...token, note } : token);
  }

  report() {
    const tokens = [...this.tokens];
    const status = statusOf(tokens, this.isDone, this.options.endOfText);
    return { tokens, status, statistics: columnStatistics(tokens) };
  }
}
