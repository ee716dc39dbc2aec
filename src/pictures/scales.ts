/**
 * @file Scales and ticks for axes.
 */

export type Scale = (value: number) => number;

/** Maps `domain` to `range` in proportion; an empty domain maps to the start of the range. */
export function linearScale(
  domain: readonly [number, number],
  range: readonly [number, number],
): Scale {
  const span = domain[1] - domain[0];
  return (value) =>
    span === 0 ? range[0] : range[0] + ((value - domain[0]) / span) * (range[1] - range[0]);
}

/** As `linearScale`, of logarithms; everything must be positive. */
export function logScale(
  domain: readonly [number, number],
  range: readonly [number, number],
): Scale {
  const linear = linearScale([Math.log(domain[0]), Math.log(domain[1])], range);
  return (value) => linear(Math.log(value));
}

/** Powers of ten in [lowest, highest]. */
export function powersOfTen(lowest: number, highest: number): number[] {
  const first = Math.ceil(Math.log10(lowest) - 1e-9);
  const last = Math.floor(Math.log10(highest) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => 10 ** (first + index));
}

/** About `count` round numbers (1, 2 or 5 times a power of ten apart) within [lowest, highest]. */
export function niceTicks(lowest: number, highest: number, count: number): number[] {
  const span = highest - lowest;
  if (!(span > 0) || !Number.isFinite(span)) return Number.isFinite(lowest) ? [lowest] : [];
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const first = Math.ceil(lowest / step - 1e-9);
  const last = Math.floor(highest / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** A place in a picture to a hundredth of a pixel: paths stay short, and snapshots the same. */
export function roundPlace(place: number): number {
  return Math.round(place * 100) / 100;
}
