/**
 * @file The segmentations of a word under a Unigram vocabulary that is still being learned: all of
 * them, the best, and random ones (subword regularisation; Kudo 2018, 1804.10959).
 */
import { Random } from '../../base/random';
import type { Lattice, ScoredPiece } from './observe';
import { canonicalOptions } from './options';
import { UnigramTokenizer, type Segmentation } from './unigram';

/** How the watched vocabulary is learned; the size comes on top. */
export const unigramConfig = { kind: 'unigram', preTokenizer: 'whitespace' } as const;

interface Vocabulary {
  pieces: readonly ScoredPiece[];
}

export interface SampleSettings {
  /** Below 1 flatter, 0 all segmentations alike, above 1 sharper. */
  alpha: number;
  seed: number;
  samples: number;
}

function modelOf({ pieces }: Vocabulary): UnigramTokenizer {
  const options = canonicalOptions({ ...unigramConfig, vocabularySize: 0 });
  return new UnigramTokenizer(pieces, options);
}

export function latticeAt(vocabulary: Vocabulary, word: string): Lattice {
  return modelOf(vocabulary).latticeOf(word);
}

/** The most likely ones, best first, at most so many. */
export function bestSegmentations(
  vocabulary: Vocabulary,
  word: string,
  wanted: number,
): Segmentation[] {
  return modelOf(vocabulary).nBest(word, wanted);
}

/** Random ones, as pieces; the same settings give the same ones. */
export function sampleSegmentations(
  vocabulary: Vocabulary,
  word: string,
  { alpha, seed, samples }: SampleSettings,
): string[][] {
  const model = modelOf(vocabulary);
  const random = new Random(seed, 'segmentations');
  return Array.from({ length: samples }, () => model.sample(word, alpha, random));
}
