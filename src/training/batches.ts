/**
 * @file Batches of next-token prediction: windows of the token stream and the same shifted by one.
 * A training batch is a function of (seed, step), so a resumed run sees the same text.
 */
import { LabError } from '../base/errors';
import { Random } from '../base/random';
import type { TokenData } from '../text/types';

export interface Batch {
  /** `[batchSize, contextLength]` */
  inputs: Int32Array;
  targets: Int32Array;
}

type Tokens = TokenData['train'];

/** @throws LabError `text.tooShort` if not one window fits */
export function requireWindow(tokens: Tokens, contextLength: number): void {
  const needed = contextLength + 1;
  if (tokens.length < needed) {
    throw new LabError('text.tooShort', { tokens: tokens.length, contextLength, needed });
  }
}

function windowsAt(tokens: Tokens, starts: readonly number[], contextLength: number): Batch {
  const inputs = new Int32Array(starts.length * contextLength);
  const targets = new Int32Array(starts.length * contextLength);
  starts.forEach((start, row) => {
    inputs.set(tokens.subarray(start, start + contextLength), row * contextLength);
    targets.set(tokens.subarray(start + 1, start + contextLength + 1), row * contextLength);
  });
  return { inputs, targets };
}

/** Random windows, each start equally likely. */
export function trainingBatch(
  tokens: Tokens,
  batchSize: number,
  contextLength: number,
  seed: number,
  step: number,
): Batch {
  const random = new Random(seed, 'batch', step);
  const starts = Array.from({ length: batchSize }, () =>
    random.integer(tokens.length - contextLength),
  );
  return windowsAt(tokens, starts, contextLength);
}

/** Windows spread evenly over the held-out text: the same ones at every evaluation. */
export function evaluationBatches(
  tokens: Tokens,
  batches: number,
  batchSize: number,
  contextLength: number,
): Batch[] {
  const count = batches * batchSize;
  const last = tokens.length - contextLength - 1;
  const starts = Array.from({ length: count }, (_, index) =>
    Math.floor((index * last) / Math.max(1, count - 1)),
  );
  return Array.from({ length: batches }, (_, batch) =>
    windowsAt(tokens, starts.slice(batch * batchSize, (batch + 1) * batchSize), contextLength),
  );
}
