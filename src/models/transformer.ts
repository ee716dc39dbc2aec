/**
 * @file A decoder-only transformer (GPT): tokens in, logits of the next token out, as a function over
 * named parameters. Pre-norm: x ← x + attention(norm(x)); x ← x + feedForward(norm(x)).
 */
import * as tf from '@tensorflow/tfjs-core';
import { attentionProbabilities, causalMask } from '../tensor/ops/attention';
import type { DropoutStream } from '../tensor/ops/dropout';
import { embedding } from '../tensor/ops/embedding';
import { gelu } from '../tensor/ops/gelu';
import { linear, linearTransposed } from '../tensor/ops/linear';
import { layerNorm, rmsNorm } from '../tensor/ops/norm';
import { rotate, rotationTable, type RotationTable } from '../tensor/ops/rope';
import { asMatrix, asRank3, asRank4, asVector } from '../tensor/shapes';
import type { ModelConfig } from './config';

export type Parameters = Record<string, tf.Tensor>;

/** What attention did, layer by layer, for pictures. */
export interface AttentionRecord {
  /** `[heads, batch, time, time]` */
  probabilities: tf.Tensor4D;
  /** `[heads, batch, time, headDim]`, before rotation. */
  query: tf.Tensor4D;
  key: tf.Tensor4D;
}

export interface ForwardOptions {
  /** Only while training. */
  dropout?: DropoutStream;
  /** Filled with one record per layer. */
  records?: AttentionRecord[];
}

/** What all layers of one forward pass share. */
interface Pass extends ForwardOptions {
  config: ModelConfig;
  parameters: Parameters;
  batch: number;
  time: number;
  mask: tf.Tensor2D;
  rotation: RotationTable | null;
}

/**
 * The whole model.
 * @param tokens int32 `[batch, time]`, time at most `contextLength`
 * @returns logits of each next token `[batch·time, vocabulary]`
 */
export function forward(
  config: ModelConfig,
  parameters: Parameters,
  tokens: tf.Tensor2D,
  options: ForwardOptions = {},
): tf.Tensor2D {
  return logitsOf(config, parameters, hiddenStates(config, parameters, tokens, options));
}

/**
 * The residual stream after the last norm.
 * @param tokens int32 `[batch, time]`, time at most `contextLength`
 * @returns `[batch·time, width]`
 */
export function hiddenStates(
  config: ModelConfig,
  parameters: Parameters,
  tokens: tf.Tensor2D,
  options: ForwardOptions = {},
): tf.Tensor2D {
  const [batch, time] = tokens.shape;
  const headDim = config.width / config.heads;
  const pass: Pass = {
    ...options,
    config,
    parameters,
    batch,
    time,
    mask: causalMask(time),
    rotation: config.positions === 'rope' ? rotationTable(time, headDim, config.ropeBase) : null,
  };
  let x = drop(pass, embed(pass, tokens));
  for (let layer = 0; layer < config.layers; layer++) {
    const name = `layers.${layer}`;
    x = tf.add(x, drop(pass, attend(pass, `${name}.attention`, x)));
    x = tf.add(x, drop(pass, feedForward(pass, `${name}.feedForward`, x)));
  }
  return normalise(pass, 'final.norm', x);
}

/**
 * Logits of hidden states: the head, or the transposed token embedding where it is tied.
 * @param hidden `[rows, width]`
 * @returns `[rows, vocabulary]`
 */
export function logitsOf(config: ModelConfig, parameters: Parameters, hidden: tf.Tensor2D) {
  const name = config.tiedHead ? 'embedding.token.weight' : 'head.weight';
  return linearTransposed(hidden, asMatrix(parameters[name], config.vocabularySize, config.width));
}

function embed({ config, parameters, batch, time }: Pass, tokens: tf.Tensor2D): tf.Tensor2D {
  const { vocabularySize, contextLength, width, positions } = config;
  const table = asMatrix(parameters['embedding.token.weight'], vocabularySize, width);
  const x = embedding(table, asVector(tokens));
  if (positions === 'rope') return x;
  const learned = asMatrix(parameters['embedding.position.weight'], contextLength, width);
  const places = tf.slice2d(learned, [0, 0], [time, width]);
  return asMatrix(tf.add(asRank3(x, [batch, time, width]), places), batch * time, width);
}

function attend(pass: Pass, name: string, x: tf.Tensor2D): tf.Tensor2D {
  const { batch, time, mask, rotation, records, dropout } = pass;
  const { heads, width } = pass.config;
  const headDim = width / heads;

  // All queries, then all keys, then all values, cut into heads: [3·heads, batch, time, headDim].
  const projected = project(pass, `${name}.queryKeyValue`, normalise(pass, `${name}.norm`, x));
  const allHeads = tf.transpose(
    asRank4(projected, [batch, time, 3 * heads, headDim]),
    [2, 0, 1, 3],
  );
  const [query, key, value] = tf.split<tf.Tensor4D>(allHeads, 3, 0);

  const [turnedQuery, turnedKey] = rotation
    ? [rotate(query, rotation), rotate(key, rotation)]
    : [query, key];
  const probabilities = attentionProbabilities(turnedQuery, turnedKey, mask);
  records?.push({ probabilities, query, key });
  const mixed = tf.matMul(dropout?.apply(probabilities) ?? probabilities, value);

  const joined = asMatrix(tf.transpose(mixed, [1, 2, 0, 3]), batch * time, width);
  return project(pass, `${name}.output`, joined);
}

function feedForward(pass: Pass, name: string, x: tf.Tensor2D): tf.Tensor2D {
  const hidden = gelu(project(pass, `${name}.up`, normalise(pass, `${name}.norm`, x)));
  return project(pass, `${name}.down`, hidden);
}

function project({ parameters }: Pass, name: string, x: tf.Tensor2D): tf.Tensor2D {
  const weight = parameters[`${name}.weight`];
  const [from, to] = weight.shape;
  return linear(x, asMatrix(weight, from, to), asVector(parameters[`${name}.bias`]));
}

function normalise({ config, parameters }: Pass, name: string, x: tf.Tensor2D): tf.Tensor2D {
  const gain = asVector(parameters[`${name}.gain`]);
  switch (config.norm) {
    case 'layer':
      return layerNorm(x, gain, asVector(parameters[`${name}.bias`]));
    case 'rms':
      return rmsNorm(x, gain);
  }
}

function drop({ dropout }: Pass, x: tf.Tensor2D): tf.Tensor2D {
  return dropout?.apply(x) ?? x;
}
