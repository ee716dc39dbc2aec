/**
 * @file Scaling laws of the queue: their sizes, the law, and the size that it predicts.
 */
import { fitPowerLaw, type PowerLaw } from '../experiment/sweeps/power-law';
import type { QueueItem } from '../experiment/sweeps/queue-item';
import { scaledSpec, scalingPaths, type ScalingRule } from '../experiment/sweeps/scaling';
import { planRuns, type SweepPlan } from '../experiment/sweeps/sweep';
import { tableRows } from '../experiment/sweeps/table';
import type { Spec } from '../experiment/spec';
import { sweepsOf, type QueuedSweep } from './sweeps';

export { fewestPoints, type PowerLaw } from '../experiment/sweeps/power-law';
export {
  scalingPaths,
  scalingSpecs,
  trainedTokens,
  type ScalingRule,
} from '../experiment/sweeps/scaling';

export interface SizeResult {
  width: number;
  compute: number;
  loss: number;
  deviation: number | null;
}

export interface ScalingSeries extends QueuedSweep {
  rule: ScalingRule;
  smallest: Spec;
  seeds: number;
  /** That are done, by compute. */
  results: SizeResult[];
  /** Of the text, once a run has told it. */
  vocabularySize: number | null;
}

export function scalingSeries(items: readonly QueueItem[]): ScalingSeries[] {
  return sweepsOf(items).flatMap((sweep) => {
    const sizes = sweep.items.filter(({ role }) => role === 'scaling');
    const [first] = [...sizes].sort(
      ({ spec: one }, { spec: other }) =>
        one.model.width - other.model.width || one.seed - other.seed,
    );
    if (!first?.rule) return [];
    const vocabularySize = sizes.find(({ outcome }) => outcome)?.outcome?.vocabularySize ?? null;
    const { rule, spec: smallest } = first;
    const seeds = new Set(sizes.map(({ spec }) => spec.seed)).size;
    return [{ ...sweep, rule, smallest, seeds, results: sizeResults(sizes), vocabularySize }];
  });
}

/** A size counts once all its seeds are done. */
function sizeResults(items: readonly QueueItem[]): SizeResult[] {
  return tableRows(items, scalingPaths, true)
    .filter(({ runs }) => runs.every(({ status }) => status === 'finished'))
    .flatMap(({ runs, measures: { flops, validationLoss } }) =>
      flops && validationLoss
        ? [
            {
              width: runs[0].spec.model.width,
              compute: flops.mean,
              loss: validationLoss.mean,
              deviation: validationLoss.deviation,
            },
          ]
        : [],
    )
    .sort((one, other) => one.compute - other.compute);
}

/** Fitted to the sizes that are done; the one that is predicted is never among them. */
export function lawOf({ results }: ScalingSeries, hasFloor: boolean): PowerLaw | null {
  return fitPowerLaw(results, hasFloor);
}

/** The runs of a size that is not part of the law yet, one for each seed. */
export function planNext(series: ScalingSeries, width: number): SweepPlan {
  const { smallest, rule, vocabularySize, seeds } = series;
  const spec = scaledSpec(smallest, width, rule, vocabularySize ?? 0);
  return planRuns(spec, ['model.width'], [[width]], seeds);
}

export interface NextSize {
  items: QueueItem[];
  /** Null until all its seeds are done. */
  result: SizeResult | null;
}

/** What was queued of a predicted size; null if nothing was. */
export function nextSize({ items }: ScalingSeries, width: number): NextSize | null {
  const own = items.filter(({ role, spec }) => role === 'next' && spec.model.width === width);
  return own.length === 0 ? null : { items: own, result: sizeResults(own)[0] ?? null };
}

/** About half as wide again as the widest, in whole heads. */
export function usualNextWidth({ items, smallest }: ScalingSeries): number {
  const head = smallest.model.width / smallest.model.heads;
  const queued = items.findLast(({ role }) => role === 'next');
  if (queued) return queued.spec.model.width;
  const widest = Math.max(...items.map(({ spec }) => spec.model.width));
  return head * Math.max(Math.round((1.5 * widest) / head), widest / head + 1);
}

/** Four widths up to that of the model, in whole heads; more where it has fewer than four heads. */
export function usualWidths({ model: { width, heads } }: Spec): number[] {
  const head = Math.max(1, Math.round(width / heads));
  return [1, 2, 3, 4].map((part) => head * Math.round((part * Math.max(4, heads)) / 4));
}
