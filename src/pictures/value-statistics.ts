/**
 * @file Mean, deviation and histogram of many numbers; those that are not finite are left out.
 */
export interface ValueStatistics {
  count: number;
  mean: number;
  deviation: number;
  min: number;
  max: number;
  /** Numbers in each of the equal parts of min to max. */
  histogram: number[];
}

/** Null where no number is finite. */
export function statisticsOf(values: ArrayLike<number>, parts = 32): ValueStatistics | null {
  const finite = Array.from(values).filter(Number.isFinite);
  const count = finite.length;
  if (count === 0) return null;
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (const value of finite) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
  }
  const mean = sum / count;
  const squares = finite.reduce((total, value) => total + (value - mean) ** 2, 0);
  const histogram = Array.from({ length: parts }, () => 0);
  const width = max > min ? (max - min) / parts : 1;
  for (const value of finite) histogram[Math.min(parts - 1, Math.floor((value - min) / width))]++;
  return { count, mean, deviation: Math.sqrt(squares / count), min, max, histogram };
}
