/**
 * @file Finds out the language by character n-grams (tinyld) and keeps the wanted ones. RefinedWeb
 * asks CCNet's fastText model for a share of at least 0.65.
 */
import { z } from 'zod';
import { changed, judgeEach, removed } from '../each';
import type { StageDefinition } from '../types';

export const knownLanguages = ['en', 'zh', 'de', 'fr', 'es', 'ja', 'ru'] as const;

const settings = z.strictObject({
  languages: z
    .array(z.enum(knownLanguages))
    .min(1)
    .max(knownLanguages.length)
    .default(['en', 'zh']),
  /** The least share that the first guess must have, from 0 to 1. */
  confidence: z.number().min(0).max(1).default(0.65),
});

/** Reading more of a page does not make the guess better. */
const readCharacters = 1200;

export const languageIdentification: StageDefinition<'language-identification', typeof settings> = {
  name: 'language-identification',
  settings,
  async judge(documents, { languages, confidence }, run) {
    const { detectAll } = await import('tinyld/light');
    const wanted = new Set<string>(languages);
    return judgeEach(documents, run, (document) => {
      const guesses = detectAll(document.text.slice(0, readCharacters));
      const total = guesses.reduce((sum, { accuracy }) => sum + accuracy, 0);
      const first = guesses[0];
      if (first === undefined) return removed('unknown');
      const share = first.accuracy / total;
      const values = { language: first.lang, share: Math.round(share * 100) / 100 };
      if (share < confidence) return removed('unsure', values);
      if (!wanted.has(first.lang)) return removed('unwanted', values);
      return changed(document, { language: first.lang }, 'identified', values);
    });
  },
};
