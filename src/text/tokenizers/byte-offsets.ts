/**
 * @file Where in a text its characters, and the bytes of its UTF-8 form, come from.
 */
import type { TokenSpan } from '../types';
import { utf8Length } from './byte-level';

/** For every byte or character, the UTF-16 offsets at which its character starts and ends. */
export interface Offsets {
  starts: readonly number[];
  ends: readonly number[];
}

/** Of each byte; lone surrogates are three bytes, as U+FFFD is. */
export function byteOffsets(text: string): Offsets {
  return offsetsOf(text, (character) => utf8Length(character.codePointAt(0) ?? 0));
}

/** Of each code point. */
export function characterOffsets(text: string): Offsets {
  return offsetsOf(text, () => 1);
}

function offsetsOf(text: string, units: (character: string) => number): Offsets {
  const starts: number[] = [];
  const ends: number[] = [];
  let unit = 0;
  for (const character of text) {
    for (let left = units(character); left > 0; left--) {
      starts.push(unit);
      ends.push(unit + character.length);
    }
    unit += character.length;
  }
  return { starts, ends };
}

/** Places of tokens whose bytes, one after the other, are the text. */
export function spansOfBytes(
  text: string,
  ids: readonly number[],
  lengthOf: (id: number) => number,
): TokenSpan[] {
  const { starts, ends } = byteOffsets(text);
  let byte = 0;
  return ids.map((id) => {
    const start = starts.at(byte) ?? text.length;
    byte += lengthOf(id);
    return { id, start, end: byte === 0 ? start : (ends.at(byte - 1) ?? text.length) };
  });
}
