/**
 * @file The law by which a loss falls with compute, L = a·C^−b + c, fitted to runs, and what it predicts
 * (Kaplan et al. 2020, arXiv 2001.08361; Hoffmann et al. 2022, arXiv 2203.15556). Residuals are those of
 * log L. Without c it is a straight line on log axes: ordinary least squares. With c, what no compute
 * removes, the sum of Huber's losses is minimised by Gauss–Newton steps, damped (Levenberg and Marquardt)
 * and reweighted, from several values of c, so that one odd run does not bend the curve.
 *
 * Uncertainty: the prediction interval of (non-)linear regression, from the residuals' variance and the
 * curve's slopes (the delta method), with Student's t for the few degrees of freedom that few runs leave.
 * It holds for the noise of runs about the law, not for a law that is wrong.
 */
import { meanOf } from '../../base/mean';

export interface LossPoint {
  /** FLOPs; above 0. */
  compute: number;
  /** Above 0. */
  loss: number;
}

export interface Prediction {
  loss: number;
  /** Ends of the 90% prediction interval. */
  low: number;
  high: number;
}

export interface PowerLaw {
  /** For compute in FLOPs. */
  a: number;
  b: number;
  /** 0 where it was not asked for, or where the fit found none. */
  c: number;
  /** Standard error of b. */
  bError: number;
  /** Standard deviation of log L about the law: about the relative error of a loss. */
  deviation: number;
  predict: (compute: number) => Prediction;
}

/** Fewest different computes, with and without c: one more than what is fitted. */
export const fewestPoints = { withoutFloor: 3, withFloor: 4 } as const;

/** Of log L: beyond it, a residual counts by its size and not by its square. */
const huberDelta = 0.01;
/** Where the search for c starts, as shares of the lowest loss. */
const floorStarts = [0, 0.2, 0.4, 0.6, 0.75, 0.87, 0.95];
const mostSteps = 200;

/** 95% quantile of Student's t by degrees of freedom, from 1. */
const studentT = [
  6.3138, 2.92, 2.3534, 2.1318, 2.015, 1.9432, 1.8946, 1.8595, 1.8331, 1.8125, 1.7959, 1.7823,
  1.7709, 1.7613, 1.7531, 1.7459, 1.7396, 1.7341, 1.7291, 1.7247,
];
/** Of a normal distribution. */
const limitT = 1.6449;

/** log a at the middle compute, b, and c if it is fitted. */
type Parameters = number[];

/**
 * Fits the law; null where there are too few different computes, or values that cannot be.
 * @param hasFloor whether c is fitted
 */
export function fitPowerLaw(points: readonly LossPoint[], hasFloor: boolean): PowerLaw | null {
  const computes = new Set(points.map(({ compute }) => compute));
  const fewest = hasFloor ? fewestPoints.withFloor : fewestPoints.withoutFloor;
  const areFine = points.every(
    ({ compute, loss }) => compute > 0 && loss > 0 && Number.isFinite(compute + loss),
  );
  if (computes.size < fewest || !areFine) return null;
  // About the middle, a and b hardly depend on each other.
  const middle = meanOf(points.map(({ compute }) => Math.log(compute)));
  const xs = points.map(({ compute }) => Math.log(compute) - middle);
  const ys = points.map(({ loss }) => Math.log(loss));
  const line = leastSquares(xs, ys);
  const curve = hasFloor ? withFloor(xs, ys, line) : line;
  return lawOf(curve, xs, ys, middle);
}

/** Intercept and falling slope of the line nearest to the points. */
function leastSquares(xs: readonly number[], ys: readonly number[]): Parameters {
  const [x0, y0] = [meanOf(xs), meanOf(ys)];
  const across = xs.reduce((sum, x, index) => sum + (x - x0) * (ys[index] - y0), 0);
  const along = xs.reduce((sum, x) => sum + (x - x0) ** 2, 0);
  const slope = across / along;
  return [y0 - slope * x0, -slope];
}

const powerAt = ([logA, b]: Parameters, x: number) => Math.exp(logA - b * x);
const lossAt = (parameters: Parameters, x: number) => powerAt(parameters, x) + (parameters[2] ?? 0);

/** Slopes of log L by each parameter. */
function slopes(parameters: Parameters, x: number): number[] {
  const power = powerAt(parameters, x);
  const loss = lossAt(parameters, x);
  const ofLine = [power / loss, (-x * power) / loss];
  return parameters.length === 2 ? ofLine : [...ofLine, 1 / loss];
}

