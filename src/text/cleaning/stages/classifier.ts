/**
 * @file Drops what a classifier takes for bad. It is trained here, on labelled pages of another crawl
 * (see `quality-classifier.ts`), and keeps above a threshold or by chance, as GPT-3 did.
 */
import { z } from 'zod';
import { Random } from '../../../base/random';
import { labelledTexts, type LabelledText } from '../../crawl/labelled';
import { judgeEach, kept, removed } from '../each';
import {
  bucketOf,
  ngramsOf,
  paretoKeepChance,
  precisionAndRecall,
  scoreText,
  trainClassifier,
  type Classifier,
  type ThresholdPoint,
} from '../quality-classifier';
import { seedSetting } from '../seed-setting';
import type { StageDefinition } from '../types';

const settings = z.strictObject({
  threshold: z.number().min(0).max(1).default(0.5),
  keeping: z.enum(['threshold', 'pareto']).default('threshold'),
  longestNgram: z.int().min(1).max(3).default(2),
  hashBits: z.int().min(6).max(18).default(14),
  examples: z.int().min(50).max(5000).default(800),
  epochs: z.int().min(1).max(50).default(5),
  learningRate: z.number().min(0.001).max(2).default(0.3),
  penalty: z.number().min(0).max(0.1).default(0.00001),
  seed: seedSetting,
});

type Settings = z.output<typeof settings>;

/** Away from the seeds that a person would choose for the crawl itself. */
const labelledSeed = (seed: number) => seed + 1_000_003;

/** Four of five texts are learned from; the rest shows how well it went. */
function examplesOf({ seed, examples }: Settings): {
  learned: LabelledText[];
  held: LabelledText[];
} {
  const texts = labelledTexts(labelledSeed(seed), examples);
  return {
    learned: texts.filter((_, place) => place % 5 !== 0),
    held: texts.filter((_, place) => place % 5 === 0),
  };
}

export const classifier: StageDefinition<'classifier', typeof settings> = {
  name: 'classifier',
  settings,
  async judge(documents, options, run) {
    const trained = await trainClassifier(examplesOf(options).learned, options, run.signal);
    return judgeEach(documents, run, ({ id, text }) => {
      const score = scoreText(text, trained);
      const values = { score: Math.round(score * 1000) / 1000, threshold: options.threshold };
      switch (options.keeping) {
        case 'threshold':
          return score >= options.threshold ? kept : removed('lowScore', values);
        case 'pareto': {
          const draw = new Random(options.seed, 'pareto', id).float();
          return draw < paretoKeepChance(score) ? kept : removed('unlucky', values);
        }
      }
    });
  },
};

export interface ClassifierReport {
  /** The n-grams with the largest weights, by size; positive ones speak for a good text. */
  weights: { ngram: string; weight: number }[];
  /** On texts that were not learned from. */
  curve: ThresholdPoint[];
  learned: number;
  held: number;
}

/** The n-gram that stands most often in each bucket: what its weight is about. */
function commonest(texts: readonly LabelledText[], options: Settings): Map<number, string> {
  const counts = new Map<string, number>();
  for (const { text } of texts) {
    for (const ngram of ngramsOf(text, options.longestNgram)) {
      counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
    }
  }
  const names = new Map<number, string>();
  for (const [ngram, count] of counts) {
    const bucket = bucketOf(ngram, options.hashBits);
    if (count > (counts.get(names.get(bucket) ?? '') ?? 0)) names.set(bucket, ngram);
  }
  return names;
}

/** Trains as the stage does, and tells what was learned. @throws LabError `cancelled` */
export async function inspectClassifier(
  options: Settings,
  signal?: AbortSignal,
): Promise<ClassifierReport> {
  const { learned, held } = examplesOf(options);
  const trained: Classifier = await trainClassifier(learned, options, signal);
  const weights = [...commonest(learned, options)]
    .map(([bucket, ngram]) => ({ ngram, weight: trained.weights[bucket] }))
    .sort((a, b) => b.weight - a.weight);
  return {
    weights: weights.length <= 40 ? weights : [...weights.slice(0, 20), ...weights.slice(-20)],
    curve: precisionAndRecall(
      held.map(({ text, good }) => ({ score: scoreText(text, trained), good })),
    ),
    learned: learned.length,
    held: held.length,
  };
}
