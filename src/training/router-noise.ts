/**
 * @file The noise of routers in training: normal, of one deviation, a function of (seed, step, layer), so a
 * run that is resumed sees the same. It is fed, not drawn on the machine: a few numbers for each token.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { Random } from '../base/random';
import type { ModelConfig } from '../models/config';
import { routerNames } from '../models/experts';
import type { Blueprint } from '../tensor/machine';
import { asMatrix } from '../tensor/shapes';

/** Float32 `[rows · count]`, of one of a step's batches. */
const feedOf = (router: string, batch: number) => `noise.${batch}.${router}`;

const hasNoise = ({ experts }: ModelConfig) => experts !== null && experts.noise > 0;

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
    routerNames(config).map((router) => [feedOf(router, batch), { shape, type: 'float32' }]),
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
  const { count, noise } = experts;
  const feeds: Record<string, Float32Array> = {};
  for (const router of routerNames(config)) {
    const random = new Random(seed, 'router noise', router, draw);
    feeds[feedOf(router, index)] = Float32Array.from(
      { length: batchSize * contextLength * count },
      () => noise * random.normal(),
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
    const noise = tensors[feedOf(router, batch)];
    return asMatrix(noise, noise.size / count, count);
  };
}
