/**
 * @file The shingles of a compared text as pieces of it, for drawing.
 */
import type { ComparedText, PairSettings } from '../../text/cleaning/pair';

/** @returns in the order of the text; the same shingle may come twice */
export function cutShingles(
  { text, words, isShared }: ComparedText,
  { shingleSize }: Pick<PairSettings, 'shingleSize'>,
): { text: string; isShared: boolean }[] {
  return isShared.map((shared, at) => {
    const last = Math.min(at + shingleSize, words.length) - 1;
    return { text: text.slice(words[at].start, words[last].end), isShared: shared };
  });
}
