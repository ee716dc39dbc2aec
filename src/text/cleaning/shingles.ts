/**
 * @file Shingles: all runs of n words of a text, as a set. How much two texts have in common is the share
 * of their shingles that both have, their Jaccard similarity (Broder 1997). A text with fewer words
 * than n is one shingle; one without words has none.
 */
import { fnv1a32 } from './fnv';
import { splitWords } from './words';

const encoder = new TextEncoder();
const space = 0x20;

/** The words of a text as bytes with a space between them, and where each word begins and ends. */
export interface EncodedWords {
  readonly bytes: Uint8Array;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export function encodeWords(words: readonly string[]): EncodedWords {
  const bytes = encoder.encode(words.join(' '));
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    if (at === 0 || bytes[at - 1] === space) starts.push(at);
    if (at + 1 === bytes.length || bytes[at + 1] === space) ends.push(at + 1);
  }
  return { bytes, starts, ends };
}

/** How many runs of `size` words a text of `wordCount` has; the same shingle may be among them twice. */
export function countShingles(wordCount: number, size: number): number {
  return wordCount === 0 ? 0 : Math.max(1, wordCount - size + 1);
}

/** The hash (32-bit FNV-1a of UTF-8) of each run of `size` words, in the order of the text. */
export function hashRuns(words: readonly string[], size: number): Uint32Array {
  const { bytes, starts, ends } = encodeWords(words);
  const hashes = new Uint32Array(countShingles(words.length, size));
  for (let at = 0; at < hashes.length; at++) {
    const last = Math.min(at + size, words.length) - 1;
    hashes[at] = fnv1a32(bytes, starts[at], ends[last]);
  }
  return hashes;
}

/** The set of a text's shingles, as ascending hashes without repeats. */
export function shinglesOf(text: string, size: number): Uint32Array {
  return toSet(hashRuns(splitWords(text), size));
}

/** Sorts the hashes in place and drops repeats. */
export function toSet(hashes: Uint32Array): Uint32Array {
  hashes.sort();
  let count = 0;
  for (let at = 0; at < hashes.length; at++) {
    if (at === 0 || hashes[at] !== hashes[at - 1]) hashes[count++] = hashes[at];
  }
  return hashes.slice(0, count);
}

/** Size of the intersection of two ascending sets. */
export function countCommon(first: Uint32Array, second: Uint32Array): number {
  let common = 0;
  for (let here = 0, there = 0; here < first.length && there < second.length;) {
    const [left, right] = [first[here], second[there]];
    if (left === right) common++;
    if (left <= right) here++;
    if (right <= left) there++;
  }
  return common;
}

/** |A ∩ B| / |A ∪ B| of two ascending sets; 0 if both are empty. */
export function jaccard(first: Uint32Array, second: Uint32Array): number {
  const common = countCommon(first, second);
  const union = first.length + second.length - common;
  return union === 0 ? 0 : common / union;
}
