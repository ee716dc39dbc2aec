/**
 * @file One column of a comparison: what it asks of models next, and what it does with the answers.
 * Whether it asks for one sequence or for many, of one model or of two, is its strategy's own affair.
 */
import type { Vocabulary } from '../constraints/vocabulary';
import type { StopSequences } from '../stops';
import type { ColumnStatus, DecodedToken, DecodingModel, DecodingUpdate } from '../types';

export interface ColumnOptions {
  model: DecodingModel;
  /** At least one id. */
  promptIds: readonly number[];
  /** Ids that stand after the prompt as if the strategy had chosen them; they count as tokens. */
  forcedIds?: readonly number[];
  seed: number;
  maxTokens: number;
  endOfText: number;
  /** For links that look at the texts of tokens. */
  vocabulary?: Vocabulary;
  stops?: StopSequences;
  /** A model of the same tokenizer that guesses, for strategies that want one. */
  draft?: DecodingModel;
  /** For strategies that ask about another text than the prompt. */
  readPrompt?: (text: string) => PromptReading;
}

/** How a model is asked about a prompt. */
export interface PromptReading {
  /** Of an encoder-decoder, one that has read the prompt. */
  model: DecodingModel;
  /** What all sequences begin with; at least one id. */
  promptIds: readonly number[];
}

/** What follows a sequence? */
export interface Question {
  model: DecodingModel;
  /** The whole sequence, its prompt included. */
  ids: readonly number[];
  /** Whether the residual stream is asked for besides the logits. */
  wantsHidden?: boolean;
}

export interface Answer {
  /** Over the full vocabulary. */
  logits: Float32Array;
  /** `[width]`: the residual stream after the last norm, where it was asked for. */
  hidden: Float32Array | null;
}

export interface Column {
  readonly isDone: boolean;
  questions(): Question[];
  /** @param answers in the order of `questions` */
  advance(answers: readonly Answer[]): void;
  report(): Omit<DecodingUpdate, 'column'>;
}

export function statusOf(
  tokens: readonly DecodedToken[],
  isDone: boolean,
  endOfText: number,
): ColumnStatus {
  if (!isDone) return 'running';
  return tokens.at(-1)?.id === endOfText ? 'end-of-text' : 'length';
}
