/**
 * @file Ways of telling positions apart, in plain numbers: sinusoids (Vaswani et al. 2017, arXiv
 * 1706.03762), ALiBi's slopes (Press et al. 2021, arXiv 2108.12409) and T5's ranges of distances (Raffel
 * et al. 2019, arXiv 1910.10683). A distance is key − query: 0 or less for a causal model.
 */

/** Element `column` of a position's vector: columns 2i and 2i + 1 are sine and cosine of one wave. */
export function sinusoid(position: number, column: number, width: number): number {
  const angle = position * 10_000 ** (-(column - (column % 2)) / width);
  return column % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
}

/**
 * What each head's bias falls by from token to token: 2^(−8h/heads) for h = 1 … heads. Where `heads`
 * is no power of two, those of the next lower one, then every other one of its double.
 */
export function alibiSlopes(heads: number): number[] {
  const power = 2 ** Math.floor(Math.log2(heads));
  const slope = (head: number, among: number) => 2 ** ((-8 * head) / among);
  return Array.from({ length: heads }, (_, index) =>
    index < power ? slope(index + 1, power) : slope(2 * (index - power) + 1, 2 * power),
  );
}

export interface BucketOptions {
  buckets: number;
  /** From this distance on all are in the last bucket. */
  mostDistant: number;
  /** Keys after the query are never seen and need no buckets; else they have the upper half. */
  isCausal: boolean;
}

/** T5's buckets: near distances have one each; farther ones share them, evenly on a logarithmic scale. */
export function distanceBucket(
  distance: number,
  { buckets, mostDistant, isCausal }: BucketOptions,
): number {
  const ofSide = isCausal ? buckets : buckets / 2;
  const start = !isCausal && distance > 0 ? ofSide : 0;
  const far = isCausal ? Math.max(0, -distance) : Math.abs(distance);
  const exact = Math.floor(ofSide / 2);
  if (far < exact) return start + far;
  const share = Math.log(far / exact) / Math.log(mostDistant / exact);
  return start + Math.min(ofSide - 1, exact + Math.floor(share * (ofSide - exact)));
}
