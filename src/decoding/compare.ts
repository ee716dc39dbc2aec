/**
 * @file Decoding side by side: several strategies on one prompt, all columns one token at a time, in
 * one batch per step. As long as columns agree, what they share is computed once.
 */
import { LabError, throwIfCancelled } from '../base/errors';
import { yieldToEvents } from '../base/scheduling';
import { makeColumn, type Column } from './columns';
import type { DecodingConfig, DecodingUpdate, NextTokenModel } from './types';

export interface CompareOptions {
  /** Ends a column and is the last of its tokens. */
  endOfText: number;
  signal?: AbortSignal;
  /** Called for each column that took part in a step, after the step. */
  onUpdate(update: DecodingUpdate): void;
  /** Called after each step with the number of steps done; the next step waits for it. */
  onStep?(step: number): void | Promise<void>;
}

/**
 * Resolves when every column has ended.
 * @param promptIds not empty; with what is decoded it may grow beyond the model's context
 * @throws LabError `model.empty`; `cancelled` after an update with this status for each column that
 * was running
 */
export async function decodeSideBySide(
  model: NextTokenModel,
  promptIds: readonly number[],
  config: DecodingConfig,
  { endOfText, signal, onUpdate, onStep }: CompareOptions,
): Promise<void> {
  if (promptIds.length === 0) throw new LabError('model.empty');
  const { seed, maxTokens } = config;
  const columns = config.columns.map((strategy) =>
    makeColumn(strategy, { seed, maxTokens, endOfText }),
  );
  const running = () => columns.filter(({ status }) => status === 'running');
  const report = (column: Column) =>
    onUpdate({ column: columns.indexOf(column), status: column.status, ...column.report() });
  try {
    for (let step = 1; running().length > 0; step++) {
      throwIfCancelled(signal);
      const stepping = running();
      await advance(model, promptIds, stepping);
      // What was computed after a cancellation is nobody's any more.
      throwIfCancelled(signal);
      stepping.forEach(report);
      await onStep?.(step);
      await yieldToEvents();
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
    for (const column of running()) {
      column.status = 'cancelled';
      report(column);
    }
    throw new LabError('cancelled');
  }
}

/** One token more for each of the columns, with one call of the model. */
async function advance(
  model: NextTokenModel,
  promptIds: readonly number[],
  columns: readonly Column[],
): Promise<void> {
  const wanted = columns.map((column) => column.wanted());
  const places = new Map<string, number>();
  const sequences: number[][] = [];
  for (const ids of wanted.flat()) {
    const key = ids.join(' ');
    if (places.has(key)) continue;
    places.set(key, sequences.length);
    sequences.push([...promptIds, ...ids]);
  }
  const logits = await model.nextLogits(sequences);
  columns.forEach((column, index) =>
    column.advance(wanted[index].map((ids) => logits[places.get(ids.join(' ')) ?? 0])),
  );
}
