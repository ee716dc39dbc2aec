/**
 * @file The results of runs as a table: a row for each run, or one for all runs that differ by their seed
 * alone, with the mean of each measure and its spread, the sample standard deviation (n − 1).
 */
import { meanOf } from '../../base/mean';
import type { RunOutcome } from '../outcome';
import type { Spec } from '../spec';
import { valueAt } from './fields';
import type { QueueStatus } from './queue-item';

export const measures = [
  'trainLoss',
  'validationLoss',
  'bitsPerByte',
  'parameters',
  'tokens',
  'flops',
  'seconds',
  'tokensPerSecond',
] as const satisfies readonly (keyof RunOutcome)[];
export type Measure = (typeof measures)[number];

/** What a row is made of. */
export interface TableRun {
  id: string;
  name: string;
  spec: Spec;
  status: QueueStatus;
  runId: string | null;
  outcome: RunOutcome | null;
  isPinned: boolean;
}

export interface Spread {
  mean: number;
  /** Sample standard deviation; null of one run. */
  deviation: number | null;
  runs: number;
}

export interface TableRow<Run extends TableRun> {
  /** The same for runs that differ by their seed alone. */
  key: string;
  runs: Run[];
  /** Of the fields, in their order; undefined where a spec has none. */
  values: unknown[];
  /** Null where no run has it yet. */
  measures: Record<Measure, Spread | null>;
  isPinned: boolean;
}

/** A field by its path, a measure, or the seed. */
export type Column = { path: string } | { measure: Measure };

export function spreadOf(numbers: readonly number[]): Spread | null {
  const runs = numbers.length;
  if (runs === 0) return null;
  const mean = meanOf(numbers);
  if (runs === 1) return { mean, deviation: null, runs };
  const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (runs - 1)), runs };
}

/** @param isFolded whether repeated seeds make one row */
export function tableRows<Run extends TableRun>(
  runs: readonly Run[],
  paths: readonly string[],
  isFolded: boolean,
): TableRow<Run>[] {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const key = isFolded ? JSON.stringify({ ...run.spec, seed: 0 }) : run.id;
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups].map(([key, group]) => ({
    key,
    runs: group,
    values: paths.map((path) => valueAt(group[0].spec, path)),
    measures: measuresOf(group),
    isPinned: group.some(({ isPinned }) => isPinned),
  }));
}

function measuresOf(runs: readonly TableRun[]): Record<Measure, Spread | null> {
  const of = (measure: Measure) =>
    spreadOf(
      runs.flatMap(({ outcome }) => {
        const value = outcome?.[measure] ?? null;
        return value === null ? [] : [value];
      }),
    );
  return {
    trainLoss: of('trainLoss'),
    validationLoss: of('validationLoss'),
    bitsPerByte: of('bitsPerByte'),
    parameters: of('parameters'),
    tokens: of('tokens'),
    flops: of('flops'),
    seconds: of('seconds'),
    tokensPerSecond: of('tokensPerSecond'),
  };
}

/** Baselines first; what has no value in the column last, whichever way it is sorted. */
export function sortRows<Run extends TableRun>(
  rows: readonly TableRow<Run>[],
  paths: readonly string[],
  column: Column,
  direction: 'ascending' | 'descending',
): TableRow<Run>[] {
  const valueOf = (row: TableRow<Run>): unknown =>
    'measure' in column
      ? row.measures[column.measure]?.mean
      : column.path === 'seed'
        ? row.runs[0].spec.seed
        : row.values[paths.indexOf(column.path)];
  const sign = direction === 'ascending' ? 1 : -1;
  return [...rows].sort((one, other) => {
    if (one.isPinned !== other.isPinned) return one.isPinned ? -1 : 1;
    const [left, right] = [valueOf(one), valueOf(other)];
    const missing = Number(isMissing(left)) - Number(isMissing(right));
    return missing !== 0 ? missing : sign * compare(left, right);
  });
}

const isMissing = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'number' && Number.isNaN(value));

function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one) < String(other) ? -1 : String(one) > String(other) ? 1 : 0;
}

/** Header and rows of a file with a line for each run; empty cells for what is not known. */
export function runLines(
  runs: readonly TableRun[],
  paths: readonly string[],
): { header: string[]; rows: (string | number)[][] } {
  const cell = (value: unknown) => {
    if (value === undefined || value === null) return '';
    return typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value);
  };
  return {
    header: ['name', ...paths, 'seed', 'status', ...measures, 'backend', 'runId'],
    rows: runs.map(({ name, spec, status, outcome, runId }) => [
      name,
      ...paths.map((path) => cell(valueAt(spec, path))),
      spec.seed,
      status,
      ...measures.map((measure) => cell(outcome?.[measure])),
      outcome?.backend ?? '',
      runId ?? '',
    ]),
  };
}
