/**
 * @file What counts as a word when texts are compared: a run of letters, marks and digits in lower case;
 * in scripts that put no spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) each
 * character by itself. Punctuation and spacing make no difference.
 */

const spaceless =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const spacelessCharacter = `(?=[${spaceless}])[\\p{L}\\p{N}]\\p{M}*`;
const word = `(?:(?![${spaceless}])[\\p{L}\\p{M}\\p{N}])+`;
const words = new RegExp(`${spacelessCharacter}|${word}`, 'gu');
const startsSpaceless = new RegExp(`^${spacelessCharacter}`, 'u');

/** A word's place in the text, in UTF-16 units. */
export interface WordPlace {
  readonly start: number;
  readonly end: number;
}

/** The words of a text in their order, in lower case. */
export function splitWords(text: string): string[] {
  return text.match(words)?.map((match) => match.toLowerCase()) ?? [];
}

/** Where the words stand that `splitWords` gives. */
export function findWords(text: string): WordPlace[] {
  return Array.from(text.matchAll(words), ({ index, 0: match }) => ({
    start: index,
    end: index + match.length,
  }));
}

/** Whether most words are single characters of a script without spaces. */
export function isMostlySpaceless(texts: readonly string[]): boolean {
  let count = 0;
  for (const text of texts) if (startsSpaceless.test(text)) count++;
  return count * 2 > texts.length;
}

/** Words as one line of text: with spaces between them, but for characters of scripts without. */
export function joinWords(texts: readonly string[]): string {
  return texts.reduce((line, text, at) => {
    if (at === 0) return text;
    const joins = startsSpaceless.test(text) && startsSpaceless.test(texts[at - 1]);
    return joins ? line + text : `${line} ${text}`;
  }, '');
}
