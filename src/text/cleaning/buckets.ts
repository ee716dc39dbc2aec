/**
 * @file The buckets of locality-sensitive hashing that hold more than one text, for looking at them.
 */
import { isSameRun, hashRun, type Banding } from './lsh';

export interface Bucket {
  /** From 0. */
  readonly band: number;
  /** Texts whose signatures agree in the band's rows, ascending; at least two. */
  readonly members: readonly number[];
}

/** @param signatures `[text][bands · rows]`; null for a text that is in no bucket */
export function sharedBuckets(
  signatures: readonly (Uint32Array | null)[],
  { bands, rows }: Banding,
): Bucket[] {
  const shared: Bucket[] = [];
  for (let band = 0; band < bands; band++) {
    const start = band * rows;
    // Different rows may have the same key.
    const byKey = new Map<number, { rows: Uint32Array; members: number[] }[]>();
    for (const [text, signature] of signatures.entries()) {
      if (signature === null) continue;
      const key = hashRun(signature, start, rows);
      const candidates = byKey.get(key) ?? [];
      const bucket = candidates.find((one) => isSameRun(one.rows, start, signature, start, rows));
      if (bucket) bucket.members.push(text);
      else byKey.set(key, [...candidates, { rows: signature, members: [text] }]);
    }
    for (const { members } of [...byKey.values()].flat()) {
      if (members.length > 1) shared.push({ band, members });
    }
  }
  return shared;
}
