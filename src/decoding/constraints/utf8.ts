/**
 * @file Ranges of characters as sequences of ranges of bytes: a token is bytes, and may end within a
 * character. The splitting is that of Thompson's `utf8` ranges (Cox 2010, “Regular Expression Matching
 * in the Wild”).
 */
import type { CharacterRange } from './expression';

/** Both ends included. */
export type ByteRange = readonly [first: number, last: number];

/** The last code point of each length, and what lies around the surrogates, which no text has. */
const sections: readonly CharacterRange[] = [
  [0, 0x7f],
  [0x80, 0x7ff],
  [0x800, 0xd7ff],
  [0xe000, 0xffff],
  [0x10000, 0x10ffff],
];

const encoder = new TextEncoder();
const bytesOf = (point: number) => [...encoder.encode(String.fromCodePoint(point))];

/** Every sequence stands for all products of its bytes; together they are the range's characters. */
export function byteSequences([first, last]: CharacterRange): ByteRange[][] {
  return sections.flatMap(([from, to]) => {
    const [low, high] = [Math.max(first, from), Math.min(last, to)];
    return low > high ? [] : split(low, high);
  });
}

/** @param low of the same length in UTF-8 as `high` */
function split(low: number, high: number): ByteRange[][] {
  const [lowBytes, highBytes] = [bytesOf(low), bytesOf(high)];
  for (let continuation = 1; continuation < lowBytes.length; continuation++) {
    const mask = 2 ** (6 * continuation) - 1;
    if ((low & ~mask) === (high & ~mask)) continue;
    if ((low & mask) !== 0) return [...split(low, low | mask), ...split((low | mask) + 1, high)];
    if ((high & mask) !== mask) {
      return [...split(low, (high & ~mask) - 1), ...split(high & ~mask, high)];
    }
  }
  return [lowBytes.map((byte, at) => [byte, highBytes[at]] as const)];
}
