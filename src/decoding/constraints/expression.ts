/**
 * @file What a text may look like, as a tree: the common form of regular expressions and JSON schemas.
 * The whole text must match, from its first character to its last.
 */

/** Code points, both ends included. */
export type CharacterRange = readonly [first: number, last: number];

export type Expression =
  /** One character out of several ranges; of none, nothing matches. */
  | { kind: 'characters'; ranges: readonly CharacterRange[] }
  /** All parts in order; none is the empty text. */
  | { kind: 'sequence'; parts: readonly Expression[] }
  | { kind: 'choice'; options: readonly Expression[] }
  /** `maximum` may be Infinity. */
  | { kind: 'repeat'; part: Expression; minimum: number; maximum: number };

export const lastCodePoint = 0x10ffff;

export const characters = (...ranges: CharacterRange[]): Expression => ({
  kind: 'characters',
  ranges,
});

export const sequence = (...parts: Expression[]): Expression => ({ kind: 'sequence', parts });

export const choice = (...options: Expression[]): Expression => ({ kind: 'choice', options });

/** @param minimum above `maximum`, and nothing matches */
export function repeat(part: Expression, minimum: number, maximum: number): Expression {
  return minimum > maximum ? choice() : { kind: 'repeat', part, minimum, maximum };
}

export const optional = (part: Expression): Expression => repeat(part, 0, 1);

/** Exactly this text. */
export function literal(text: string): Expression {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return sequence(...points.map((point) => characters([point, point])));
}

/** Every character that is in none of the ranges. */
export function complement(ranges: readonly CharacterRange[]): CharacterRange[] {
  const left: CharacterRange[] = [];
  let from = 0;
  for (const [first, last] of ranges.toSorted((one, other) => one[0] - other[0])) {
    if (first > from) left.push([from, first - 1]);
    from = Math.max(from, last + 1);
  }
  return from > lastCodePoint ? left : [...left, [from, lastCodePoint]];
}
