/**
 * @file Where columns part.
 */

/** For each column, the first index at which it differs from the first column; null if it does not. */
export function firstDivergence(columns: readonly (readonly number[])[]): (number | null)[] {
  const [first = []] = columns;
  return columns.map((column) => {
    const shared = Math.min(column.length, first.length);
    for (let index = 0; index < shared; index++) {
      if (column[index] !== first[index]) return index;
    }
    return null;
  });
}
