/**
 * @file Which checkpoints to let go of when there are too many.
 */

/**
 * Takes away, one at a time, the step whose neighbours are closest together, never the first or the
 * last. Called after each new checkpoint it keeps the rest about evenly spaced however long a run is.
 * @param steps ascending
 * @param keep at least 2
 * @returns what is to be kept
 */
export function thinSteps(steps: readonly number[], keep: number): number[] {
  const kept = [...steps];
  while (kept.length > Math.max(2, keep)) {
    let closest = 1;
    for (let index = 2; index < kept.length - 1; index++) {
      const gap = kept[index + 1] - kept[index - 1];
      if (gap < kept[closest + 1] - kept[closest - 1]) closest = index;
    }
    kept.splice(closest, 1);
  }
  return kept;
}
