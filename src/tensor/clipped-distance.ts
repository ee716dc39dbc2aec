/**
 * @file Distances of relative positions (Shaw et al. 2018, arXiv 1803.02155): key − query, clipped to
 * −reach … reach, or to −reach … 0 where no key after the query is seen.
 */

/** How many there are. */
export const countClipped = (reach: number, causal: boolean) =>
  causal ? reach + 1 : 2 * reach + 1;

/** The number of a distance among them, from 0 for −reach on. */
export const clippedDistance = (distance: number, reach: number, causal: boolean) =>
  Math.max(-reach, Math.min(causal ? 0 : reach, distance)) + reach;
