/**
 * @file A curve without its noise, for the eye.
 */
import { meanOf } from '../../base/mean';

/** Means over so many neighbours on either side. */
export function smoothed(values: readonly number[], reach: number): number[] {
  return values.map((_, at) => {
    return meanOf(values.slice(Math.max(0, at - reach), at + reach + 1));
  });
}
