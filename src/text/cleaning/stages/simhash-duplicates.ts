/**
 * @file Deduplication by SimHash, for comparison with MinHash: documents whose 64 bits differ in a few places
 * are copies, and one of each cluster is kept. 3 bits are what Google's crawler used (Manku et al. 2007).
 */
import { z } from 'zod';
import { keptCopies, removeCopies } from '../removal';
import { findSimHashDuplicates, hammingDistance } from '../simhash';
import type { StageDefinition } from '../types';

const settings = z.strictObject({
  /** Bits of 64 that may differ. */
  distance: z.int().min(0).max(7).default(3),
  keep: z.enum(keptCopies).default('first'),
});

export const simHashDuplicates: StageDefinition<'simhash-duplicates', typeof settings> = {
  name: 'simhash-duplicates',
  settings,
  async judge(documents, { distance, keep }, options) {
    const texts = documents.map(({ text }) => text);
    const found = await findSimHashDuplicates(texts, distance, options);
    return removeCopies(documents, found, keep, (removed, kept) => ({
      code: 'duplicate.simhash',
      values: {
        kept: documents[kept].id,
        distance: hammingDistance(found.hashes[removed], found.hashes[kept]),
      },
    }));
  },
};
