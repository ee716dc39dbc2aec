/**
 * @file What comes of a mask of which some cells were turned over: whom a token learns of through several
 * layers, and which places see what they are to give.
 */
import type { SightOf } from '../../models/masks';

/** With an element more or less. */
export function toggled(set: ReadonlySet<number>, element: number): Set<number> {
  const changed = new Set(set);
  if (!changed.delete(element)) changed.add(element);
  return changed;
}

/** Tokens that a place learns of in any number of layers, itself included. */
export function reachOf(sight: SightOf, length: number, query: number): Set<number> {
  const reached = new Set([query]);
  // A set that grows while it is gone through.
  for (const place of reached) {
    for (let key = 0; key < length; key++) if (sight(place, key) !== 'none') reached.add(key);
  }
  return reached;
}

/** Places that are to give the token after them, and learn of it. */
export function leaksOf(
  sight: SightOf,
  tokens: readonly string[],
  writes: readonly (string | null)[],
): number[] {
  return [...tokens.keys()].filter((place) => {
    const next = place + 1;
    const isNext = next < tokens.length && writes[place] === tokens[next];
    return isNext && reachOf(sight, tokens.length, place).has(next);
  });
}
