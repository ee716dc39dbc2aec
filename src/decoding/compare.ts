/**
 * @file Several strategies side by side on one model: all columns advance together, and each step is
 * one batched forward pass in which equal prefixes are computed once.
 */
import { throwIfCancelled } from '../base/errors';
import { newColumn, type Column } from './columns';
import type { DecodingConfig, DecodingUpdate, NextTokenModel } from './types';

export interface AdvanceOptions {
  signal?: AbortSignal;
  /** Called with the index of each column that advanced, after every step. */
  onAdvance?: (column: number) => void;
}

export interface CompareOptions {
  endOfText: number;
  signal?: AbortSignal;
  /** Called for each column that advanced, after every step. */
  onUpdate: (update: DecodingUpdate) => void;
}

/**
 * Columns to their end.
 * @param promptIds at least one id
 * @throws LabError `cancelled`; errors of the model
 */
export async function advanceColumns(
  model: Pick<NextTokenModel, 'nextLogits'>,
  promptIds: readonly number[],
  columns: readonly Column[],
  { signal, onAdvance }: AdvanceOptions,
): Promise<void> {
  while (columns.some((column) => !column.isDone)) {
    throwIfCancelled(signal);
    const wanted = columns.map((column) => (column.isDone ? [] : column.wanted()));
    const byPrefix = new Map<string, number[]>();
    for (const ids of wanted.flat()) byPrefix.set(ids.join(), ids);
    const prefixes = [...byPrefix.keys()];
    const sequences = [...byPrefix.values()].map((ids) => [...promptIds, ...ids]);
    const logits = await model.nextLogits(sequences);
    throwIfCancelled(signal);
    const logitsByPrefix = new Map(prefixes.map((prefix, index) => [prefix, logits[index]]));
    columns.forEach((column, index) => {
      if (column.isDone) return;
      column.advance(
        wanted[index].map((ids) => {
          const found = logitsByPrefix.get(ids.join());
          if (!found) throw new RangeError('the model gave no logits for a sequence');
          return found;
        }),
      );
      onAdvance?.(index);
    });
  }
}

/**
 * @param promptIds at least one id
 * @throws LabError `cancelled`; errors of the model
 */
export async function decodeSideBySide(
  model: Pick<NextTokenModel, 'nextLogits'>,
  promptIds: readonly number[],
  config: Omit<DecodingConfig, 'prompt'>,
  { endOfText, signal, onUpdate }: CompareOptions,
): Promise<void> {
  const { seed, maxTokens } = config;
  const columns = config.columns.map((strategy) =>
    newColumn(strategy, { seed, maxTokens, endOfText, promptIds }),
  );
  await advanceColumns(model, promptIds, columns, {
    signal,
    onAdvance: (index) => onUpdate({ column: index, ...columns[index].report() }),
  });
}
