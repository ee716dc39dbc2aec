/**
 * @file Suffix arrays against published examples and against plain sorting.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../base/random';
import { buildSuffixArray, longestCommonPrefixes } from './suffix-array';

const bytes = (text: string) => new TextEncoder().encode(text);

function compareSuffixes(units: ArrayLike<number>, first: number, second: number): number {
  for (let offset = 0; ; offset++) {
    if (first + offset >= units.length) return -1;
    if (second + offset >= units.length) return 1;
    const difference = units[first + offset] - units[second + offset];
    if (difference !== 0) return difference;
  }
}

function sortPlainly(units: ArrayLike<number>): number[] {
  return Array.from({ length: units.length }, (_, at) => at).sort((first, second) =>
    first === second ? 0 : compareSuffixes(units, first, second),
  );
}

function prefixesPlainly(units: ArrayLike<number>, suffixes: readonly number[]): number[] {
  return suffixes.map((suffix, at) => {
    if (at === 0) return 0;
    let shared = 0;
    const before = suffixes[at - 1];
    const limit = units.length - Math.max(suffix, before);
    while (shared < limit && units[suffix + shared] === units[before + shared]) shared++;
    return shared;
  });
}

describe('buildSuffixArray', () => {
  it.each([
    ['banana', [5, 3, 1, 0, 4, 2], [0, 1, 3, 0, 0, 2]],
    ['mississippi', [10, 7, 4, 1, 0, 9, 8, 6, 3, 5, 2], [0, 1, 1, 4, 0, 0, 1, 0, 2, 1, 3]],
    ['', [], []],
    ['a', [0], [0]],
  ])('sorts the suffixes of “%s”', (text, suffixes, prefixes) => {
    const units = bytes(text);
    const array = buildSuffixArray(units, 256);
    expect([...array]).toEqual(suffixes);
    expect([...longestCommonPrefixes(units, array)]).toEqual(prefixes);
  });

  it('sorts every short text of three letters', () => {
    for (let length = 0; length <= 8; length++) {
      for (let code = 0; code < 3 ** length; code++) {
        const units = Uint8Array.from({ length }, (_, at) => Math.floor(code / 3 ** at) % 3);
        expect(buildSuffixArray(units, 3).join()).toBe(sortPlainly(units).join());
      }
    }
  });

  it.each([
    [2, Uint8Array],
    [4, Uint8Array],
    [300, Uint16Array],
    [70_000, Uint32Array],
  ])('sorts as plain sorting does, in an alphabet of %i', (alphabetSize, Typed) => {
    fc.assert(
      fc.property(fc.array(fc.nat(alphabetSize - 1), { maxLength: 200 }), (numbers) => {
        const units = Typed.from(numbers);
        const plain = sortPlainly(units);
        const array = buildSuffixArray(units, alphabetSize);
        expect([...array]).toEqual(plain);
        expect([...longestCommonPrefixes(units, array)]).toEqual(prefixesPlainly(units, plain));
      }),
    );
  });

  it('sorts texts that repeat themselves', () => {
    const fibonacci = ['a', 'ab'];
    while (fibonacci.length < 16) fibonacci.push(fibonacci.slice(-2).reverse().join(''));
    const texts = ['a'.repeat(500), 'ab'.repeat(250), 'ba'.repeat(250), 'abcab'.repeat(99)];
    for (const text of [...texts, fibonacci[15].slice(0, 900)]) {
      const units = bytes(text);
      const plain = sortPlainly(units);
      const array = buildSuffixArray(units, 256);
      expect([...array]).toEqual(plain);
      expect([...longestCommonPrefixes(units, array)]).toEqual(prefixesPlainly(units, plain));
    }
  });

  it('puts a long text with long repeats in order', () => {
    const random = new Random(1, 'suffix array');
    const units = new Uint8Array(300_000);
    for (let at = 0; at < units.length; at++) units[at] = random.integer(4);
    units.copyWithin(200_000, 10_000, 60_000);
    const array = buildSuffixArray(units, 4);
    const prefixes = longestCommonPrefixes(units, array);
    const seen = new Uint8Array(units.length);
    let bad = 0;
    let longest = 0;
    for (let at = 0; at < array.length; at++) {
      seen[array[at]]++;
      longest = Math.max(longest, prefixes[at]);
      if (at === 0) continue;
      // Neighbours are in order where they first differ, which is after their common prefix.
      const [first, second] = [array[at - 1] + prefixes[at], array[at] + prefixes[at]];
      if (first < units.length && !(second < units.length && units[first] < units[second])) bad++;
    }
    expect(seen.every((count) => count === 1)).toBe(true);
    expect(bad).toBe(0);
    expect(longest).toBeGreaterThanOrEqual(50_000);
  });

  it('refuses a unit outside of the alphabet', () => {
    expect(() => buildSuffixArray(Uint8Array.of(1, 4), 4)).toThrow(RangeError);
  });
});
