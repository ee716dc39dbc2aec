/**
 * @file Next-token distributions as rows: what is shown of a vocabulary that may have 32,000
 * entries. Only those that are shown become objects.
 */

/** A whole vocabulary, most probable entry first; all lists are by rank. */
export interface Distribution {
  ids: ArrayLike<number>;
  /** The model's. */
  probabilities: ArrayLike<number>;
  /** After temperature and cut; 0 for what cannot be chosen. */
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
  | { kind: 'entry'; entry: DistributionEntry; rank: number; cumulated: number }
  | { kind: 'cut' }
  | { kind: 'line'; line: CutLine }
  | { kind: 'gap'; count: number };

export interface CutSummary {
  kept: number;
  dropped: number;
  /** Probability of the kept entries before the cut. */
  mass: number;
}

export function summarizeCut({ probabilities, after }: Distribution): CutSummary {
  let kept = 0;
  let mass = 0;
  for (let index = 0; index < after.length; index++) {
    if (after[index] === 0) continue;
    kept++;
    mass += probabilities[index];
  }
  return { kept, dropped: after.length - kept, mass };
}

/** The largest probability, before or after the cut. */
export function largestProbability({ probabilities, after }: Distribution): number {
  let largest = Math.max(1e-12, probabilities[0] ?? 0);
  for (let index = 0; index < after.length; index++) largest = Math.max(largest, after[index]);
  return largest;
}

/** Rank of an entry from 0; −1 where there is none. */
export function rankOfId({ ids }: Distribution, id: number | undefined): number {
  for (let rank = 0; rank < ids.length; rank++) if (ids[rank] === id) return rank;
  return -1;
}

function entryAt({ ids, probabilities, after, label }: Distribution, rank: number) {
  const id = ids[rank];
  return {
    id,
    label: label(id),
    probability: probabilities[rank],
    after: after[rank],
    kept: after[rank] > 0,
  };
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
  const { ids, probabilities, after } = distribution;
  const rows: DistributionRow[] = [];
  const shown = Math.min(limit, ids.length);
  let cumulated = 0;
  for (let index = 0; index < shown; index++) {
    cumulated += probabilities[index];
    if (index > 0 && after[index] === 0 && after[index - 1] > 0) rows.push({ kind: 'cut' });
    rows.push({ kind: 'entry', entry: entryAt(distribution, index), rank: index + 1, cumulated });
    for (const line of lines) {
      if (line.end === index + 1 && line.end < ids.length) rows.push({ kind: 'line', line });
    }
  }
  const chosen = rankOfId(distribution, chosenId);
  if (chosen < shown) return rows;
  if (chosen > shown) rows.push({ kind: 'gap', count: chosen - shown });
  for (let index = shown; index <= chosen; index++) cumulated += probabilities[index];
  rows.push({ kind: 'entry', entry: entryAt(distribution, chosen), rank: chosen + 1, cumulated });
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
export function cutRuns({ after }: Pick<Distribution, 'after'>): [number, number][] {
  const runs: [number, number][] = [];
  for (let index = 0; index < after.length; index++) {
    if (after[index] > 0) continue;
    const last = runs.at(-1);
    if (last?.[1] === index) last[1]++;
    else runs.push([index, index + 1]);
  }
  return runs;
}
