/**
 * @file Near-copies by MinHash and LSH (Broder 1997; Lee et al. 2021, “Deduplicating training data makes
 * language models better”): shingles, signatures, buckets of bands, clusters. Memory: 4 bytes for each
 * hash function and shingle of a text.
 */
import { Pacer } from '../pacing';
import { ClusterBuilder, type Clusters } from './clusters';
import { hashRun, isSameRun, type Banding } from './lsh';
import { drawHashFunctions, estimateSimilarity, sign } from './minhash';
import { jaccard, shinglesOf } from './shingles';
import type { StageOptions } from './types';

/**
 * What must hold of two texts with an equal band: nothing more (`none`, as in FineWeb), that the
 * signatures agree in a large enough share (`signature`), or that the shingles do (`shingles`, exact).
 */
export const verifications = ['none', 'signature', 'shingles'] as const;

export interface NearDuplicateSettings extends Banding {
  /** Words in a shingle. */
  readonly shingleSize: number;
  readonly seed: number;
  readonly verification: (typeof verifications)[number];
  /** Least similarity, in (0, 1]; not used if nothing is verified. */
  readonly threshold: number;
}

export interface SignedTexts {
  /** The set of shingles of each text. */
  readonly shingles: readonly Uint32Array[];
  /** The signature of each text, `[text][bands · rows]`. */
  readonly signatures: readonly Uint32Array[];
}

/** @throws LabError `cancelled` */
export async function signTexts(
  texts: readonly string[],
  { bands, rows, shingleSize, seed }: NearDuplicateSettings,
  { signal, onProgress }: StageOptions = {},
): Promise<SignedTexts> {
  const pacer = new Pacer(signal);
  const length = bands * rows;
  const functions = drawHashFunctions(seed, length);
  const all = new Uint32Array(texts.length * length);
  const shingles: Uint32Array[] = [];
  const signatures: Uint32Array[] = [];
  for (const [at, text] of texts.entries()) {
    const set = shinglesOf(text, shingleSize);
    const signature = all.subarray(at * length, (at + 1) * length);
    sign(set, functions, signature);
    shingles.push(set);
    signatures.push(signature);
    if (pacer.due()) {
      onProgress?.(at / texts.length);
      await pacer.pause();
    }
  }
  return { shingles, signatures };
}

/** A link's `similarity` is that of the shingles. @throws LabError `cancelled` */
export async function clusterSigned(
  { shingles, signatures }: SignedTexts,
  { bands, rows, verification, threshold }: NearDuplicateSettings,
  { signal, onProgress }: StageOptions = {},
): Promise<Clusters> {
  const pacer = new Pacer(signal);
  let start = 0;
  const builder = new ClusterBuilder(signatures.length, (first, second) => {
    const [one, other] = [signatures[first], signatures[second]];
    // Another band may have the same key.
    if (!isSameRun(one, start, other, start, rows)) return null;
    if (verification === 'signature' && estimateSimilarity(one, other) < threshold) return null;
    const similarity = jaccard(shingles[first], shingles[second]);
    return verification === 'shingles' && similarity < threshold ? null : similarity;
  });
  for (let band = 0; band < bands; band++) {
    start = band * rows;
    builder.nextTable();
    for (const [text, signature] of signatures.entries()) {
      if (shingles[text].length > 0) builder.add(text, hashRun(signature, start, rows));
      if (pacer.due()) {
        onProgress?.(band / bands);
        await pacer.pause();
      }
    }
  }
  return builder.finish();
}

/** @throws LabError `cancelled` */
export async function findNearDuplicates(
  texts: readonly string[],
  settings: NearDuplicateSettings,
  { signal, onProgress }: StageOptions = {},
): Promise<Clusters & SignedTexts> {
  // Signatures take nearly all of the time.
  const signed = await signTexts(texts, settings, {
    signal,
    onProgress: (share) => onProgress?.(0.9 * share),
  });
  const clusters = await clusterSigned(signed, settings, {
    signal,
    onProgress: (share) => onProgress?.(0.9 + 0.1 * share),
  });
  return { ...signed, ...clusters };
}
