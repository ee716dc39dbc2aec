/**
 * @file Suffix arrays: the starts of all suffixes of a text in the order of the suffixes, in linear
 * time, and how long the beginning is that each shares with the one before it. What occurs more
 * than once in the text then stands side by side.
 * SA-IS, “induced sorting” (Nong, Zhang & Chan 2009); common prefixes by the Φ algorithm (Kärkkäinen,
 * Manzini & Puglisi 2009). Units are numbers: bytes, UTF-16 units or token ids; a suffix that ends is
 * before all that go on. Memory beside the text: some 10 bytes per unit while sorting.
 */

export type Units = Uint8Array | Uint16Array | Uint32Array;

const none = -1;

/**
 * @param units each below `alphabetSize`
 * @returns the starts of the suffixes, `[units.length]`
 * @throws RangeError if a unit is outside of the alphabet
 */
export function buildSuffixArray(units: Units, alphabetSize: number): Int32Array {
  for (let at = 0; at < units.length; at++) {
    if (units[at] >= alphabetSize) {
      throw new RangeError(`unit ${units[at]} is outside of an alphabet of ${alphabetSize}`);
    }
  }
  return sortSuffixes(units, alphabetSize);
}

/**
 * @returns at index i the length of what suffixes i − 1 and i of the array begin with in common; 0 at
 * index 0. `[units.length]`
 */
export function longestCommonPrefixes(units: Units, suffixArray: Int32Array): Int32Array {
  const length = units.length;
  // For each suffix, by its place in the text, the one before it in the array; then their prefix.
  const prefixes = new Int32Array(length);
  let before = none;
  for (const suffix of suffixArray) {
    prefixes[suffix] = before;
    before = suffix;
  }
  // Without its first unit, a suffix shares with its neighbour at most one unit less.
  let shared = 0;
  for (let suffix = 0; suffix < length; suffix++) {
    const neighbour = prefixes[suffix];
    if (neighbour === none) {
      shared = 0;
    } else {
      const limit = length - Math.max(suffix, neighbour);
      while (shared < limit && units[suffix + shared] === units[neighbour + shared]) shared++;
    }
    prefixes[suffix] = shared;
    if (shared > 0) shared--;
  }
  const result = new Int32Array(length);
  for (let at = 0; at < length; at++) result[at] = prefixes[suffixArray[at]];
  return result;
}

/**
 * A suffix is *smaller* (type S) if it comes before the suffix that starts one unit later, else
 * *larger* (type L). A smaller one after a larger one is *leftmost smaller* (LMS). Once these few are in
 * order, two scans put all others in place; and their own order is that of a text at most half as
 * long, in which each stretch from one to the next is one unit.
 */
function sortSuffixes(units: Units | Int32Array, alphabetSize: number): Int32Array {
  const length = units.length;
  const suffixes = new Int32Array(length);
  if (length < 2) return suffixes;

  const isSmaller = findTypes(units);
  const bucketEnds = countBuckets(units, alphabetSize);
  const leftmost = findLeftmost(isSmaller);
  if (leftmost.length > 0) {
    // In any order of the LMS suffixes, the scans sort the stretches that begin with them.
    induce(units, isSmaller, bucketEnds, leftmost, suffixes);
    sortLeftmost(units, isSmaller, suffixes, leftmost);
  }
  induce(units, isSmaller, bucketEnds, leftmost, suffixes);
  return suffixes;
}

function findTypes(units: Units | Int32Array): Uint8Array {
  const isSmaller = new Uint8Array(units.length);
  for (let at = units.length - 2; at >= 0; at--) {
    const [here, next] = [units[at], units[at + 1]];
    isSmaller[at] = here < next || (here === next && isSmaller[at + 1] === 1) ? 1 : 0;
  }
  return isSmaller;
}

/** For each unit, the end of the stretch of the array whose suffixes begin with it. */
function countBuckets(units: Units | Int32Array, alphabetSize: number): Int32Array {
  const ends = new Int32Array(alphabetSize);
  for (let at = 0; at < units.length; at++) ends[units[at]]++;
  for (let unit = 1; unit < alphabetSize; unit++) ends[unit] += ends[unit - 1];
  return ends;
}

