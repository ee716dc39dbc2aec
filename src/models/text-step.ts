/**
 * @file What steps over one text are made of: they always work on the full context, so that one set of kernels
 * does for texts of all lengths. Padding comes after the text, where a causal stack does not look and
 * others are told of it.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../base/errors';
import type { Blueprint, Feeds, Results } from '../tensor/machine';
import { unpack } from '../tensor/ops/pack';
import { asMatrix, asVector } from '../tensor/shapes';
import { architectureOf, type ModelConfig } from './config';
import { parameterLayout } from './layout';
import { partedAtSource } from './source-and-target';
import {
  encode,
  hiddenStates,
  type ForwardOptions,
  type Memory,
  type Parameters,
} from './transformer';

type Tensors = Record<string, tf.Tensor>;

/** A step that reads the weights and has outputs. */
export function weightsStep(
  config: ModelConfig,
  name: string,
  feeds: Blueprint['feeds'],
  outputsOf: (parameters: Parameters, tensors: Tensors) => Results['outputs'],
): Blueprint {
  const layout = parameterLayout(config);
  return {
    name,
    stores: { weights: [layout.size] },
    feeds,
    body: ({ weights, ...tensors }) => ({ outputs: outputsOf(unpack(weights, layout), tensors) }),
  };
}

const readsSource = (config: ModelConfig) => architectureOf(config) === 'encoder-decoder';

function rowOf({ contextLength }: ModelConfig) {
  return {
    tokens: { shape: [1, contextLength], type: 'int32' },
    length: { shape: [1], type: 'int32' },
  } as const;
}

/** What a text is given as; of an encoder-decoder, a source and a target. */
export function textShapes(config: ModelConfig): Blueprint['feeds'] {
  const { tokens, length } = rowOf(config);
  return {
    ...{ tokens, lengths: length },
    ...(readsSource(config) && { source: tokens, sourceLengths: length }),
  };
}

/**
 * @param ids of an encoder-decoder, `source 0 target`
 * @throws LabError `model.*`
 */
export function textFeeds(config: ModelConfig, ids: readonly number[]): Feeds {
  if (!readsSource(config)) return readerFeeds(config, ids);
  const { source, target } = partedAtSource(checked(config, ids), config.contextLength);
  const { tokens: sourceTokens, lengths: sourceLengths } = readerFeeds(config, source);
  return { ...readerFeeds(config, target), source: sourceTokens, sourceLengths };
}

/** What the stack that writes is given, once the encoder, where there is one, has read the source. */
export interface Reading {
  tokens: tf.Tensor2D;
  lengths: tf.Tensor1D;
  memory: Memory | null;
}

/**
 * @param tensors of `textShapes`
 * @param options for the encoder
 */
export function readText(
  config: ModelConfig,
  parameters: Parameters,
  { tokens, lengths, source, sourceLengths }: Tensors,
  options: Pick<ForwardOptions, 'watch' | 'revision'> = {},
): Reading {
  const { contextLength } = config;
  return {
    tokens: asMatrix(tokens, 1, contextLength),
    lengths: asVector(lengths),
    memory: readsSource(config)
      ? encode(config, parameters, asMatrix(source, 1, contextLength), {
          ...options,
          lengths: asVector(sourceLengths),
        })
      : null,
  };
}

/** What a text is given as to the stack that reads it: the only one, or the encoder. */
export function readerShapes(config: ModelConfig): Blueprint['feeds'] {
  const { tokens, length } = rowOf(config);
  return { tokens, lengths: length };
}

/** @throws LabError `model.*` */
export function readerFeeds(config: ModelConfig, ids: readonly number[]) {
  const { contextLength } = config;
  if (ids.length > contextLength) {
    throw new LabError('model.tooLong', { length: ids.length, contextLength });
  }
  const tokens = new Int32Array(contextLength);
  tokens.set(checked(config, ids));
  return { tokens, lengths: Int32Array.of(ids.length) };
}

/** @param tensors of `readerShapes` */
export function throughReader(
  config: ModelConfig,
  parameters: Parameters,
  { tokens, lengths }: Tensors,
  options: Pick<ForwardOptions, 'records' | 'onRouting'>,
): void {
  const all = { ...options, lengths: asVector(lengths) };
  const given = asMatrix(tokens, 1, config.contextLength);
  if (readsSource(config)) encode(config, parameters, given, all);
  else hiddenStates(config, parameters, given, all);
}

/** @throws LabError `model.empty`, `model.tokenOutOfRange` */
export function checked(
  { vocabularySize }: ModelConfig,
  ids: readonly number[],
): readonly number[] {
  if (ids.length === 0) throw new LabError('model.empty');
  const id = ids.find((candidate) => !(candidate >= 0 && candidate < vocabularySize));
  if (id !== undefined) throw new LabError('model.tokenOutOfRange', { id, vocabularySize });
  return ids;
}
