/**
 * @file What benchmarks share to sum up and show their numbers.
 */

/** @param {number[]} numbers NaN if there are none */
export function median(numbers) {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

export const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/**
 * Rows as a table with aligned columns, in the order in which the keys come up.
 * @param {Record<string, unknown>[]} rows
 */
export function table(rows) {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [keys, ...rows.map((row) => keys.map((key) => String(row[key] ?? '')))];
  const widths = keys.map((_, at) => Math.max(...cells.map((line) => line[at].length)));
  return cells
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
