/**
 * @file Next-token distributions as rows: what is shown of a vocabulary that may have 32,000
 * entries. Only those that are shown become objects.
 */

/** A whole vocabulary, most probable entry first; all lists are by rank. */
export interface Distribution {
  ids: ArrayLike<number>;
  /** The model's. */
  probabilities: ArrayLike<number>;
  /** After temperature and cut; 0, or the list has ended, for what cannot be chosen. */
  after: ArrayLike<number>;
  label: (id: number) => string;
}

/** A vocabulary entry. `probability` is the model's, `after` is after temperature and cut. */
export interface DistributionEntry {
  id: number;
  label: string;
  probability: number;
  after: number;
  /** Whether the cut left it to be chosen. */
  kept: boolean;
}

/** Where another strategy would cut the same distribution. */
export interface CutLine {
  name: string;
  /** CSS colour. */
  color: string;
  /** Entries before the line. */
  end: number;
}

export type DistributionRow =
  /** `place`: among the entries that are rows, from 0. */
  | { kind: 'entry'; entry: DistributionEntry; place: number; rank: number; cumulated: number }
  | { kind: 'cut' }
  | { kind: 'line'; line: CutLine }
  | { kind: 'gap'; count: number };

export interface CutSummary {
  kept: number;
  dropped: number;
  /** Probability of the kept entries before the cut. */
  mass: number;
}

export function summarizeCut({ ids, probabilities, after }: Distribution): CutSummary {
  let kept = 0;
  let mass = 0;
  for (let index = 0; index < after.length; index++) {
    if (after[index] === 0) continue;
    kept++;
    mass += probabilities[index];
  }
  return { kept, dropped: ids.length - kept, mass };
}

/**
 * Where the axis of the bars ends: the largest probability before or after the cut, rounded up, so that it
 * stands still while a slider is moved a little.
 */
export function barEnd({ probabilities, after }: Distribution): number {
  let largest = Math.max(1e-12, probabilities[0] ?? 0);
  for (let index = 0; index < after.length; index++)
    if (after[index] > largest) largest = after[index];
  const power = 10 ** Math.floor(Math.log10(largest));
  const factor = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8].find((one) => one * power >= largest) ?? 10;
  return Math.min(1, factor * power);
}

/** Rank of an entry from 0; −1 where there is none. */
export function rankOfId({ ids }: Distribution, id: number | undefined): number {
  for (let rank = 0; rank < ids.length; rank++) if (ids[rank] === id) return rank;
  return -1;
}

function afterAt({ after }: Distribution, rank: number): number {
  return rank < after.length ? after[rank] : 0;
}

function entryAt(distribution: Distribution, rank: number): DistributionEntry {
  const { ids, probabilities, label } = distribution;
  const id = ids[rank];
  const after = afterAt(distribution, rank);
  return { id, label: label(id), probability: probabilities[rank], after, kept: after > 0 };
}

/**
 * The first `limit` entries, the lines where cuts fall among them, and the chosen entry even where it lies
 * further down. Ranks count from 1.
 */
export function distributionRows(
  distribution: Distribution,
  limit: number,
  chosenId: number | undefined,
  lines: readonly CutLine[] = [],
): DistributionRow[] {
  const { ids, probabilities } = distribution;
  const rows: DistributionRow[] = [];
  const shown = Math.min(limit, ids.length);
  let cumulated = 0;
  for (let index = 0; index < shown; index++) {
    cumulated += probabilities[index];
    const entry = entryAt(distribution, index);
    if (index > 0 && !entry.kept && afterAt(distribution, index - 1) > 0)
      rows.push({ kind: 'cut' });
    rows.push({ kind: 'entry', entry, place: index, rank: index + 1, cumulated });
    for (const line of lines) {
      if (line.end === index + 1 && line.end < ids.length) rows.push({ kind: 'line', line });
    }
  }
  const chosen = rankOfId(distribution, chosenId);
  if (chosen < shown) return rows;
  if (chosen > shown) rows.push({ kind: 'gap', count: chosen - shown });
  for (let index = shown; index <= chosen; index++) cumulated += probabilities[index];
  const entry = entryAt(distribution, chosen);
  rows.push({ kind: 'entry', entry, place: shown, rank: chosen + 1, cumulated });
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
export function cutRuns({ ids, after }: Pick<Distribution, 'ids' | 'after'>): [number, number][] {
  const runs: [number, number][] = [];
  let start = 0;
  for (let index = 0; index < after.length; index++) {
    if (after[index] === 0) continue;
    if (start < index) runs.push([start, index]);
    start = index + 1;
  }
  if (start < ids.length) runs.push([start, ids.length]);
  return runs;
}
