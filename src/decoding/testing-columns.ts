/**
 * @file How tests decode: all strategies of a config on one model, to the end.
 */
import { advanceColumns, type AdvanceOptions } from './compare';
import { newColumn } from './strategies';
import type { ColumnOptions } from './strategies/column';
import type { DecodingUpdate, StrategyConfig } from './types';

export interface DecodeOptions extends ColumnOptions, Pick<AdvanceOptions, 'signal'> {
  columns: readonly StrategyConfig[];
  onUpdate?: (update: DecodingUpdate) => void;
}

/** @returns the last update of each column */
export async function decodeColumns({
  columns: strategies,
  signal,
  onUpdate,
  ...options
}: DecodeOptions): Promise<DecodingUpdate[]> {
  const columns = strategies.map((strategy) => newColumn(strategy, options));
  const reportOf = (column: number) => ({ column, ...columns[column].report() });
  await advanceColumns(columns, {
    signal,
    onAdvance: (column) => onUpdate?.(reportOf(column)),
  });
  return columns.map((_, column) => reportOf(column));
}
