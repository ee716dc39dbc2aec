/**
 * @file Positions of a model in plain numbers, as pictures take them; no tensors.
 */
import { distanceBucket } from '../tensor/positions';
import { usualDistances, type DistanceRanges } from './config';

export { alibiSlopes, sinusoid } from '../tensor/positions';

/** The row of T5's learned biases for a key that stands so many places before its query. */
export function bucketBehind(places: number, ranges: DistanceRanges = usualDistances): number {
  return distanceBucket(-places, { ...ranges, isCausal: true });
}
