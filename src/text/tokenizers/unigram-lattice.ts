/**
 * @file All segmentations of a word under a Unigram vocabulary that is still being learned.
 */
import type { Lattice, ScoredPiece } from './observe';
import { canonicalOptions } from './options';
import { UnigramTokenizer } from './unigram';

/** How the watched vocabulary is learned; the size comes on top. */
export const unigramConfig = { kind: 'unigram', preTokenizer: 'whitespace' } as const;

export function latticeAt({ pieces }: { pieces: readonly ScoredPiece[] }, word: string): Lattice {
  const options = canonicalOptions({ ...unigramConfig, vocabularySize: 0 });
  return new UnigramTokenizer(pieces, options).latticeOf(word);
}
