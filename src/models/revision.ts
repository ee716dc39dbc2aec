/**
 * @file A pass in which the heads of a model do something else than they have learned: they see what they
 * are told to, or nothing (ablation; Michel et al. 2019, arXiv 1905.10650), or give what they gave for
 * another text (activation patching; Meng et al. 2022, arXiv 2202.05262). It has no gradient.
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  attentionProbabilities,
  crossAttentionProbabilities,
  type AttentionOptions,
  type CrossAttentionOptions,
} from '../tensor/ops/attention';
import { attentionOfPairs } from '../tensor/ops/attention-of-pairs';

export interface Revision {
  /**
   * Whether a query may see a key that its mask hides. The shares of a sink are less exact then: they are
   * what those of all keys lack to 1.
   */
  isOpen: boolean;
  /** By the attention's name `[heads·time, keyTime]`: 1 where a query of a head sees a key, 0 elsewhere. */
  seen: Readonly<Record<string, tf.Tensor2D>>;
  /** By the attention's name `[time, heads·headDim]`: is added to what the heads have mixed. */
  added: Readonly<Record<string, tf.Tensor2D>>;
}

/** @param queryKeyValue as for `attention`, of one sequence */
export function revisedAttention(
  queryKeyValue: tf.Tensor2D,
  options: AttentionOptions,
  { isOpen, seen, added }: Revision,
  name: string,
): tf.Tensor2D {
  const all = { mask: { causal: false, window: 0 }, prefixes: null, keyLengths: null };
  const given = isOpen ? { ...options, ...all } : options;
  const probabilities = attentionProbabilities(queryKeyValue, given);
  const mixed = attentionOfPairs(queryKeyValue, probabilities, seen[name], options);
  return tf.add<tf.Tensor2D>(mixed, added[name]);
}

/** As for `crossAttention`, of one sequence on one other, of which no mask hides anything. */
export function revisedCrossAttention(
  query: tf.Tensor2D,
  keyValue: tf.Tensor2D,
  options: CrossAttentionOptions,
  { seen, added }: Revision,
  name: string,
): tf.Tensor2D {
  const probabilities = crossAttentionProbabilities(query, keyValue, options);
  const mixed = attentionOfPairs(keyValue, probabilities, seen[name], options);
  return tf.add<tf.Tensor2D>(mixed, added[name]);
}
