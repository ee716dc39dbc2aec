/**
 * @file Fewer points for long curves, and smoothing.
 */

export interface Point {
  x: number;
  y: number;
}

/**
 * At most `limit` points: the curve is cut into equal runs of points, of each the lowest and the
 * highest stay, in order, so no spike is lost. First and last point always stay.
 */
export function thin(points: readonly Point[], limit = 400): Point[] {
  const first = points[0];
  const last = points.at(-1);
  if (points.length <= limit || first === undefined || last === undefined) return [...points];
  const inner = points.slice(1, -1);
  const buckets = Math.max(1, Math.floor((limit - 2) / 2));
  const kept = [first];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const run = inner.slice(
      Math.floor((bucket * inner.length) / buckets),
      Math.floor(((bucket + 1) * inner.length) / buckets),
    );
    let low = run[0];
    let high = run[0];
    for (const point of run) {
      if (low === undefined || point.y < low.y) low = point;
      if (high === undefined || point.y > high.y) high = point;
    }
    if (low === undefined || high === undefined) continue;
    if (low === high) kept.push(low);
    else kept.push(...(low.x < high.x ? [low, high] : [high, low]));
  }
  return [...kept, last];
}

/**
 * Exponential moving average; 0 changes nothing, towards 1 is smoother. Divided by the sum of the
 * weights (as Adam does), so that the start is not pulled to zero.
 */
export function smooth(points: readonly Point[], weight: number): Point[] {
  let average = 0;
  let weights = 0;
  return points.map(({ x, y }) => {
    average = weight * average + (1 - weight) * y;
    weights = weight * weights + (1 - weight);
    return { x, y: average / weights };
  });
}

/** The last point at or before `x`, of points sorted by x. */
export function pointAt(points: readonly Point[], x: number): Point | undefined {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.x ?? Infinity) <= x) low = middle + 1;
    else high = middle;
  }
  return points[low - 1];
}