function isLeftmost(isSmaller: Uint8Array, at: number): boolean {
  return at > 0 && isSmaller[at] === 1 && isSmaller[at - 1] === 0;
}

function findLeftmost(isSmaller: Uint8Array): Int32Array {
  let count = 0;
  for (let at = 1; at < isSmaller.length; at++) if (isLeftmost(isSmaller, at)) count++;
  const leftmost = new Int32Array(count);
  let next = 0;
  for (let at = 1; at < isSmaller.length; at++) {
    if (isLeftmost(isSmaller, at)) leftmost[next++] = at;
  }
  return leftmost;
}

/** Puts all suffixes in the order that follows from the order of the LMS suffixes. */
function induce(
  units: Units | Int32Array,
  isSmaller: Uint8Array,
  bucketEnds: Int32Array,
  leftmost: Int32Array,
  suffixes: Int32Array,
): void {
  const length = units.length;
  suffixes.fill(none);

  const tails = bucketEnds.slice();
  for (let at = leftmost.length - 1; at >= 0; at--) {
    suffixes[--tails[units[leftmost[at]]]] = leftmost[at];
  }

  // Larger suffixes come after the one that starts a unit later: from the left, at the heads. The
  // empty suffix, first of all and not in the array, brings the last unit.
  const heads = new Int32Array(bucketEnds.length);
  heads.set(bucketEnds.subarray(0, -1), 1);
  suffixes[heads[units[length - 1]]++] = length - 1;
  for (let at = 0; at < length; at++) {
    const before = suffixes[at] - 1;
    if (before >= 0 && isSmaller[before] === 0) suffixes[heads[units[before]]++] = before;
  }

  // Smaller ones come before it: from the right, at the tails.
  tails.set(bucketEnds);
  for (let at = length - 1; at >= 0; at--) {
    const before = suffixes[at] - 1;
    if (before >= 0 && isSmaller[before] === 1) suffixes[--tails[units[before]]] = before;
  }
}

/**
 * Sorts the LMS suffixes.
 * @param suffixes sorted by their stretches; is overwritten
 * @param leftmost the LMS suffixes in the order of the text; afterwards in the order of the suffixes
 */
function sortLeftmost(
  units: Units | Int32Array,
  isSmaller: Uint8Array,
  suffixes: Int32Array,
  leftmost: Int32Array,
): void {
  const count = leftmost.length;
  let found = 0;
  for (let at = 0; at < suffixes.length; at++) {
    const suffix = suffixes[at];
    if (isLeftmost(isSmaller, suffix)) suffixes[found++] = suffix;
  }
  // Names of equal stretches are equal and go up with their order. No two LMS suffixes are neighbours,
  // so half their place is a place of its own; the rest of the array has room for that.
  const names = suffixes.subarray(count);
  let name = 0;
  for (let at = 0; at < count; at++) {
    const suffix = suffixes[at];
    if (at > 0 && !isSameStretch(units, isSmaller, suffixes[at - 1], suffix)) name++;
    names[suffix >> 1] = name;
  }
  const nameCount = name + 1;
  if (nameCount === count) {
    leftmost.set(suffixes.subarray(0, count));
    return;
  }
  const order = sortSuffixes(
    leftmost.map((suffix) => names[suffix >> 1]),
    nameCount,
  );
  for (let at = 0; at < count; at++) suffixes[at] = leftmost[order[at]];
  leftmost.set(suffixes.subarray(0, count));
}

/** Whether the stretches from two LMS suffixes to the next ones have the same units and types. */
function isSameStretch(
  units: Units | Int32Array,
  isSmaller: Uint8Array,
  first: number,
  second: number,
): boolean {
  for (let offset = 0; ; offset++) {
    const [here, there] = [first + offset, second + offset];
    // The end of the text is like no other unit.
    if (here === units.length || there === units.length) return false;
    if (units[here] !== units[there] || isSmaller[here] !== isSmaller[there]) return false;
    if (offset > 0) {
      const ends = isLeftmost(isSmaller, here);
      if (ends !== isLeftmost(isSmaller, there)) return false;
      if (ends) return true;
    }
  }
}
