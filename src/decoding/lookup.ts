/**
 * @file Guessing without a model: what followed the last words when they stood there before (prompt
 * lookup decoding, Saxena 2023; the same as n-gram speculation).
 */

/** Tokens in a row that are looked for; fewer if so many do not occur before. */
const longest = 3;

/**
 * The ids after the latest earlier place that ends as the sequence does, in as many tokens as possible.
 * @param most ids at most
 * @returns none if the last id is new
 */
export function lookUp(ids: readonly number[], most: number): number[] {
  for (let length = Math.min(longest, ids.length - 1); length > 0; length--) {
    const ending = ids.slice(-length);
    for (let start = ids.length - length - 1; start >= 0; start--) {
      if (ending.every((id, index) => ids[start + index] === id)) {
        return ids.slice(start + length, start + length + most);
      }
    }
  }
  return [];
}
