/**
 * @file A decoder-only transformer (GPT): tokens in, logits of the next token out, as a function over
 * named parameters. Pre-norm: x ← x + attention(norm(x)); x ← x + feedForward(norm(x)).
 */
import * as tf from '@tensorflow/tfjs-core';
import { attention, attentionProbabilities, type AttentionOptions } from '../tensor/ops/attention';
import { cachedAttention, type CachedRows } from '../tensor/ops/cached-attention';
import { inPart } from '../tensor/marks';
import { checkpoint } from '../tensor/ops/checkpoint';
import type { DropoutMasks } from '../tensor/ops/dropout';
import { embedding } from '../tensor/ops/embedding';
import { gelu } from '../tensor/ops/gelu';
import { linear, linearTransposed } from '../tensor/ops/linear';
import { layerNorm, rmsNorm } from '../tensor/ops/norm';
import { rotationTable } from '../tensor/ops/rope';
import { asMatrix, asVector } from '../tensor/shapes';
import type { ModelConfig } from './config';

export type Parameters = Record<string, tf.Tensor>;

/** What attention did, layer by layer, for pictures. */
export interface AttentionRecord {
  /** `[batch, heads, time, time]` */
  probabilities: tf.Tensor4D;
  /** `[batch·time, 3·width]`: queries, keys and values, before rotation. */
  queryKeyValue: tf.Tensor2D;
}

/** Keys and values of earlier tokens; each row of the pass is one token of some sequence. */
export interface KeyValueCache extends CachedRows {
  /** One `[capacity, 2·width]` for each layer; the pass puts the new ones here. */
  layers: tf.Tensor2D[];
}

export interface ForwardOptions {
  /** Only while training. */
  dropout?: DropoutMasks | null;
  /** Training: layers keep only their input for the backward pass. */
  isCheckpointed?: boolean;
  /** Filled with one record per layer. */
  records?: AttentionRecord[];
  /** Decoding: tokens are `[rows, 1]`. */
  cache?: KeyValueCache;
}

/** What all layers of one forward pass share. */
interface Pass extends ForwardOptions {
  config: ModelConfig;
  parameters: Parameters;
  time: number;
  attention: AttentionOptions;
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
  const { heads, width, contextLength } = config;
  const [batch, time] = tokens.shape;
  const headDim = width / heads;
  const rotation =
    config.positions === 'rope' ? rotationTable(contextLength, headDim, config.ropeBase) : null;
  const mask = { causal: true, window: 0 };
  const attentionOptions = { batch, time, heads, keyValueHeads: heads, headDim, mask, rotation };
  const pass: Pass = { ...options, config, parameters, time, attention: attentionOptions };
  let x = inPart('embedding', () => drop(pass, embed(pass, tokens), 0));
  for (let layer = 0; layer < config.layers; layer++) {
    x = options.isCheckpointed ? checkpointedLayer(pass, layer, x) : throughLayer(pass, layer, x);
  }
  return inPart('head', () => normalise(pass, 'final.norm', x));
}

function throughLayer(pass: Pass, layer: number, x: tf.Tensor2D): tf.Tensor2D {
  const [, attentionSite, feedForwardSite] = dropoutSites(layer);
  const attended = inPart(`layers.${layer}.attention`, () =>
    tf.add<tf.Tensor2D>(x, drop(pass, attend(pass, layer, x), attentionSite)),
  );
  return inPart(`layers.${layer}.feedForward`, () =>
    tf.add<tf.Tensor2D>(attended, drop(pass, feedForward(pass, layer, attended), feedForwardSite)),
  );
}

/** Keeps x alone; the rest of the layer is computed again in the backward pass. */
function checkpointedLayer(pass: Pass, layer: number, x: tf.Tensor2D): tf.Tensor2D {
  const { width } = pass.config;
  const names = Object.keys(pass.parameters).filter((name) => name.startsWith(`layers.${layer}.`));
  return checkpoint([x, ...names.map((name) => pass.parameters[name])], ([given, ...weights]) => {
    const parameters = Object.fromEntries(names.map((name, index) => [name, weights[index]]));
    return throughLayer({ ...pass, parameters }, layer, asMatrix(given, given.size / width, width));
  });
}

/** Site 0 is the embedding's: attention probabilities, attention's and feed-forward's branch. */
const dropoutSites = (layer: number) => [3 * layer + 1, 3 * layer + 2, 3 * layer + 3];

/**
 * Logits of hidden states: the head, or the transposed token embedding where it is tied.
 * @param hidden `[rows, width]`
 * @returns `[rows, vocabulary]`
 */
export function logitsOf(config: ModelConfig, parameters: Parameters, hidden: tf.Tensor2D) {
  const name = config.tiedHead ? 'embedding.token.weight' : 'head.weight';
  const weight = asMatrix(parameters[name], config.vocabularySize, config.width);
  return inPart('head', () => linearTransposed(hidden, weight));
}

function embed({ config, parameters, time, cache }: Pass, tokens: tf.Tensor2D): tf.Tensor2D {
  const { vocabularySize, contextLength, width, positions } = config;
  const table = asMatrix(parameters['embedding.token.weight'], vocabularySize, width);
  if (positions === 'rope') return embedding(table, asVector(tokens), null);
  const learned = asMatrix(parameters['embedding.position.weight'], contextLength, width);
  return embedding(table, asVector(tokens), { table: learned, time, places: cache?.places });
}

function attend(pass: Pass, layer: number, x: tf.Tensor2D): tf.Tensor2D {
  const { records, dropout, cache } = pass;
  const name = `layers.${layer}.attention`;
  const queryKeyValue = project(pass, `${name}.queryKeyValue`, normalise(pass, `${name}.norm`, x));
  if (cache)
    return project(pass, `${name}.output`, attendCached(pass, cache, layer, queryKeyValue));
  records?.push({
    queryKeyValue,
    probabilities: attentionProbabilities(queryKeyValue, pass.attention),
  });
  const mixed = attention(queryKeyValue, {
    ...pass.attention,
    dropout: dropout && { rate: dropout.rate, key: dropout.key, site: dropoutSites(layer)[0] },
  });
  return project(pass, `${name}.output`, mixed);
}

function attendCached(
  { config, attention: options }: Pass,
  cache: KeyValueCache,
  layer: number,
  queryKeyValue: tf.Tensor2D,
): tf.Tensor2D {
  const { heads, keyValueHeads, headDim, rotation, mask } = options;
  const { mixed, cache: written } = cachedAttention(queryKeyValue, cache.layers[layer], cache, {
    rows: queryKeyValue.shape[0],
    heads,
    keyValueHeads,
    headDim,
    capacity: cache.layers[layer].shape[0],
    context: config.contextLength,
    window: mask.window,
    rotation,
  });
  cache.layers[layer] = written;
  return mixed;
}

function feedForward(pass: Pass, layer: number, x: tf.Tensor2D): tf.Tensor2D {
  const name = `layers.${layer}.feedForward`;
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

function drop({ dropout }: Pass, x: tf.Tensor2D, site: number): tf.Tensor2D {
  return dropout?.apply(x, site) ?? x;
}
