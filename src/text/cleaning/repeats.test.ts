/**
 * @file Repeated stretches against the recorded example and against looking at every pair of places.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from './fixtures/deduplication.json';
import { documentAt, findRepeats, type RepeatSettings } from './repeats';
import { applyCuts, findCuts } from './substrings';

/** Marks the units to strike by comparing every stretch with every other. */
function strikePlainly(
  documents: readonly (readonly number[])[],
  { shortest, struck }: RepeatSettings,
): number[] {
  const places = documents.flatMap((document, number) =>
    document.map((_, at) => ({ number, at, run: document.slice(at, at + shortest).join() })),
  );
  const isWhole = ({ number, at }: { number: number; at: number }) =>
    at + shortest <= documents[number].length;
  const marks = places.map(() => 0);
  for (const [at, place] of places.entries()) {
    if (!isWhole(place)) continue;
    const same = (other: (typeof places)[number]) => isWhole(other) && other.run === place.run;
    const first = places.findIndex(same);
    const isRepeated = places.filter(same).length > 1;
    if (!isRepeated || (struck === 'later' && first === at)) continue;
    const from = struck === 'later' ? Math.max(at, first + shortest) : at;
    for (let unit = from; unit < at + shortest; unit++) marks[unit] = 1;
  }
  return marks;
}

function strike(documents: readonly (readonly number[])[], settings: RepeatSettings) {
  const units = Uint16Array.from(documents.flat());
  let end = 0;
  const ends = documents.map(({ length }) => (end += length));
  return { units, ends, repeats: findRepeats(units, 4, ends, settings) };
}

describe('findRepeats', () => {
  it('finds the recorded stretches', () => {
    const { tokens, ...recorded } = vectors.suffix_array;
    const names = [...new Set(tokens)];
    const units = Uint16Array.from(tokens, (token) => names.indexOf(token));
    const find = (struck: RepeatSettings['struck']) =>
      findRepeats(units, names.length, [units.length], { shortest: recorded.min_len, struck });
    const every = find('every');
    expect(every.map(({ start, end }) => [start, end])).toEqual(
      recorded.duplicate_ranges_half_open,
    );
    const left = (repeats: typeof every) =>
      tokens.filter((_, at) => !repeats.some(({ start, end }) => at >= start && at < end));
    expect(left(every)).toEqual(recorded.kept_strike_all);
    expect(left(find('later'))).toEqual(recorded.kept_first_copy);
    expect(find('later')).toEqual([{ start: 9, end: 14, source: 1 }]);
  });

  it('keeps one whole copy of what repeats itself without end', () => {
    const repeats = findRepeats(new Uint8Array(20), 1, [20], { shortest: 4, struck: 'later' });
    expect(repeats).toEqual([{ start: 4, end: 20, source: 0 }]);
  });

  it('strikes what comparing every pair of places strikes', () => {
    const document = fc.array(fc.nat(2), { maxLength: 25 });
    fc.assert(
      fc.property(
        fc.array(document, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 2, max: 6 }),
        fc.constantFrom('later' as const, 'every' as const),
        (documents, shortest, struck) => {
          const { units, ends, repeats } = strike(documents, { shortest, struck });
          const marks = new Array<number>(units.length).fill(0);
          for (const { start, end, source } of repeats) {
            marks.fill(1, start, end);
            expect(documentAt(ends, start)).toBe(documentAt(ends, end - 1));
            expect(units[source]).toBe(units[start]);
            if (struck === 'later') expect(source).toBeLessThan(start);
          }
          expect(marks).toEqual(strikePlainly(documents, { shortest, struck }));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('findCuts', () => {
  const notice = 'All rights reserved. Please read the terms of use before you go on.';
  const texts = [`One day it rained. ${notice} The end.`, `Buy now! ${notice}`, notice];

  it('cuts repeated words with what is between them', () => {
    const cuts = findCuts(texts, { unit: 'words', shortest: 6, struck: 'later' });
    expect(texts.map((text, at) => applyCuts(text, cuts[at]))).toEqual([texts[0], 'Buy now! ', '']);
    expect(cuts[1]).toEqual([{ start: 9, end: texts[1].length, source: 0 }]);
    const every = findCuts(texts, { unit: 'words', shortest: 6, struck: 'every' });
    expect(applyCuts(texts[0], every[0])).toBe('One day it rained. The end.');
  });

  it('never cuts through a character', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('🙂', '🙃', 'a', '字'), maxLength: 12 })),
        (some) => {
          const cuts = findCuts(some, { unit: 'characters', shortest: 2, struck: 'every' });
          for (const [at, text] of some.entries()) {
            expect(applyCuts(text, cuts[at])).not.toMatch(/\p{Surrogate}/u);
          }
        },
      ),
    );
  });

  it('takes no texts and texts without words', () => {
    expect(findCuts([], { unit: 'words', shortest: 5, struck: 'later' })).toEqual([]);
    expect(findCuts(['', '…'], { unit: 'words', shortest: 5, struck: 'later' })).toEqual([[], []]);
  });
});
