/**
 * @file Fuzzy deduplication by MinHash and LSH: of each cluster of near-copies one document is kept. Shingles of
 * 5 words and bands of 8 rows are FineWeb's (Penedo et al. 2024); it has 14 bands, which find 92% of the
 * pairs at similarity 0.8, the 20 here 97.5%.
 */
import { z } from 'zod';
import { findNearDuplicates, verifications } from '../near-duplicates';
import { keptCopies, removeCopies } from '../removal';
import { jaccard } from '../shingles';
import { seedSetting } from '../seed-setting';
import type { StageDefinition } from '../types';

const settings = z.strictObject({
  shingleSize: z.int().min(1).max(20).default(5),
  bands: z.int().min(1).max(450).default(20),
  rows: z.int().min(1).max(32).default(8),
  verification: z.enum(verifications).default('shingles'),
  threshold: z.number().min(0.05).max(1).default(0.8),
  keep: z.enum(keptCopies).default('first'),
  seed: seedSetting,
});

export const nearDuplicates: StageDefinition<'near-duplicates', typeof settings> = {
  name: 'near-duplicates',
  settings,
  async judge(documents, { keep, ...chosen }, options) {
    const texts = documents.map(({ text }) => text);
    const found = await findNearDuplicates(texts, chosen, options);
    return removeCopies(documents, found, keep, (removed, kept) => ({
      code: 'duplicate.near',
      values: {
        kept: documents[kept].id,
        similarity: jaccard(found.shingles[removed], found.shingles[kept]),
      },
    }));
  },
};
