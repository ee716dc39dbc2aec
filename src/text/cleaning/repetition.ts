/**
 * @file How much of a text says the same again: the measures of Gopher's repetition rules (Rae et al.
 * 2021, 2112.11446, table A1), each a share from 0 to 1.
 */
import { linesOf, paragraphsOf, wordsOf } from './text-units';

/** Sizes of the n-grams of which the commonest is looked at, and of those that may not come back. */
export const topSizes = [2, 3, 4] as const;
export const duplicateSizes = [5, 6, 7, 8, 9, 10] as const;

export interface RepetitionMeasures {
  duplicateLines: number;
  duplicateLineCharacters: number;
  duplicateParagraphs: number;
  duplicateParagraphCharacters: number;
  /** Share of the characters that the commonest n-gram covers, by n. */
  topNgram: Record<(typeof topSizes)[number], number>;
  /** Share of the characters in n-grams that stood before, by n. */
  duplicateNgram: Record<(typeof duplicateSizes)[number], number>;
}

/** Share of the parts that are equal to an earlier one, and the characters in these. */
function repeated(parts: readonly string[]): { share: number; characters: number } {
  const seen = new Set<string>();
  let [count, characters] = [0, 0];
  for (const part of parts) {
    if (seen.has(part)) {
      count++;
      characters += part.length;
    } else seen.add(part);
  }
  return { share: count / Math.max(1, parts.length), characters };
}

/** Characters that the commonest n-gram covers; one that stands only once counts too. */
function topNgram(words: readonly string[], size: number, space: string): number {
  const counts = new Map<string, number>();
  let [best, most] = ['', 0];
  for (let start = 0; start + size <= words.length; start++) {
    const ngram = words.slice(start, start + size).join(space);
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  // The first of the commonest, in the order of the text.
  for (const [ngram, count] of counts) if (count > most) [best, most] = [ngram, count];
  return best.length * most;
}

/** Characters in n-grams that stood before, none counted twice. */
function duplicateNgrams(words: readonly string[], size: number): number {
  const seen = new Set<string>();
  let characters = 0;
  for (let start = 0; start + size <= words.length;) {
    const ngram = words.slice(start, start + size).join('');
    if (seen.has(ngram)) {
      characters += ngram.length;
      start += size;
    } else {
      seen.add(ngram);
      start++;
    }
  }
  return characters;
}

/** @param space what stands between two words: nothing in Chinese */
export function measureRepetition(text: string, space = ' '): RepetitionMeasures {
  const words = wordsOf(text);
  const lines = repeated(linesOf(text));
  const paragraphs = repeated(paragraphsOf(text));
  const length = Math.max(1, text.length);
  const top = (size: number) => topNgram(words, size, space) / length;
  const duplicate = (size: number) => duplicateNgrams(words, size) / length;
  return {
    duplicateLines: lines.share,
    duplicateLineCharacters: lines.characters / length,
    duplicateParagraphs: paragraphs.share,
    duplicateParagraphCharacters: paragraphs.characters / length,
    topNgram: { 2: top(2), 3: top(3), 4: top(4) },
    duplicateNgram: {
      5: duplicate(5),
      6: duplicate(6),
      7: duplicate(7),
      8: duplicate(8),
      9: duplicate(9),
      10: duplicate(10),
    },
  };
}
