/**
 * @file Finds the places of tokens in a text when only the tokens' own texts are known, because their
 * tokenizer changes the text first (case, accents, spaces) and tells no offsets. Both sides are
 * folded (compatibility decomposition, no marks, lower case) and walked from the left. A token that
 * is not found, such as the unknown token, gets what lies between its neighbours.
 */

export interface Place {
  /** UTF-16 offsets. */
  start: number;
  end: number;
}

/** Farther ahead than this many characters a token is not looked for. */
const reach = 200;

interface Folded {
  text: string;
  /** For every UTF-16 unit of the folded text, the place in the text that it comes from. */
  places: Place[];
}

function foldCharacter(character: string): string {
  return character
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\p{White_Space}/gu, (space) => (space === '\n' ? '\n' : ' '))
    .toLowerCase();
}

function fold(text: string): Folded {
  let folded = '';
  let unit = 0;
  const places: Place[] = [];
  for (const character of text) {
    const place = { start: unit, end: unit + character.length };
    const added = foldCharacter(character);
    folded += added;
    for (let count = added.length; count > 0; count--) places.push(place);
    unit += character.length;
  }
  return { text: folded, places };
}

/** @param surfaces the tokens' texts in order; `''` for tokens that stand for no known text */
export function alignTokens(text: string, surfaces: readonly string[]): Place[] {
  const folded = fold(text);
  const result: Place[] = [];
  /** Tokens without a place since the last one that was found. */
  let lost: Place[] = [];
  let at = 0;
  let end = 0;
  for (const surface of surfaces) {
    const found = find(folded.text, at, Array.from(surface, foldCharacter).join(''));
    if (found === null) {
      const place = { start: end, end };
      lost.push(place);
      result.push(place);
      continue;
    }
    const place = {
      start: folded.places[found.start].start,
      end: folded.places[found.end - 1].end,
    };
    fillLost(lost, text, place.start);
    lost = [];
    result.push(place);
    at = found.end;
    end = place.end;
  }
  fillLost(lost, text, text.length);
  return result;
}

/** The first of the lost tokens gets what is between its neighbours, without the spaces around. */
function fillLost(lost: readonly Place[], text: string, until: number): void {
  const first = lost.at(0);
  if (first === undefined) return;
  const between = text.slice(first.start, until);
  const ink = between.trim();
  const start = first.start + (ink === '' ? 0 : between.indexOf(ink));
  for (const place of lost) Object.assign(place, { start, end: start });
  Object.assign(first, { end: start + ink.length });
}

function find(text: string, from: number, surface: string): Place | null {
  // A space before the first word, or before any word, may have been added by the tokenizer.
  const bare = surface.replace(/^ +/, '');
  for (const candidate of [surface, bare]) {
    if (candidate !== '' && text.startsWith(candidate, from)) {
      return { start: from, end: from + candidate.length };
    }
  }
  if (bare === '') return null;
  const start = text.slice(from, from + reach + bare.length).indexOf(bare);
  return start < 0 ? null : { start: from + start, end: from + start + bare.length };
}
