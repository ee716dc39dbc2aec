/**
 * @file How many characters, and bytes, a token of some encoded text stands for on average. Counted in the tokens'
 * bytes, so that a token which holds a third of a Chinese character counts as what it is.
 */
import type { Tokenizer } from '../types';

/** Of the four kinds of bytes in UTF-8, the one that does not begin a code point: 10xxxxxx. */
const isContinuation = (byte: number) => (byte & 0xc0) === 0x80;

/** Code points per token, the ends of documents counted as tokens without characters; 0 for no tokens. */
export function charactersPerToken(tokenizer: Tokenizer, ids: ArrayLike<number>): number {
  return perToken(tokenizer, ids, (byte) => !isContinuation(byte));
}

/** Bytes of UTF-8 per token, counted in the same way. */
export function bytesPerToken(tokenizer: Tokenizer, ids: ArrayLike<number>): number {
  return perToken(tokenizer, ids, () => true);
}

function perToken(
  tokenizer: Tokenizer,
  ids: ArrayLike<number>,
  counts: (byte: number) => boolean,
): number {
  const counted = new Float64Array(tokenizer.vocabularySize);
  for (let id = 0; id < counted.length; id++) {
    for (const byte of tokenizer.bytes(id)) if (counts(byte)) counted[id]++;
  }
  let sum = 0;
  for (let at = 0; at < ids.length; at++) sum += counted[ids[at]];
  return sum / Math.max(1, ids.length);
}
