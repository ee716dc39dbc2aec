/**
 * @file The rules by which merges are watched: where they start from, and which comes next.
 */
import { textToByteIds } from './bpe';
import { byteToCharacter, bytesInAlphabetOrder, characterToByte } from './byte-alphabet';
import { utf8Length } from './byte-level';
import { labelBytes } from './label';
import { preTokenize } from './pre-tokenize';
import { endOfTextToken } from './special-tokens';
import type { MergeRule } from './trace';

/** Byte-level BPE as in `bpe-train.ts`: the same ids, the same order of merges. */
export const byteLevelRule: MergeRule = {
  split: (text) => {
    let end = 0;
    return preTokenize(text).map((word) => ({ word, start: (end += word.length) - word.length }));
  },
  units: (word) => {
    const starts: number[] = [];
    const ends: number[] = [];
    let unit = 0;
    for (const character of word) {
      for (let left = utf8Length(character.codePointAt(0) ?? 0); left > 0; left--) {
        starts.push(unit);
        ends.push(unit + character.length);
      }
      unit += character.length;
    }
    return { ids: textToByteIds(word), starts, ends };
  },
  alphabet: [endOfTextToken, ...bytesInAlphabetOrder.map((byte) => byteToCharacter[byte])],
  join: (left, right) => left + right,
  label: (token) =>
    token === endOfTextToken
      ? token
      : labelBytes(Uint8Array.from(token, (character) => characterToByte.get(character) ?? 0)),
  score: (count) => count,
};
