/**
 * @file The tokens of a vocabulary as bytes, sorted, each with how many of its first bytes it shares with
 * the one before: a trie laid flat. An automaton walks shared beginnings once.
 */

/** What a constraint must know of a tokenizer. */
export interface Vocabulary {
  readonly vocabularySize: number;
  readonly endOfText: number;
  /**
   * Bytes that a token adds to a text; none for tokens that stand for no text.
   * @param isFirst whether no token is before it
   */
  addedBytes(id: number, isFirst: boolean): Uint8Array;
}

export interface SortedTokens {
  ids: readonly number[];
  /** Not empty. */
  bytes: readonly Uint8Array[];
  /** Bytes at the beginning that are those of the token before. */
  shared: readonly number[];
}

function compare(left: Uint8Array, right: Uint8Array): number {
  const common = sharedBytes(left, right);
  return (left[common] ?? -1) - (right[common] ?? -1);
}

function sharedBytes(left: Uint8Array, right: Uint8Array): number {
  let common = 0;
  while (common < left.length && left[common] === right[common]) common += 1;
  return common;
}

/** What was sorted, for `isFirst` and for the others. */
const sorted = [new WeakMap<Vocabulary, SortedTokens>(), new WeakMap<Vocabulary, SortedTokens>()];

export function sortedTokens(vocabulary: Vocabulary, isFirst: boolean): SortedTokens {
  const known = sorted[Number(isFirst)].get(vocabulary) ?? sort(vocabulary, isFirst);
  sorted[Number(isFirst)].set(vocabulary, known);
  return known;
}

function sort(vocabulary: Vocabulary, isFirst: boolean): SortedTokens {
  const tokens = Array.from({ length: vocabulary.vocabularySize }, (_, id) => ({
    id,
    bytes: vocabulary.addedBytes(id, isFirst),
  }))
    .filter(({ id, bytes }) => bytes.length > 0 && id !== vocabulary.endOfText)
    .sort((left, right) => compare(left.bytes, right.bytes));
  return {
    ids: tokens.map(({ id }) => id),
    bytes: tokens.map(({ bytes }) => bytes),
    shared: tokens.map(({ bytes }, at) =>
      at === 0 ? 0 : sharedBytes(tokens[at - 1].bytes, bytes),
    ),
  };
}
