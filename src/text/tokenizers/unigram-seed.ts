/**
 * @file The first vocabulary of Unigram training, far too large: all characters, and of the strings
 * that occur at least twice those for which count × length is largest. Repeated strings are found in
 * a suffix array of all words: where neighbours in it begin alike, they repeat.
 * Source: google/sentencepiece `src/unigram_model_trainer.cc` (`MakeSeedSentencePieces`). There each
 * distinct word counts once; here as often as it occurs in the text.
 */
import { buildSuffixArray, longestCommonPrefixes } from '../suffix-array';
import type { CountedWords } from './count-words';
import type { ScoredPiece } from './observe';

const mostSeeds = 1_000_000;
/** In characters, as in SentencePiece. */
const longestPiece = 16;

/** @param words with `▁` for a space. @returns scores are logs of shares of all count × length */
export function seedPieces({ words, counts }: CountedWords, alphabet: readonly string[]) {
  const codes = new Map(alphabet.map((character, index) => [character, index + 1]));
  const text = words.map((word) => Array.from(word, (character) => codes.get(character) ?? 0));
  const length = text.reduce((sum, word) => sum + word.length + 1, 0);
  // 0 ends a word. `left[i]` characters of the word are left from place i on.
  const units = new Uint32Array(length);
  const left = new Uint32Array(length);
  const weights = new Float64Array(length);
  const characterCounts = new Float64Array(alphabet.length + 1);
  let at = 0;
  for (const [index, word] of text.entries()) {
    for (const [place, code] of word.entries()) {
      units[at] = code;
      left[at] = word.length - place;
      weights[at] = counts[index];
      characterCounts[code] += counts[index];
      at++;
    }
    at++;
  }

  const seeds: ScoredPiece[] = [];
  const suffixes = buildSuffixArray(units, alphabet.length + 1);
  const prefixes = longestCommonPrefixes(units, suffixes);
  const depthAt = (index: number) =>
    index === 0 || index === length
      ? 0
      : Math.min(prefixes[index], longestPiece, left[suffixes[index]], left[suffixes[index - 1]]);
  // The intervals of suffixes that share `depth` characters, nested; `weight` counts those before.
  const open: { depth: number; suffix: number; weight: number }[] = [];
  let passed = 0;
  for (let index = 0; index <= length; index++) {
    const depth = depthAt(index);
    let weight = index === 0 ? 0 : passed - weights[suffixes[index - 1]];
    for (let top = open.at(-1); top !== undefined && top.depth > depth; top = open.at(-1)) {
      open.pop();
      const count = passed - top.weight;
      if (top.depth > 1) {
        const piece = alphabetSlice(alphabet, units, top.suffix, top.depth);
        seeds.push({ piece, score: count * top.depth });
      }
      weight = top.weight;
    }
    if (depth > (open.at(-1)?.depth ?? 0)) {
      open.push({ depth, suffix: suffixes[index], weight });
    }
    if (index < length) passed += weights[suffixes[index]];
  }
  // A word that begins no other repeats all the same, as often as it occurs.
  const known = new Set(seeds.map(({ piece }) => piece));
  for (const [index, word] of words.entries()) {
    const size = text[index].length;
    if (counts[index] < 2 || size < 2 || size > longestPiece || known.has(word)) continue;
    seeds.push({ piece: word, score: counts[index] * size });
  }
  seeds.sort((first, second) => second.score - first.score);
  seeds.length = Math.min(seeds.length, mostSeeds);

  const characters = alphabet.map((piece, index) => ({ piece, score: characterCounts[index + 1] }));
  const all = [...characters, ...seeds];
  const logSum = Math.log(all.reduce((sum, { score }) => sum + score, 0));
  return all.map(({ piece, score }) => ({ piece, score: Math.log(score) - logSum }));
}

function alphabetSlice(
  alphabet: readonly string[],
  units: Uint32Array,
  start: number,
  length: number,
): string {
  let text = '';
  for (let at = start; at < start + length; at++) text += alphabet[units[at] - 1];
  return text;
}
