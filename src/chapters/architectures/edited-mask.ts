/**
 * @file A mask of which some cells were turned over, and what comes of it: whom a token learns of through
 * several layers, and which places see what they are to give.
 */
import type { Sight } from '../../models/masks';

export type SightOf = (query: number, key: number) => Sight;

/**
 * @param flipped `query · length + key` of the cells that were turned over
 * @param isOfEncoder whether a token is read by the encoder of an encoder-decoder
 */
export function editedSight(
  sight: SightOf,
  length: number,
  flipped: ReadonlySet<number>,
  isOfEncoder: (place: number) => boolean,
): SightOf {
  return (query, key) => {
    const original = sight(query, key);
    if (!flipped.has(query * length + key)) return original;
    if (original !== 'none') return 'none';
    return isOfEncoder(key) && !isOfEncoder(query) ? 'cross' : 'self';
  };
}

/** With an element more or less. */
export function toggled(set: ReadonlySet<number>, element: number): Set<number> {
  const changed = new Set(set);
  if (!changed.delete(element)) changed.add(element);
  return changed;
}

/** An encoder is done before its decoder begins: there is nothing for it to see. */
export const canSee = (query: number, key: number, isOfEncoder: (place: number) => boolean) =>
  !isOfEncoder(query) || isOfEncoder(key);

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
