/**
 * @file How probable a decoded text was, and how much it repeats itself: distinct-n (Li et al. 2016, arXiv
 * 1510.03055) and seq-rep-4 (Welleck et al. 2019, arXiv 1908.04319).
 */
import type { ColumnStatistics, DecodedToken } from './types';

/** Share of different n-grams among all; 1 where there is none. */
export function distinct(ids: readonly number[], n: number): number {
  const grams = Math.max(0, ids.length - n + 1);
  if (grams === 0) return 1;
  const different = new Set<string>();
  for (let start = 0; start < grams; start++) different.add(ids.slice(start, start + n).join());
  return different.size / grams;
}

export function columnStatistics(tokens: readonly DecodedToken[]): ColumnStatistics {
  const ids = tokens.map(({ id }) => id);
  const logProbability = tokens.reduce((sum, { probability }) => sum + Math.log(probability), 0);
  return {
    logProbability,
    perplexity: Math.exp(-logProbability / Math.max(1, tokens.length)),
    distinct: [distinct(ids, 1), distinct(ids, 2), distinct(ids, 3)],
    repetition: 1 - distinct(ids, 4),
  };
}
