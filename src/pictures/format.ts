/**
 * @file Numbers as short text. The same in every language: digits and a point.
 */

/** Four significant digits, without an exponent where that stays short; `−` for minus. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size < 1e-3 || size >= 1e6
      ? value.toExponential(2)
      : size >= 1000
        ? String(Math.round(value))
        : String(Number(value.toPrecision(4)));
  return text.replaceAll('-', '−').replace('e+', 'e');
}

/** A probability in percent: three significant digits, never rounded to 0 or 100 by accident. */
export function formatProbability(probability: number): string {
  const percent = probability * 100;
  if (percent === 0) return '0%';
  if (percent < 0.01) return '<0.01%';
  if (percent > 99.9 && percent < 100) return '>99.9%';
  return `${percent.toFixed(percent < 1 ? 2 : 1)}%`;
}

/** 1234567 → `1.23 M`. */
export function formatCount(count: number): string {
  return withUnit(count, 1000, ['', ' k', ' M', ' G']);
}

/** 1536 → `1.5 KiB`. */
export function formatBytes(bytes: number): string {
  return withUnit(bytes, 1024, [' B', ' KiB', ' MiB', ' GiB']);
}

function withUnit(value: number, factor: number, units: readonly string[]): string {
  let rest = value;
  let unit = 0;
  // 999.5 would print as 1000, so it already belongs to the next unit.
  while (rest >= factor - 0.5 && unit < units.length - 1) {
    rest /= factor;
    unit++;
  }
  return `${unit === 0 ? rest : Number(rest.toPrecision(3))}${units[unit] ?? ''}`;
}
