/**
 * @file What counts as a word when texts are compared.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeWords, hashRuns, shinglesOf } from './shingles';
import { findWords, isMostlySpaceless, joinWords, splitWords } from './words';

describe('words', () => {
  it('are runs of letters and digits, or single characters of scripts without spaces', () => {
    expect(splitWords('The CAT, 2 cats!')).toEqual(['the', 'cat', '2', 'cats']);
    expect(splitWords('猫坐在 mat 上。')).toEqual(['猫', '坐', '在', 'mat', '上']);
    expect(splitWords('𠮷野家にて')).toEqual(['𠮷', '野', '家', 'に', 'て']);
    expect(splitWords(' … — 🙂')).toEqual([]);
    expect(joinWords(splitWords('他说 hello world 再见'))).toBe('他说 hello world 再见');
    expect(isMostlySpaceless(splitWords('我们用 GPT 吧'))).toBe(true);
    expect(isMostlySpaceless(splitWords('we say 你好 to them'))).toBe(false);
  });

  it('stand where they are said to, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const places = findWords(text);
        const words = splitWords(text);
        expect(places.map(({ start, end }) => text.slice(start, end).toLowerCase())).toEqual(words);
        const { starts, ends, bytes } = encodeWords(words);
        const decoder = new TextDecoder();
        expect(starts.map((start, at) => decoder.decode(bytes.subarray(start, ends[at])))).toEqual(
          words,
        );
      }),
    );
  });
});

describe('shingles', () => {
  it('are the runs of n words, each once', () => {
    expect(hashRuns(splitWords('a b a b a'), 2)).toHaveLength(4);
    expect(shinglesOf('a b a b a', 2)).toHaveLength(2);
    expect(shinglesOf('A, b: a', 3)).toEqual(shinglesOf('a b a', 3));
  });

  it('are one for a text that is too short, and none for one without words', () => {
    expect(shinglesOf('a b', 5)).toHaveLength(1);
    expect(shinglesOf('…', 5)).toHaveLength(0);
  });
});
