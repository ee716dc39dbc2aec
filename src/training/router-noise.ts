/**
 * @file The noise of routers in training: normal, of one deviation, or of 1 where the router learns what to
 * multiply it by; a function of (seed, step, layer), so a run that is resumed sees the same. It is fed, not
 * drawn on the machine: a few numbers for each token.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { Random } from '../base/random';
import type { ExpertOptions } from '../models/block';
import type { ModelConfig } from '../models/config';
import { routerNames } from '../models/experts';
import type { Blueprint } from '../tensor/machine';
import { asMatrix } from '../tensor/shapes';

/** Float32 `[rows · count]`, of one of a step's batches. */
export const noiseFeedOf = (router: string, batch: number) => `noise.${batch}.${router}`;

/** 0: there is none. */
const deviationOf = ({ noise, learnedNoise }: ExpertOptions) => (learnedNoise ? 1 : noise);
const hasNoise = ({ experts }: ModelConfig) => experts !== null && deviationOf(experts) > 0;

/** The feeds of one of a step's batches. */
export function noiseShapes(
  config: ModelConfig,
  batchSize: number,
  batch: number,
): Blueprint['feeds'] {
  const { experts, contextLength } = config;
  if (!experts || !hasNoise(config)) return {};
  const shape = [batchSize * contextLength * experts.count];
  return Object.fromEntries(
    routerNames(config).map((router) => [noiseFeedOf(router, batch), { shape, type: 'float32' }]),
  );
}

/** @param draw which batch it is among all of the run */
export function noiseFeeds(
  config: ModelConfig,
  batchSize: number,
  { seed, draw, index }: { seed: number; draw: number; index: number },
): Record<string, Float32Array> {
  const { experts, contextLength } = config;
  if (!experts || !hasNoise(config)) return {};
  const { count } = experts;
  const deviation = deviationOf(experts);
  const feeds: Record<string, Float32Array> = {};
  for (const router of routerNames(config)) {
    const random = new Random(seed, 'router noise', router, draw);
    feeds[noiseFeedOf(router, index)] = Float32Array.from(
      { length: batchSize * contextLength * count },
      () => deviation * random.normal(),
    );
  }
  return feeds;
}

/** What is added to the logits of a router; null where there is no noise. */
export function noiseOf(
  config: ModelConfig,
  tensors: Readonly<Record<string, tf.Tensor>>,
  batch: number,
): ((router: string) => tf.Tensor2D) | null {
  const { experts } = config;
  if (!experts || !hasNoise(config)) return null;
  const { count } = experts;
  return (router) => {
    const noise = tensors[noiseFeedOf(router, batch)];
    return asMatrix(noise, noise.size / count, count);
  };
}
