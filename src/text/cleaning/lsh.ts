/**
 * @file Locality-sensitive hashing of MinHash signatures: a signature of b · r numbers is cut into b bands
 * of r rows, and two texts that agree in all rows of any band become candidates. They do with
 * probability 1 − (1 − s^r)^b at similarity s, which climbs steeply near (1/b)^(1/r).
 * Leskovec, Rajaraman & Ullman, *Mining of Massive Datasets*, chapter 3. Mind that Lee et al. (2021) say
 * “buckets” for bands, and that RefinedWeb's “20 buckets of 450” are 450 bands of 20 rows.
 */

export interface Banding {
  readonly bands: number;
  readonly rows: number;
}

/** How likely two texts of this similarity become candidates. */
export function candidateProbability(similarity: number, { bands, rows }: Banding): number {
  // Written so that tiny probabilities keep their digits.
  return -Math.expm1(bands * Math.log1p(-(similarity ** rows)));
}

/** Where the curve of `candidateProbability` is about steepest: (1/b)^(1/r). */
export function similarityThreshold({ bands, rows }: Banding): number {
  return (1 / bands) ** (1 / rows);
}

/** The bands (from 0) in which two signatures of at least b · r numbers agree. */
export function collidingBands(
  first: Uint32Array,
  second: Uint32Array,
  { bands, rows }: Banding,
): number[] {
  const all = Array.from({ length: bands }, (_, band) => band);
  return all.filter((band) => isSameRun(first, band * rows, second, band * rows, rows));
}

/** Whether `count` numbers from the two places on are the same. */
export function isSameRun(
  first: Uint32Array,
  firstStart: number,
  second: Uint32Array,
  secondStart: number,
  count: number,
): boolean {
  for (let offset = 0; offset < count; offset++) {
    if (first[firstStart + offset] !== second[secondStart + offset]) return false;
  }
  return true;
}

/** A 32-bit key of `count` numbers; equal numbers have equal keys. */
export function hashRun(numbers: Uint32Array, start: number, count: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < start + count; at++) {
    hash = Math.imul(hash ^ numbers[at], 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
