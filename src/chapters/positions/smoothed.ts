/**
 * @file A curve without its noise, for the eye.
 */

/** Means over so many neighbours on either side. */
export function smoothed(values: readonly number[], reach: number): number[] {
  return values.map((_, at) => {
    const near = values.slice(Math.max(0, at - reach), at + reach + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
}
