/**
 * @file Decoding with a cache of keys and values.
 */
import type { Clipping } from '../../clipped-distance';
import type { RotaryPairs } from '../../rotary';

/** Sizes of decoding with a cache of keys and values. */
export interface CacheShape {
  rows: number;
  heads: number;
  keyValueHeads: number;
  headDim: number;
  /** As of `AttentionShape`. */
  rotary?: RotaryPairs;
  /** Rows of the cache. */
  capacity: number;
  /** Longest sequence. */
  context: number;
  /** Keys that a query sees at most, itself included; 0: all. */
  window: number;
  /** As of `AttentionShape`. */
  scoreCap?: number;
  /** As of `AttentionShape`; there is no key after a query. */
  clipping?: Clipping;
}

/** Keys that a query sees at most. */
export function longestView({ context, window }: CacheShape): number {
  return window === 0 ? context : Math.min(window, context);
}

export type CacheOperation =
  /**
   * Decoding: keys (turned to places[row]) and values of each row go to row cacheRows[row] of the
   * cache; a row of it holds keyValueHeads·headDim keys, then as many values.
   * {queryKeyValue [rows, …], cache [capacity, 2·keyValueHeads·headDim], cacheRows int32 [rows],
   * places int32 [rows], rotation?} → {cache (the input's own memory)}
   */
  | ({ kind: 'cacheWrite' } & CacheShape)
  /**
   * Attention of each row's queries over the cache rows table[row][0 … places[row]] (paged attention
   * with pages of one token, Kwon et al. 2023, arXiv 2309.06180); with a window, over its last ones.
   * Of the rows of a prompt that is read whole (prefix LM, Raffel et al. 2019, arXiv 1910.10683), and of
   * those after it, prefixes[row] says how long it is: they see table[row][0 … prefix − 1] too.
   * Row key − query + context − 1 of distanceBias is for keys at that distance from the query.
   * {queryKeyValue, cache, table int32 [rows, context], places int32 [rows], rotation?, relative,
   * distanceValues? [distances, headDim], distanceBias? [2·context − 1, heads], sinks? [heads],
   * prefixes? int32 [rows]}
   * → {y [rows, heads·headDim]}
   */
  | ({ kind: 'cachedAttention' } & CacheShape);