/** The best of the fits from all starts; a line where none has a floor above 0. */
function withFloor(xs: readonly number[], ys: readonly number[], line: Parameters): Parameters {
  const lowest = Math.exp(Math.min(...ys));
  let best = line;
  let least = huberSum(line, xs, ys);
  for (const share of floorStarts) {
    const floor = share * lowest;
    const above = ys.map((y) => Math.log(Math.exp(y) - floor));
    const found = descend([...leastSquares(xs, above), floor], xs, ys);
    const sum = huberSum(found, xs, ys);
    if (found[2] > 1e-6 * lowest && sum < least * (1 - 1e-9)) [best, least] = [found, sum];
  }
  return best;
}

function huberSum(parameters: Parameters, xs: readonly number[], ys: readonly number[]): number {
  return xs.reduce((sum, x, index) => {
    const size = Math.abs(ys[index] - Math.log(lossAt(parameters, x)));
    return sum + (size <= huberDelta ? size ** 2 / 2 : huberDelta * (size - huberDelta / 2));
  }, 0);
}

function descend(start: Parameters, xs: readonly number[], ys: readonly number[]): Parameters {
  let parameters = start;
  let sum = huberSum(parameters, xs, ys);
  let damping = 1e-3;
  for (let step = 0; step < mostSteps && damping < 1e12; step++) {
    const residuals = xs.map((x, index) => ys[index] - Math.log(lossAt(parameters, x)));
    const weights = residuals.map((one) =>
      Math.min(1, huberDelta / Math.max(1e-300, Math.abs(one))),
    );
    const rows = xs.map((x) => slopes(parameters, x));
    const square = gram(rows, weights).map((row, at) =>
      row.map((value, other) => (at === other ? value * (1 + damping) : value)),
    );
    const side = parameters.map((_, at) =>
      rows.reduce((total, row, index) => total + weights[index] * row[at] * residuals[index], 0),
    );
    const change = solve(square, side);
    const next = change && parameters.map((value, at) => value + change[at]);
    // Neither a floor below 0 nor a loss that grows.
    if (next) next[2] = Math.max(0, next[2]);
    const nextSum = next ? huberSum(next, xs, ys) : Infinity;
    if (!next || !(nextSum < sum)) {
      damping *= 10;
      continue;
    }
    [parameters, sum, damping] = [next, nextSum, Math.max(1e-9, damping / 10)];
  }
  return parameters;
}

function lawOf(
  parameters: Parameters,
  xs: readonly number[],
  ys: readonly number[],
  middle: number,
): PowerLaw | null {
  const freedom = xs.length - parameters.length;
  const rows = xs.map((x) => slopes(parameters, x));
  const square = gram(
    rows,
    xs.map(() => 1),
  );
  const squares = xs.reduce(
    (sum, x, index) => sum + (ys[index] - Math.log(lossAt(parameters, x))) ** 2,
    0,
  );
  const variance = squares / freedom;
  /** Variance of a combination of the parameters. */
  const varianceOf = (combination: readonly number[]) => {
    const solved = solve(square, combination);
    if (!solved) return Infinity;
    return variance * solved.reduce((sum, value, at) => sum + value * combination[at], 0);
  };
  const t = studentT[freedom - 1] ?? limitT;
  const [logA, b, c = 0] = parameters;
  return {
    a: Math.exp(logA + b * middle),
    b,
    c,
    bError: Math.sqrt(varianceOf(parameters.map((_, at) => Number(at === 1)))),
    deviation: Math.sqrt(variance),
    predict: (compute) => {
      const x = Math.log(compute) - middle;
      const loss = lossAt(parameters, x);
      const half = t * Math.sqrt(variance + varianceOf(slopes(parameters, x)));
      return { loss, low: loss * Math.exp(-half), high: loss * Math.exp(half) };
    },
  };
}

/** Sum of the weighted outer products of rows with themselves. */
function gram(rows: readonly (readonly number[])[], weights: readonly number[]): number[][] {
  return rows[0].map((_, at) =>
    rows[0].map((__, other) =>
      rows.reduce((sum, row, index) => sum + weights[index] * row[at] * row[other], 0),
    ),
  );
}

/** Gaussian elimination with pivoting; null for a matrix without an inverse. */
function solve(matrix: readonly (readonly number[])[], side: readonly number[]): number[] | null {
  const rows = matrix.map((row, index) => [...row, side[index]]);
  const size = side.length;
  for (let at = 0; at < size; at++) {
    const pivot = rows
      .slice(at)
      .reduce(
        (best, row, index) => (Math.abs(row[at]) > Math.abs(rows[best][at]) ? at + index : best),
        at,
      );
    [rows[at], rows[pivot]] = [rows[pivot], rows[at]];
    if (Math.abs(rows[at][at]) < 1e-14) return null;
    for (let row = 0; row < size; row++) {
      if (row === at) continue;
      const factor = rows[row][at] / rows[at][at];
      for (let column = at; column <= size; column++)
        rows[row][column] -= factor * rows[at][column];
    }
  }
  return rows.map((row, index) => row[size] / row[index]);
}
