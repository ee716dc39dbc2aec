/**
 * @file What the learning-rate finder is told and what it tells; and what is read off its curve. The
 * range test of Smith 2017 (arXiv 1506.01186), with an exponential rise and a smoothed loss.
 */

export interface FinderSettings {
  /** Of the first step. */
  from: number;
  /** Of the last step, unless the loss diverges before. */
  to: number;
  steps: number;
}

export interface FinderPoint {
  learningRate: number;
  /** Of the step's batch, before the step. */
  loss: number;
  /** See `smoothing`. */
  smoothed: number;
}

/** Weight of what was before in the exponential moving average, which is corrected for its start. */
export const smoothing = 0.9;
/** The loss has diverged when its average is so many times the smallest one. */
export const divergence = 1.5;
/** Steps before which nothing is decided: the average knows too little. */
export const settling = 10;
/** No more than so much of the rate with the smallest average is suggested. */
export const suggestedShare = 0.1;
/** Points on either side that a slope is taken over: one batch must not decide. */
const reach = 3;

/** Rises by the same factor at every step. @param step from 0 */
export function finderRate({ from, to, steps }: FinderSettings, step: number): number {
  return from * (to / from) ** (step / Math.max(1, steps - 1));
}

/** The points with one more loss behind them. */
export function withLoss(
  points: readonly FinderPoint[],
  learningRate: number,
  loss: number,
): FinderPoint[] {
  const count = points.length;
  const last = points.at(-1);
  const before = last ? last.smoothed * (1 - smoothing ** count) : 0;
  const average = smoothing * before + (1 - smoothing) * loss;
  const smoothed = average / (1 - smoothing ** (count + 1));
  return [...points, { learningRate, loss, smoothed }];
}

export function hasDiverged(points: readonly FinderPoint[]): boolean {
  const last = points.at(-1);
  if (!last || !Number.isFinite(last.loss)) return last !== undefined;
  const smallest = Math.min(...points.map(({ smoothed }) => smoothed));
  return points.length > settling && last.smoothed > divergence * smallest;
}

export interface FinderReading {
  /** Where the average is the smallest. */
  lowest: number;
  /** Where it falls most steeply against the logarithm of the rate. */
  steepest: number;
  /** The steepest, but at most `suggestedShare` of the lowest; in two digits. */
  suggested: number;
}

/** Null where the loss has not fallen: no rate can be suggested. */
export function readFinder(points: readonly FinderPoint[]): FinderReading | null {
  const judged = points.slice(settling - 1).filter(({ smoothed }) => Number.isFinite(smoothed));
  if (judged.length <= 2 * reach) return null;
  const smallest = judged.reduce((best, point) => (point.smoothed < best.smoothed ? point : best));
  if (smallest === judged[0]) return null;
  let steepest = judged[0];
  let slope = 0;
  for (let index = reach; index < judged.length - reach; index++) {
    const [before, after] = [judged[index - reach], judged[index + reach]];
    const rise = Math.log(after.learningRate / before.learningRate);
    const change = (after.smoothed - before.smoothed) / rise;
    if (change < slope && judged[index].learningRate < smallest.learningRate) {
      slope = change;
      steepest = judged[index];
    }
  }
  const suggested = Math.min(steepest.learningRate, suggestedShare * smallest.learningRate);
  return {
    lowest: smallest.learningRate,
    steepest: steepest.learningRate,
    suggested: Number(suggested.toPrecision(2)),
  };
}
