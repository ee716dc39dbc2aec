/**
 * @file Repeated stretches as places in texts: the texts as units (words, or UTF-16 units), and back.
 */
import { documentAt, findRepeats, type RepeatSettings } from './repeats';
import { findWords } from './words';

export const repeatUnits = ['words', 'characters'] as const;

export interface SubstringSettings extends RepeatSettings {
  readonly unit: (typeof repeatUnits)[number];
}

/** UTF-16 units `start` … `end` − 1 of a text that stand in text `source` before. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  readonly source: number;
}

interface UnitText {
  readonly units: Uint16Array | Uint32Array;
  readonly alphabetSize: number;
  /** After the last unit of each text. */
  readonly ends: readonly number[];
  /** The UTF-16 place in its text at which a unit begins. */
  readonly placeOf: (text: number, unit: number) => number;
}

/** The stretches to cut from each text, in its order. A word goes with what follows up to the next. */
export function findCuts(texts: readonly string[], { unit, ...rest }: SubstringSettings): Cut[][] {
  const { units, alphabetSize, ends, placeOf } =
    unit === 'words' ? asWords(texts) : asCharacters(texts);
  const cuts = texts.map((): Cut[] => []);
  for (const { start, end, source } of findRepeats(units, alphabetSize, ends, rest)) {
    const text = documentAt(ends, start);
    cuts[text].push({
      start: placeOf(text, start),
      end: end === ends[text] ? texts[text].length : placeOf(text, end),
      source: documentAt(ends, source),
    });
  }
  return cuts;
}

/** A text without its cuts. */
export function applyCuts(text: string, cuts: readonly Cut[]): string {
  let kept = '';
  let at = 0;
  for (const { start, end } of cuts) {
    kept += text.slice(at, start);
    at = end;
  }
  return kept + text.slice(at);
}

function asWords(texts: readonly string[]): UnitText {
  const places = texts.map((text) => findWords(text));
  const ends = endsOf(places.map(({ length }) => length));
  const units = new Uint32Array(ends.at(-1) ?? 0);
  const ids = new Map<string, number>();
  let next = 0;
  for (const [text, words] of places.entries()) {
    for (const { start, end } of words) {
      const word = texts[text].slice(start, end).toLowerCase();
      const id = ids.get(word) ?? ids.size;
      ids.set(word, id);
      units[next++] = id;
    }
  }
  const placeOf = (text: number, unit: number) =>
    places[text][unit - (text === 0 ? 0 : ends[text - 1])].start;
  return { units, alphabetSize: ids.size, ends, placeOf };
}

function asCharacters(texts: readonly string[]): UnitText {
  const ends = endsOf(texts.map(({ length }) => length));
  const units = new Uint16Array(ends.at(-1) ?? 0);
  let next = 0;
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) units[next++] = text.charCodeAt(at);
  }
  const placeOf = (text: number, unit: number) => {
    const place = unit - (text === 0 ? 0 : ends[text - 1]);
    // Never through the middle of a character of two units; it stays whole on the left.
    const isInside = /^[\ud800-\udbff][\udc00-\udfff]$/.test(
      texts[text].slice(place - 1, place + 1),
    );
    return isInside ? place + 1 : place;
  };
  return { units, alphabetSize: 65_536, ends, placeOf };
}

function endsOf(lengths: readonly number[]): number[] {
  let end = 0;
  return lengths.map((length) => (end += length));
}
