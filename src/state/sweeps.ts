/**
 * @file What the experiments' page computes: sweeps, their tables, and how long they may take.
 */
import type { QueueItem } from '../experiment/sweeps/queue-item';
import { tokensPerStep, type Spec } from '../experiment/spec';
import { estimate, expectedVocabulary } from './estimates';
import type { LabState } from './types';

export {
  sweepFields,
  valueAt,
  type SweepField,
  type SweepValue,
} from '../experiment/sweeps/fields';
export { openItems, type QueueItem } from '../experiment/sweeps/queue-item';
export {
  axisValues,
  mostRuns,
  mostSeeds,
  mostValues,
  planRuns,
  planSweep,
  type Axis,
  type RefusedRun,
  type SweepPlan,
} from '../experiment/sweeps/sweep';
export {
  measures,
  runLines,
  sortRows,
  tableRows,
  type Column,
  type Measure,
  type Spread,
  type TableRow,
} from '../experiment/sweeps/table';
export * from './sweep-draft';

/**
 * Work of a run for estimates of time alone: 6 FLOPs for each parameter that a token meets, and token
 * (Kaplan et al. 2020).
 */
function roughWork(spec: Spec, vocabularySize: number, steps = spec.training.steps): number {
  const { activeParameters } = estimate(spec, vocabularySize);
  return 6 * activeParameters * tokensPerStep(spec) * steps;
}

/**
 * Seconds that training these specs may take, from the speed of the runs of the queue that are done; null
 * before there is one.
 */
export function secondsFor(
  specs: readonly Spec[],
  { queue, tokenizer }: Pick<LabState, 'queue' | 'tokenizer'>,
): number | null {
  const done = queue.items.flatMap(({ spec, outcome }) =>
    outcome && outcome.seconds > 0 ? [{ spec, outcome }] : [],
  );
  const work = done.reduce(
    (sum, { spec, outcome }) => sum + roughWork(spec, outcome.vocabularySize, outcome.steps),
    0,
  );
  const seconds = done.reduce((sum, { outcome }) => sum + outcome.seconds, 0);
  if (work === 0) return null;
  const wanted = specs.reduce(
    (sum, spec) => sum + roughWork(spec, expectedVocabulary(spec, tokenizer.facts)),
    0,
  );
  return (wanted * seconds) / work;
}

export interface QueuedSweep {
  id: string;
  title: string;
  items: QueueItem[];
}

/** What was queued together, the newest first. */
export function sweepsOf(items: readonly QueueItem[]): QueuedSweep[] {
  const sweeps = new Map<string, QueuedSweep>();
  for (const item of items) {
    const { sweep: id, title } = item;
    const known = sweeps.get(id) ?? { id, title, items: [] };
    known.items.push(item);
    sweeps.set(id, known);
  }
  return [...sweeps.values()].reverse();
}
