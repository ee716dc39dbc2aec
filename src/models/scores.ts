/**
 * @file What changes the scores of an attention beside its queries and keys: QK-norm, relative positions,
 * a cap, and sinks.
 */
import * as tf from '@tensorflow/tfjs-core';
import { clippingOf, countClipped } from '../tensor/clipped-distance';
import { linearTransposed } from '../tensor/ops/linear';
import { headNorm } from '../tensor/ops/norm';
import { asMatrix, asVector } from '../tensor/shapes';
import { headDimOf, headRowsOf, type HeadNorm } from './block';
import { hasRelativeValues, usualReach } from './config';
import type { Stack } from './stack';

export type Weights = Pick<Stack, 'config' | 'parameters' | 'watch'>;

/** QK-norm in an attention of this name, where the config has it; else what it was given. */
export function normaliseHeads(
  { config, parameters, watch }: Weights,
  attention: string,
  norm: HeadNorm,
  x: tf.Tensor2D,
): tf.Tensor2D {
  if (!config.queryKeyNorm) return x;
  const gain = asMatrix(parameters[`${attention}.queryKeyNorm.gain`], 2, headDimOf(config));
  const y = headNorm(x, gain, headRowsOf(config, norm));
  watch?.(`${attention}.${norm}`, y);
  return y;
}

/** A cap and sinks, as options of an attention of this name. */
export function scoreOptionsOf({ config, parameters, watch }: Weights, attention: string) {
  const { heads, scoreCap, attentionSink } = config;
  const capped = scoreCap > 0 ? { scoreCap } : {};
  if (attentionSink === 'none') return capped;
  const sinks =
    attentionSink === 'learned'
      ? asVector(parameters[`${attention}.sink.scores`])
      : tf.zeros<tf.Rank.R1>([heads]);
  watch?.(`${attention}.sink`, sinks);
  return { ...capped, sinks };
}

/**
 * Shaw's relative positions, as options of an attention of this name: the products of its queries with the
 * vectors of distances, and where the config has them the vectors that are added to the values. Products of
 * keys and values are made too, since they stand between; nothing reads them.
 * @param x `[rows, (heads + 2·keyValueHeads)·headDim]`
 */
export function relativeOptionsOf(
  { config, parameters, watch }: Weights,
  attention: string,
  x: tf.Tensor2D,
  causal: boolean,
) {
  if (config.positions !== 'shaw') return {};
  const { relativeReach: reach = usualReach } = config;
  const headDim = headDimOf(config);
  const clipping = clippingOf(reach, causal);
  const vectorsOf = (name: string) => {
    const vectors = asMatrix(parameters[`${name}.vectors`], countClipped(clipping), headDim);
    watch?.(name, vectors);
    return vectors;
  };
  const relative = linearTransposed(
    asMatrix(x, x.size / headDim, headDim),
    vectorsOf(`${attention}.distance`),
  );
  if (!hasRelativeValues(config)) return { clipping, relative };
  return { clipping, relative, distanceValues: vectorsOf(`${attention}.distanceValue`) };
}
