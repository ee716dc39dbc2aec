/**
 * @file Drops texts that surprise a small language model of clean text too much (noise) or too little
 * (boilerplate), after CCNet (Wenzek et al. 2019, 1911.00359), which uses 5-grams of words. Here one
 * model of characters is trained for each language, on good pages of another crawl, and a text is
 * compared with clean text of its language that the model has not seen. Other languages stay.
 */
import { z } from 'zod';
import { goodTexts } from '../../crawl/labelled';
import { Pacer } from '../../pacing';
import { judgeEach, kept, removed } from '../each';
import { CharacterModel } from '../ngram-model';
import { seedSetting } from '../seed-setting';
import type { StageDefinition } from '../types';
import { isSpaceless } from '../text-units';

const settings = z.strictObject({
  /** Characters of an n-gram. */
  order: z.int().min(1).max(6).default(5),
  examples: z.int().min(50).max(3000).default(800),
  /** Bits per character, as a multiple of clean text's. */
  lowest: z.number().min(0).max(1).default(0.1),
  highest: z.number().min(1).max(10).default(2.5),
  seed: seedSetting,
});

type Settings = z.output<typeof settings>;

interface CleanModel {
  model: CharacterModel;
  /** Of clean text that was not counted. */
  bits: number;
}

/** Another crawl than the classifier's. */
const cleanSeed = (seed: number) => seed + 2_000_003;

async function trainModels(options: Settings, signal?: AbortSignal) {
  const pacer = new Pacer(signal);
  const texts = goodTexts(cleanSeed(options.seed), options.examples);
  const models = new Map<string, CleanModel>();
  for (const language of ['en', 'zh']) {
    const own = texts.filter((text) => text.language === language);
    const held = own.filter((_, place) => place % 5 === 0);
    const model = new CharacterModel(options.order);
    for (const [place, { text }] of own.entries()) {
      if (place % 5 !== 0) model.add(text);
      if (pacer.due()) await pacer.pause();
    }
    const bits = model.bitsPerCharacter(held.map(({ text }) => text).join('\n\n'));
    models.set(language, { model, bits });
  }
  return models;
}

export const perplexity: StageDefinition<'perplexity', typeof settings> = {
  name: 'perplexity',
  settings,
  async judge(documents, options, run) {
    const models = await trainModels(options, run.signal);
    return judgeEach(documents, run, ({ text, language }) => {
      const clean = models.get(language ?? (isSpaceless(text) ? 'zh' : 'en'));
      if (!clean || clean.bits === 0) return kept;
      const bits = clean.model.bitsPerCharacter(text);
      const values = {
        perplexity: Math.round(2 ** bits * 10) / 10,
        clean: Math.round(2 ** clean.bits * 10) / 10,
      };
      if (bits > options.highest * clean.bits) return removed('high', values);
      if (bits < options.lowest * clean.bits) return removed('low', values);
      return kept;
    });
  },
};
