/**
 * @file From curves to what a chart library draws: rows by x, ticks and domains.
 */
import { niceTicks } from './scales';
import { thin, type Point } from './thin';

/** One row per x; curve number i has its value in `s<i>`. */
export type ChartRow = { x: number } & Record<string, number>;

export function finitePoints(points: readonly Point[]): Point[] {
  return points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
}

/** Thins every curve to `limit` points and merges them, sorted by x. */
export function chartRows(
  series: readonly { points: readonly Point[] }[],
  limit = 400,
): ChartRow[] {
  const rows = new Map<number, ChartRow>();
  series.forEach(({ points }, index) => {
    for (const { x, y } of thin(points, limit)) {
      const row = rows.get(x) ?? { x };
      row[`s${index}`] = y;
      rows.set(x, row);
    }
  });
  return [...rows.values()].sort((a, b) => a.x - b.x);
}

export interface ChartTicks {
  x: number[];
  y: number[];
  xDomain: [number, number];
  yDomain: [number, number];
}

/**
 * Domains hold every point and rule, with a little air above and below. They end on half ticks, so
 * that the axes stand still while a curve grows within them.
 */
export function chartTicks(
  series: readonly { points: readonly Point[] }[],
  rules: readonly { value: number; axis: 'x' | 'y' }[],
  width: number,
): ChartTicks {
  const values = { x: [Infinity, -Infinity], y: [Infinity, -Infinity] };
  const include = (axis: 'x' | 'y', value: number) => {
    values[axis][0] = Math.min(values[axis][0] ?? value, value);
    values[axis][1] = Math.max(values[axis][1] ?? value, value);
  };
  for (const { points } of series) {
    for (const { x, y } of points) {
      include('x', x);
      include('y', y);
    }
  }
  for (const { axis, value } of rules) include(axis, value);
  const [left = 0, right = 1] = values.x;
  const [low = 0, high = 1] = values.y;
  const air = high > low ? (high - low) * 0.06 : Math.abs(high) * 0.1 || 1;
  // Counts and losses never fall below zero, so neither does the air under them.
  const floor = low >= 0 ? Math.max(0, low - air) : low - air;
  const yDomain = toHalfTicks(floor, high + air, 5);
  const columns = Math.max(2, Math.floor(width / 90));
  const xDomain: [number, number] = [left, toHalfTicks(left, right, columns)[1]];
  return {
    x: niceTicks(...xDomain, columns),
    y: niceTicks(...yDomain, 5),
    xDomain,
    yDomain,
  };
}

function toHalfTicks(lowest: number, highest: number, count: number): [number, number] {
  const [first, second] = niceTicks(lowest, highest, count);
  if (second === undefined) return [lowest, highest];
  const half = (second - first) / 2;
  const outward = (value: number, round: (ratio: number) => number) =>
    Number((round(Number((value / half).toFixed(6))) * half).toPrecision(12));
  return [outward(lowest, Math.floor), outward(highest, Math.ceil)];
}
