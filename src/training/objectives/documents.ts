/**
 * @file Where the documents of a token stream are; each is followed by the end of text.
 */
import type { Tokens } from './objective';

export interface Stretch {
  start: number;
  /** After its last token. */
  end: number;
}

/**
 * What stands between two ends of documents, empty ones left out. A stream may have been cut out of a
 * longer one: what is before its first end and behind its last may lack its beginning or its end.
 * @param isWhole only those of which neither is missing
 */
export function documentsOf(tokens: Tokens, endOfText: number, isWhole: boolean): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  let isFirst = true;
  const add = (end: number, isPart: boolean) => {
    if (end > start && !(isWhole && isPart)) found.push({ start, end });
    start = end + 1;
  };
  for (let place = tokens.indexOf(endOfText); place >= 0;) {
    add(place, isFirst);
    isFirst = false;
    place = tokens.indexOf(endOfText, start);
  }
  add(tokens.length, true);
  return found;
}
