/**
 * @file Decontamination: a document that shares a long run of words with a held-out test text is removed.
 */
import { z } from 'zod';
import { Pacer } from '../../pacing';
import { TestTexts } from '../contamination';
import { heldOutTexts } from '../held-out-texts';
import type { StageDefinition, Verdict } from '../types';

const settings = z.strictObject({
  /** Whether the lab's own test texts are looked for. */
  builtIn: z.boolean().default(true),
  /** More test texts, with empty lines between them. */
  testTexts: z.string().max(200_000).default(''),
  words: z.int().min(5).max(100).default(13),
  characters: z.int().min(10).max(500).default(50),
});

export const decontamination: StageDefinition<'decontamination', typeof settings> = {
  name: 'decontamination',
  settings,
  async judge(documents, { builtIn, testTexts, ...lengths }, { signal, onProgress }) {
    const pacer = new Pacer(signal);
    const given = testTexts.split(/\n\s*\n/);
    const tests = new TestTexts(builtIn ? [...heldOutTexts, ...given] : given, lengths);
    const verdicts: Verdict[] = [];
    for (const { text } of documents) {
      const shared = tests.findShared(text);
      verdicts.push(
        shared === null
          ? { kind: 'kept' }
          : { kind: 'removed', reason: { code: 'contaminated', values: { shared } } },
      );
      if (pacer.due()) {
        onProgress?.(verdicts.length / documents.length);
        await pacer.pause();
      }
    }
    return verdicts;
  },
};
