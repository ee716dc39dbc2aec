/**
 * @file Distances of relative positions (Shaw et al. 2018, arXiv 1803.02155): key − query, clipped to
 * −before … after.
 */
export interface Clipping {
  before: number;
  after: number;
}

/** Of a model whose queries see no key after them, or of one whose do. */
export const clippingOf = (reach: number, causal: boolean): Clipping => ({
  before: reach,
  after: causal ? 0 : reach,
});

/** How many distances there are. */
export const countClipped = ({ before, after }: Clipping) => before + 1 + after;

/** The number of a distance among them, from 0 for −before on. */
export const clippedDistance = (distance: number, { before, after }: Clipping) =>
  Math.max(-before, Math.min(after, distance)) + before;
