/**
 * @file Two texts compared: what they share in truth, and what their MinHash signatures say.
 */
import { collidingBands, type Banding } from './lsh';
import { drawHashFunctions, estimateSimilarity, sign } from './minhash';
import { countCommon, hashRuns, jaccard, toSet } from './shingles';
import { hammingDistance, simHash } from './simhash';
import { findWords, splitWords, type WordPlace } from './words';

export interface PairSettings extends Banding {
  /** Words in a shingle. */
  readonly shingleSize: number;
  readonly seed: number;
}

export interface ComparedText {
  readonly text: string;
  readonly words: readonly WordPlace[];
  /** For each run of `shingleSize` words, in the order of the text, whether the other text has it. */
  readonly isShared: readonly boolean[];
  /** Different shingles. */
  readonly shingles: number;
  /** `[bands · rows]` */
  readonly signature: Uint32Array;
}

export interface PairComparison {
  readonly settings: PairSettings;
  readonly first: ComparedText;
  readonly second: ComparedText;
  /** Different shingles that both texts have. */
  readonly common: number;
  readonly jaccard: number;
  /** By the signatures. */
  readonly estimate: number;
  /** Bands, from 0, in which the signatures agree. */
  readonly collisions: readonly number[];
  /** Bits of 64 in which the SimHashes differ. */
  readonly hamming: number;
}

export function comparePair(
  firstText: string,
  secondText: string,
  settings: PairSettings,
): PairComparison {
  const functions = drawHashFunctions(settings.seed, settings.bands * settings.rows);
  const read = (text: string) => {
    const runs = hashRuns(splitWords(text), settings.shingleSize);
    const set = toSet(runs.slice());
    const signature = new Uint32Array(settings.bands * settings.rows);
    sign(set, functions, signature);
    return { text, words: findWords(text), runs, set, signature };
  };
  const [first, second] = [read(firstText), read(secondText)];
  const compared = (one: typeof first, other: typeof first): ComparedText => {
    const others = new Set(other.set);
    return {
      text: one.text,
      words: one.words,
      isShared: Array.from(one.runs, (run) => others.has(run)),
      shingles: one.set.length,
      signature: one.signature,
    };
  };
  // The signatures of two texts without words are the same, but there is nothing to compare.
  const isEmpty = first.set.length === 0 || second.set.length === 0;
  return {
    settings,
    first: compared(first, second),
    second: compared(second, first),
    common: countCommon(first.set, second.set),
    jaccard: jaccard(first.set, second.set),
    estimate: isEmpty ? 0 : estimateSimilarity(first.signature, second.signature),
    collisions: isEmpty ? [] : collidingBands(first.signature, second.signature, settings),
    hamming: hammingDistance(simHash(firstText), simHash(secondText)),
  };
}
