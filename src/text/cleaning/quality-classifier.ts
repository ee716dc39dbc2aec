/**
 * @file A classifier of good and bad text: logistic regression on hashed n-grams of words (the hashing
 * trick, Weinberger et al. 2009, 0902.2206), as GPT-3 used to filter its crawl (Brown et al. 2020,
 * 2005.14165, appendix A). Trained by AdaGrad (Duchi et al. 2011) with L2, one text at a time.
 */
import { hashKeys, Random } from '../../base/random';
import type { LabelledText } from '../crawl/labelled';
import { Pacer } from '../pacing';
import { wordsOf } from './text-units';

export interface ClassifierSettings {
  /** Longest n-gram in words. */
  longestNgram: number;
  /** There are 2 to this power of weights. */
  hashBits: number;
  epochs: number;
  learningRate: number;
  /** Pulls every weight that is used towards 0. */
  penalty: number;
  seed: number;
}

export interface Classifier {
  readonly weights: Float64Array;
  readonly bias: number;
  readonly settings: ClassifierSettings;
}

/** The n-grams of a text, lower case, words joined by a space. */
export function ngramsOf(text: string, longest: number): string[] {
  const words = wordsOf(text.toLowerCase());
  const ngrams: string[] = [];
  for (let size = 1; size <= longest; size++) {
    for (let start = 0; start + size <= words.length; start++) {
      ngrams.push(size === 1 ? words[start] : words.slice(start, start + size).join(' '));
    }
  }
  return ngrams;
}

/** Which weight belongs to an n-gram. */
export function bucketOf(ngram: string, hashBits: number): number {
  return hashKeys([ngram]) >>> (32 - hashBits);
}

type Features = Map<number, number>;

/** Share of each bucket among a text's n-grams, scaled to length 1. */
function featuresOf(text: string, { longestNgram, hashBits }: ClassifierSettings): Features {
  const features: Features = new Map();
  for (const ngram of ngramsOf(text, longestNgram)) {
    const bucket = bucketOf(ngram, hashBits);
    features.set(bucket, (features.get(bucket) ?? 0) + 1);
  }
  let squares = 0;
  for (const count of features.values()) squares += count * count;
  const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
  for (const [bucket, count] of features) features.set(bucket, count * scale);
  return features;
}

function scoreOf(features: Features, weights: Float64Array, bias: number): number {
  let sum = bias;
  for (const [bucket, value] of features) sum += weights[bucket] * value;
  return 1 / (1 + Math.exp(-sum));
}

/** How likely a text is good, from 0 to 1. */
export function scoreText(text: string, { weights, bias, settings }: Classifier): number {
  return scoreOf(featuresOf(text, settings), weights, bias);
}

/** @throws LabError `cancelled` */
export async function trainClassifier(
  texts: readonly LabelledText[],
  settings: ClassifierSettings,
  signal?: AbortSignal,
): Promise<Classifier> {
  const pacer = new Pacer(signal);
  const { epochs, learningRate, penalty, seed } = settings;
  const weights = new Float64Array(2 ** settings.hashBits);
  const squares = new Float64Array(weights.length).fill(1e-8);
  let [bias, biasSquares] = [0, 1e-8];
  const examples: { features: Features; label: number }[] = [];
  for (const { text, good } of texts) {
    examples.push({ features: featuresOf(text, settings), label: good ? 1 : 0 });
    if (pacer.due()) await pacer.pause();
  }
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { features, label } of new Random(seed, 'classifier', epoch).shuffle([
      ...examples,
    ])) {
      const slope = scoreOf(features, weights, bias) - label;
      for (const [bucket, value] of features) {
        const gradient = slope * value + penalty * weights[bucket];
        squares[bucket] += gradient * gradient;
        weights[bucket] -= (learningRate * gradient) / Math.sqrt(squares[bucket]);
      }
      biasSquares += slope * slope;
      bias -= (learningRate * slope) / Math.sqrt(biasSquares);
      if (pacer.due()) await pacer.pause();
    }
  }
  return { weights, bias, settings };
}

/** What is found with a threshold: of all kept the share that is good, and of all good the share kept. */
export interface ThresholdPoint {
  threshold: number;
  precision: number;
  recall: number;
}

/** One point for each of 101 thresholds from 0 to 1. Precision is 1 where nothing is kept. */
export function precisionAndRecall(
  scored: readonly { score: number; good: boolean }[],
): ThresholdPoint[] {
  const good = scored.filter((text) => text.good).length;
  return Array.from({ length: 101 }, (_, step) => {
    const threshold = step / 100;
    const above = scored.filter(({ score }) => score >= threshold);
    const right = above.filter((text) => text.good).length;
    return {
      threshold,
      precision: above.length === 0 ? 1 : right / above.length,
      recall: good === 0 ? 0 : right / good,
    };
  });
}

/**
 * Chance to keep a page of this score as GPT-3 did: a draw from a Pareto distribution (Lomax) with
 * α = 9 must lie above 1 − score, so that some bad pages stay for variety.
 */
export function paretoKeepChance(score: number): number {
  return (2 - score) ** -9;
}
