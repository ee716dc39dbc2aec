/**
 * @file How much of their vocabularies two tokenizers share. Tokens are the same if they stand for the
 * same bytes; special tokens, which stand for none, are left out.
 */
import type { ComparableTokenizer } from './types';

export interface Overlap {
  /** Tokens in both. */
  shared: number;
  /** Shared tokens ÷ tokens in at least one of the two. */
  jaccard: number;
  /** Shared tokens ÷ tokens of the first. */
  share: number;
}

/** The vocabulary as one string for each token's bytes. */
export function tokenSet(tokenizer: ComparableTokenizer): Set<string> {
  const tokens = new Set<string>();
  for (let id = 0; id < tokenizer.vocabularySize; id++) {
    const key = String.fromCharCode(...tokenizer.bytes(id));
    if (key !== '') tokens.add(key);
  }
  return tokens;
}

export function overlapOf(first: ReadonlySet<string>, second: ReadonlySet<string>): Overlap {
  const [small, large] = first.size < second.size ? [first, second] : [second, first];
  let shared = 0;
  for (const token of small) if (large.has(token)) shared++;
  const either = first.size + second.size - shared;
  return {
    shared,
    jaccard: either === 0 ? 0 : shared / either,
    share: first.size === 0 ? 0 : shared / first.size,
  };
}
