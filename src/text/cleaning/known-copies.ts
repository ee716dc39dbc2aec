/**
 * @file A set of texts of which it is known which are near-copies of which: originals and copies of them with
 * more and more words replaced. What a method finds can then be counted as right or wrong.
 */
import { Random } from '../../base/random';
import { findWords } from './words';

export interface KnownCopies {
  readonly texts: readonly string[];
  /** For each text the number of its original; copies of one original share it. */
  readonly originals: readonly number[];
}

export interface CopySettings {
  readonly seed: number;
  /** An original has from 0 to this many copies, each number equally often. */
  readonly mostCopies: number;
  /** Share of the words that are replaced in a copy, drawn from 0 up to this. */
  readonly mostEdits: number;
}

/** Originals and copies in a drawn order. */
export function makeKnownCopies(
  originals: readonly string[],
  { seed, mostCopies, mostEdits }: CopySettings,
): KnownCopies {
  const random = new Random(seed, 'known copies');
  const made = originals.flatMap((text, original) => [
    { text, original },
    ...Array.from({ length: original % (mostCopies + 1) }, () => ({
      text: replaceWords(text, mostEdits * random.float(), random),
      original,
    })),
  ]);
  random.shuffle(made);
  return {
    texts: made.map(({ text }) => text),
    originals: made.map(({ original }) => original),
  };
}

/** Puts other words of the same text in the place of about this share of its words. */
export function replaceWords(text: string, share: number, random: Random): string {
  const places = findWords(text);
  let result = '';
  let end = 0;
  for (const place of places) {
    if (random.float() >= share) continue;
    const other = random.pick(places);
    result += text.slice(end, place.start) + text.slice(other.start, other.end);
    end = place.end;
  }
  return result + text.slice(end);
}
