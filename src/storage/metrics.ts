/**
 * @file The history of a run (training curve, evaluations, samples) as it is stored: one record per
 * append, so that a long history is never written anew. Keys hold the last step, with leading zeros,
 * so they sort by it.
 */
import { z } from 'zod';
import type { RecordStore } from './records';
import { metricsRowSchema, type MetricsRow } from './run-record';

const prefixOf = (runId: string) => `metrics/${runId}/`;
const keyOf = (runId: string, step: number) => prefixOf(runId) + `${step}`.padStart(12, '0');

/**
 * History is one line: rows from the first new step on replace what is stored of these steps, as
 * happens when a run goes on from a checkpoint before its end.
 */
export async function appendMetrics(
  records: RecordStore,
  runId: string,
  rows: readonly MetricsRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const steps = rows.map(({ step }) => step);
  const firstStep = steps.reduce((first, step) => Math.min(first, step));
  const lastStep = steps.reduce((last, step) => Math.max(last, step));
  const overtaken = (await records.keys(prefixOf(runId))).filter(
    (key) => key >= keyOf(runId, firstStep),
  );
  for (const key of overtaken) {
    await records.change(key, (old) => {
      const left = validRows(old).filter(({ step }) => step < firstStep);
      return left.length > 0 ? left : undefined;
    });
  }
  await records.change(keyOf(runId, lastStep), (old) => [...validRows(old), ...rows]);
}

/** Rows that cannot be read are left out. */
export async function readMetrics(records: RecordStore, runId: string): Promise<MetricsRow[]> {
  const stored = await records.list(prefixOf(runId));
  return stored.flatMap(({ value }) => validRows(value));
}

export async function deleteMetrics(records: RecordStore, runId: string): Promise<void> {
  for (const key of await records.keys(prefixOf(runId))) {
    await records.change(key, () => undefined);
  }
}

function validRows(value: unknown): MetricsRow[] {
  const list = z.array(z.unknown()).safeParse(value);
  if (!list.success) return [];
  return list.data.flatMap((row) => {
    const parsed = metricsRowSchema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
}
