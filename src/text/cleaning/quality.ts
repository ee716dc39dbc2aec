/**
 * @file What a text is made of, as the quality rules of Gopher (Rae et al. 2021, 2112.11446, appendix
 * A1) count it. Words are parted by whitespace, in scripts without spaces each character is one.
 */
import { linesOf, stopWords, wordsOf } from './text-units';

export interface QualityMeasures {
  words: number;
  /** Characters in a word that is more than signs. */
  meanWordLength: number;
  /** Hash signs for each word. */
  hashes: number;
  /** Ellipses (… or ...) for each word. */
  ellipses: number;
  /** Share of the lines that begin with a bullet. */
  bulletLines: number;
  /** Share of the lines that end in an ellipsis. */
  ellipsisLines: number;
  /** Share of the words with a letter. */
  lettered: number;
  /** How many different words of the language's stop words there are. */
  stopWords: number;
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
const share = (part: number, whole: number) => part / Math.max(1, whole);

/** @param language whose stop words are looked for; unknown ones are taken for English */
export function measureQuality(text: string, language: string | null): QualityMeasures {
  const words = wordsOf(text);
  const signless = words.filter((word) => /[\p{L}\p{N}]/u.test(word));
  const lines = linesOf(text);
  const stops = stopWords[language ?? 'en'] ?? stopWords.en;
  const seen = new Set(words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]+$/u, '')));
  return {
    words: signless.length,
    meanWordLength: share(
      signless.reduce((sum, word) => sum + word.length, 0),
      signless.length,
    ),
    hashes: share(count(text, /#/g), words.length),
    ellipses: share(count(text, /…|\.\.\./g), words.length),
    bulletLines: share(lines.filter((line) => /^[-*•·‣]/.test(line)).length, lines.length),
    ellipsisLines: share(lines.filter((line) => /(…|\.\.\.)$/.test(line)).length, lines.length),
    lettered: share(words.filter((word) => /\p{L}/u.test(word)).length, words.length),
    stopWords: stops.filter((word) => seen.has(word)).length,
  };
}
