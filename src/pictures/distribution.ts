/**
 * @file Next-token distributions as rows: what is shown of a vocabulary that may have 32,000
 * entries.
 */

/** A vocabulary entry. `probability` is the model's, `after` is after temperature and cut. */
export interface DistributionEntry {
  id: number;
  label: string;
  probability: number;
  after: number;
  /** Whether the cut left it to be chosen. */
  kept: boolean;
}

export type DistributionRow =
  | { kind: 'entry'; entry: DistributionEntry; rank: number; cumulated: number }
  | { kind: 'cut' }
  | { kind: 'gap'; count: number };

export interface CutSummary {
  kept: number;
  dropped: number;
  /** Probability of the kept entries before the cut. */
  mass: number;
}

export function summarizeCut(entries: readonly DistributionEntry[]): CutSummary {
  let kept = 0;
  let mass = 0;
  for (const entry of entries) {
    if (!entry.kept) continue;
    kept++;
    mass += entry.probability;
  }
  return { kept, dropped: entries.length - kept, mass };
}

/**
 * The first `limit` entries (sorted by probability), the line where the cut falls, and the chosen
 * entry even where it lies further down. Ranks count from 1.
 */
export function distributionRows(
  entries: readonly DistributionEntry[],
  limit: number,
  chosenId: number | undefined,
): DistributionRow[] {
  const rows: DistributionRow[] = [];
  let cumulated = 0;
  let last = 0;
  entries.forEach((entry, index) => {
    cumulated += entry.probability;
    if (index >= limit && entry.id !== chosenId) return;
    if (index > last) rows.push({ kind: 'gap', count: index - last });
    if (index > 0 && index < limit && !entry.kept && entries[index - 1].kept) {
      rows.push({ kind: 'cut' });
    }
    rows.push({ kind: 'entry', entry, rank: index + 1, cumulated });
    last = index + 1;
  });
  return rows;
}

/** Indices into a list of `count`, about `points` of them, evenly spaced on a logarithmic axis. */
export function logRanks(count: number, points = 200): number[] {
  if (count <= points) return Array.from({ length: count }, (_, index) => index);
  const ranks = new Set<number>();
  for (let point = 0; point < points; point++) {
    ranks.add(Math.round(count ** (point / (points - 1))) - 1);
  }
  return [...ranks];
}

/**
 * Runs of neighbours that were cut, as `[first, end)` indices. Most cuts take away the tail; typical
 * sampling and forbidden tokens leave holes.
 */
export function cutRuns(entries: readonly Pick<DistributionEntry, 'kept'>[]): [number, number][] {
  const runs: [number, number][] = [];
  entries.forEach(({ kept }, index) => {
    if (kept) return;
    const last = runs.at(-1);
    if (last?.[1] === index) last[1]++;
    else runs.push([index, index + 1]);
  });
  return runs;
}
