/**
 * @file Repeated stretches across many documents, by a suffix array (Lee et al. 2021, “Deduplicating training
 * data makes language models better”): every stretch of at least n units that stands in two places.
 * Suffixes that begin with the same n units are neighbours in the array. Stretches never reach
 * over the end of a document.
 * The paper's own program strikes every copy, the first too; by default the first one stays here. Cutting
 * stretches out can bring new repeats together, so the paper runs it twice.
 */
import { buildSuffixArray, longestCommonPrefixes, type Units } from '../suffix-array';

export const struckCopies = ['later', 'every'] as const;

export interface RepeatSettings {
  /** Units that a stretch must have at least. */
  readonly shortest: number;
  /** Which copies are struck: all but the first, or every one. */
  readonly struck: (typeof struckCopies)[number];
}

/** A stretch to strike: units `start` … `end` − 1. */
export interface Repeat {
  readonly start: number;
  readonly end: number;
  /** Where its beginning stands for the first time. */
  readonly source: number;
}

const none = -1;

/**
 * @param units all documents, one after the other
 * @param documentEnds ascending; the last is `units.length`
 * @returns stretches in the order of the text; none touches another, or crosses into another document
 */
export function findRepeats(
  units: Units,
  alphabetSize: number,
  documentEnds: ArrayLike<number>,
  { shortest, struck }: RepeatSettings,
): Repeat[] {
  const firsts = findFirstCopies(units, alphabetSize, documentEnds, shortest);
  const isLater = struck === 'later';
  // The stretch from `at` on is struck only from here, so that a first copy that overlaps with its
  // repeat, as in “aaaa”, stays whole.
  const strikeStart = (at: number) => (isLater ? Math.max(at, firsts[at] + shortest) : at);

  const isStruck = new Uint8Array(units.length);
  for (let at = 0; at < units.length; at++) {
    if (firsts[at] === none || (isLater && firsts[at] === at)) continue;
    isStruck.fill(1, strikeStart(at), at + shortest);
  }
  const sourceOf = (struckAt: number) => {
    let at = struckAt;
    while (firsts[at] === none || (isLater && firsts[at] === at) || strikeStart(at) > struckAt)
      at--;
    return firsts[at] + struckAt - at;
  };
  const repeats: Repeat[] = [];
  for (let document = 0, at = 0; document < documentEnds.length; document++) {
    const documentEnd = documentEnds[document];
    while (at < documentEnd) {
      const start = at;
      while (at < documentEnd && isStruck[at] === 1) at++;
      if (at > start) repeats.push({ start, end: at, source: sourceOf(start) });
      while (at < documentEnd && isStruck[at] === 0) at++;
    }
  }
  return repeats;
}

/**
 * For each place where a stretch of `length` units begins that stands in two places or more, the first
 * of these places; −1 elsewhere.
 */
function findFirstCopies(
  units: Units,
  alphabetSize: number,
  documentEnds: ArrayLike<number>,
  length: number,
): Int32Array {
  const suffixes = buildSuffixArray(units, alphabetSize);
  const prefixes = longestCommonPrefixes(units, suffixes);
  const firsts = new Int32Array(units.length).fill(none);
  const fits = (start: number) => start + length <= documentEndAfter(documentEnds, start);
  for (let from = 0; from < suffixes.length;) {
    let to = from + 1;
    while (to < suffixes.length && prefixes[to] >= length) to++;
    if (to - from > 1) {
      const places = suffixes.subarray(from, to).filter(fits);
      if (places.length > 1) {
        let first = places[0];
        for (const place of places) first = Math.min(first, place);
        for (const place of places) firsts[place] = first;
      }
    }
    from = to;
  }
  return firsts;
}

/** The index of the document that holds a unit. */
export function documentAt(documentEnds: ArrayLike<number>, unit: number): number {
  let [low, high] = [0, documentEnds.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (documentEnds[middle] > unit) high = middle;
    else low = middle + 1;
  }
  return low;
}

function documentEndAfter(documentEnds: ArrayLike<number>, unit: number): number {
  return documentEnds[documentAt(documentEnds, unit)];
}
