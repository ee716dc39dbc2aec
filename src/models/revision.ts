/**
 * @file A pass in which the heads of a stack do something else than they have learned: they see what they
 * are told to, or nothing (ablation; Michel et al. 2019, arXiv 1905.10650), or give what they gave for
 * another text (activation patching; Meng et al. 2022, arXiv 2202.05262). It has no gradient.
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  attentionOfPairs,
  attentionProbabilities,
  type AttentionOptions,
} from '../tensor/ops/attention';
import type { Blueprint, Feeds } from '../tensor/machine';
import { asMatrix } from '../tensor/shapes';
import type { ModelConfig } from './config';

/** By layer. */
export interface Revision {
  /** `[heads·time, time]`: 1 where a query of a head sees a key, 0 elsewhere, in place of the mask. */
  seen: readonly tf.Tensor2D[];
  /** `[time, heads·headDim]`: is added to what the heads have mixed. */
  added: readonly tf.Tensor2D[];
}

/** @param queryKeyValue as for `attention`, of one sequence */
export function revisedAttention(
  queryKeyValue: tf.Tensor2D,
  options: AttentionOptions,
  { seen, added }: Revision,
  layer: number,
): tf.Tensor2D {
  const all = { mask: { causal: false, window: 0 }, prefixes: null, keyLengths: null };
  const probabilities = attentionProbabilities(queryKeyValue, { ...options, ...all });
  const mixed = attentionOfPairs(queryKeyValue, probabilities, seen[layer], options);
  return tf.add<tf.Tensor2D>(mixed, added[layer]);
}

const nameOf = (part: keyof Revision, layer: number) => `${part}.${layer}`;

const layersOf = ({ layers }: Pick<ModelConfig, 'layers'>) =>
  Array.from({ length: layers }, (_, layer) => layer);

/** A step's feeds for the revision of a text of the full context. */
export function revisionShapes(config: ModelConfig): Blueprint['feeds'] {
  const { contextLength, heads, width } = config;
  const feeds: Blueprint['feeds'] = {};
  for (const layer of layersOf(config)) {
    const seen = [heads * contextLength, contextLength];
    feeds[nameOf('seen', layer)] = { shape: seen, type: 'float32' };
    feeds[nameOf('added', layer)] = { shape: [contextLength, width], type: 'float32' };
  }
  return feeds;
}

export function revisionFeeds(
  seen: readonly Float32Array[],
  added: readonly Float32Array[],
): Feeds {
  const feeds: Feeds = {};
  seen.forEach((data, layer) => (feeds[nameOf('seen', layer)] = data));
  added.forEach((data, layer) => (feeds[nameOf('added', layer)] = data));
  return feeds;
}

/** @param tensors those of `revisionShapes` */
export function revisionOf(config: ModelConfig, tensors: Record<string, tf.Tensor>): Revision {
  const { contextLength, heads, width } = config;
  const of = (part: keyof Revision, rows: number, columns: number) =>
    layersOf(config).map((layer) => asMatrix(tensors[nameOf(part, layer)], rows, columns));
  return {
    seen: of('seen', heads * contextLength, contextLength),
    added: of('added', contextLength, width),
  };
}
