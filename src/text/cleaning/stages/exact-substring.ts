/**
 * @file Exact-substring deduplication: stretches of at least 50 words that stand elsewhere too are cut out (Lee
 * et al. 2021, who count 50 tokens), and a document of which hardly anything is left is removed.
 * One suffix array is made of all documents, which is not done in pieces: some 1 s per megabyte, and
 * 20 bytes of memory per word or character.
 */
import { z } from 'zod';
import { Pacer } from '../../pacing';
import { struckCopies } from '../repeats';
import { applyCuts, findCuts, repeatUnits } from '../substrings';
import type { StageDefinition } from '../types';

const settings = z.strictObject({
  unit: z.enum(repeatUnits).default('words'),
  /** Units that a stretch must have at least. */
  shortest: z.int().min(2).max(10_000).default(50),
  struck: z.enum(struckCopies).default('later'),
  /** A document goes if fewer characters are left of it after cuts. */
  leastLeft: z.int().min(0).max(10_000).default(20),
});

export const exactSubstring: StageDefinition<'exact-substring', typeof settings> = {
  name: 'exact-substring',
  settings,
  async judge(documents, { leastLeft, ...chosen }, { signal, onProgress }) {
    const pacer = new Pacer(signal);
    onProgress?.(0);
    await pacer.pause();
    const allCuts = findCuts(
      documents.map(({ text }) => text),
      chosen,
    );
    return documents.map((document, at) => {
      const cuts = allCuts[at];
      if (cuts.length === 0) return { kind: 'kept' };
      const text = applyCuts(document.text, cuts);
      const reason = {
        code: 'duplicate.substring',
        values: {
          count: cuts.length,
          characters: document.text.length - text.length,
          kept: documents[cuts[0].source].id,
        },
      };
      return text.trim().length < leastLeft
        ? { kind: 'removed', reason }
        : { kind: 'changed', document: { ...document, text }, reason };
    });
  },
};
