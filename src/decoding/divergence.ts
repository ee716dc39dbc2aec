/**
 * @file Where columns part: at a token where their ids mean the same, else at a place in the text.
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

/** The first token of `labels` with which its text is no longer that of `first`, as far as both go. */
export function firstTextDivergence(
  first: readonly string[],
  labels: readonly string[],
): number | null {
  const text = first.join('');
  let end = 0;
  for (const [index, label] of labels.entries()) {
    const expected = text.slice(end, end + label.length);
    if (!label.startsWith(expected)) return index;
    end += label.length;
    if (end >= text.length) return null;
  }
  return null;
}
