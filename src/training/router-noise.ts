/**
 * @file What is random about routers in training: the noise of their logits, normal, of one deviation or of 1
 * where the router learns what to multiply it by, and the jitter of what they read, uniform; a function of
 * (seed, step, layer), so a run that is resumed sees the same. It is fed, not drawn on the machine: a few
 * numbers for each token, of jitter as many as the model is wide.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { Random } from '../base/random';
import type { ExpertOptions } from '../models/block';
import type { ModelConfig } from '../models/config';
import { routerNames, type RouterNoise } from '../models/experts';
import type { Blueprint } from '../tensor/machine';
import { asMatrix } from '../tensor/shapes';

const parts = ['noise', 'jitter'] as const;
type Part = (typeof parts)[number];

/** Float32 `[rows · columns]`, of one of a step's batches. */
export const noiseFeedOf = (part: Part, router: string, batch: number) =>
  `${part}.${batch}.${router}`;

/** 0: there is none. */
const deviationOf = ({ noise, learnedNoise }: ExpertOptions) => (learnedNoise ? 1 : noise);

/** How many numbers a token has; 0: the model has no such part. */
function columnsOf({ experts, width }: ModelConfig, part: Part): number {
  if (!experts) return 0;
  switch (part) {
    case 'noise':
      return deviationOf(experts) > 0 ? experts.count : 0;
    case 'jitter':
      return experts.jitter > 0 ? width : 0;
  }
}

function drawn(experts: ExpertOptions, part: Part, random: Random): number {
  switch (part) {
    case 'noise':
      return deviationOf(experts) * random.normal();
    case 'jitter':
      return 1 + experts.jitter * (2 * random.float() - 1);
  }
}

/** The parts that a model has, of each of its routers. */
const partsOf = (config: ModelConfig) =>
  parts
    .filter((part) => columnsOf(config, part) > 0)
    .flatMap((part) => routerNames(config).map((router) => ({ part, router })));

/** The feeds of one of a step's batches. */
export function noiseShapes(
  config: ModelConfig,
  batchSize: number,
  batch: number,
): Blueprint['feeds'] {
  const feeds: Blueprint['feeds'] = {};
  for (const { part, router } of partsOf(config)) {
    const shape = [batchSize * config.contextLength * columnsOf(config, part)];
    feeds[noiseFeedOf(part, router, batch)] = { shape, type: 'float32' };
  }
  return feeds;
}

/** @param draw which batch it is among all of the run */
export function noiseFeeds(
  config: ModelConfig,
  batchSize: number,
  { seed, draw, index }: { seed: number; draw: number; index: number },
): Record<string, Float32Array> {
  const { experts, contextLength } = config;
  if (!experts) return {};
  const feeds: Record<string, Float32Array> = {};
  for (const { part, router } of partsOf(config)) {
    const random = new Random(seed, `router ${part}`, router, draw);
    feeds[noiseFeedOf(part, router, index)] = Float32Array.from(
      { length: batchSize * contextLength * columnsOf(config, part) },
      () => drawn(experts, part, random),
    );
  }
  return feeds;
}

/** What is random about a router; null where nothing is. */
export function noiseOf(
  config: ModelConfig,
  tensors: Readonly<Record<string, tf.Tensor>>,
  batch: number,
): ((router: string) => RouterNoise) | null {
  if (partsOf(config).length === 0) return null;
  return (router) => {
    const matrix = (part: Part) => {
      const columns = columnsOf(config, part);
      if (columns === 0) return null;
      const numbers = tensors[noiseFeedOf(part, router, batch)];
      return asMatrix(numbers, numbers.size / columns, columns);
    };
    return { added: matrix('noise'), factors: matrix('jitter') };
  };
}
