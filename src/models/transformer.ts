/**
 * @file A decoder-only transformer (GPT): tokens in, logits of the next token out, as a function over
 * named parameters. With pre-norm: x ← x + attention(norm(x)); x ← x + feedForward(norm(x)).
 */
import * as tf from '@tensorflow/tfjs-core';
import { activate, gatedActivation } from '../tensor/ops/activation';
import { attention, attentionProbabilities, type AttentionOptions } from '../tensor/ops/attention';
import { cachedAttention, type CachedRows } from '../tensor/ops/cached-attention';
import { inPart } from '../tensor/marks';
import { checkpoint } from '../tensor/ops/checkpoint';
import type { DropoutMasks } from '../tensor/ops/dropout';
import { alibiBias, bucketedBias } from '../tensor/ops/distance-bias';
import { embedding } from '../tensor/ops/embedding';
import { linear, linearTransposed } from '../tensor/ops/linear';
import { layerNorm, rmsNorm } from '../tensor/ops/norm';
import { rotationTable } from '../tensor/ops/rope';
import { scale } from '../tensor/ops/scale';
import { sinusoidTable } from '../tensor/ops/sinusoids';
import { softCap } from '../tensor/ops/soft-cap';
import { asMatrix, asVector } from '../tensor/shapes';
import { headDimOf, keyValueHeadsOf } from './block';
import { usualDistances, type ModelConfig } from './config';
import { throughExperts, type ExpertPass } from './experts';
import { rotationOf } from './rotary';

export type Parameters = Record<string, tf.Tensor>;

/** What attention did, layer by layer, for pictures. */
export interface AttentionRecord {
  /** `[batch, heads, time, time]` */
  probabilities: tf.Tensor4D;
  /** `[batch·time, (heads + 2·keyValueHeads)·headDim]`, before rotation. */
  queryKeyValue: tf.Tensor2D;
}

/** Keys and values of earlier tokens; each row of the pass is one token of some sequence. */
export interface KeyValueCache extends CachedRows {
  /** One `[capacity, 2·width]` for each layer; the pass puts the new ones here. */
  layers: tf.Tensor2D[];
}

export interface ForwardOptions extends Pick<
  ExpertPass,
  'lossGradient' | 'isLimited' | 'routings'
> {
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
 * The residual stream, normalised.
 * @param tokens int32 `[batch, time]`, time at most `contextLength`
 * @returns `[batch·time, width]`
 */
export function hiddenStates(
  config: ModelConfig,
  parameters: Parameters,
  tokens: tf.Tensor2D,
  options: ForwardOptions = {},
): tf.Tensor2D {
  const { heads, window } = config;
  const [batch, time] = tokens.shape;
  const attentionOptions = {
    ...{ batch, time, heads, keyValueHeads: keyValueHeadsOf(config), headDim: headDimOf(config) },
    mask: { causal: true, window },
    ...rotationsOf(config),
    distanceBias: distanceBiasOf(config, parameters, distancesIn(config, time, options)),
  };
  const pass: Pass = { ...options, config, parameters, time, attention: attentionOptions };
  let x = inPart('embedding', () => drop(pass, embed(pass, tokens), 0));
  for (let layer = 0; layer < config.layers; layer++) {
    x = options.isCheckpointed ? checkpointedLayer(pass, layer, x) : throughLayer(pass, layer, x);
  }
  // With post-norm the last layer ends with one.
  if (config.normPlacement === 'post') return x;
  return inPart('head', () => normalise(pass, 'final.norm', x));
}

/** The angles of all places and what they turn. */
function rotationsOf(config: ModelConfig) {
  if (config.positions !== 'rope') return { rotation: null };
  const { pairs, frequencies, gain } = rotationOf(config);
  return {
    rotation: rotationTable(config.contextLength, headDimOf(config), frequencies, gain),
    rotary: pairs,
  };
}

/** Of the rows of attention's bias by distance. With a cache, keys after the query have none. */
function distancesIn({ contextLength }: ModelConfig, time: number, { cache }: ForwardOptions) {
  const furthest = (cache ? contextLength : time) - 1;
  const number = furthest + (cache ? 1 : time);
  return Array.from({ length: number }, (_, row) => row - furthest);
}

/** `[distances, heads]`, or null where positions are no bias of the scores. */
function distanceBiasOf(
  { positions, heads, distances: ranges = usualDistances }: ModelConfig,
  parameters: Parameters,
  distances: readonly number[],
): tf.Tensor2D | null {
  switch (positions) {
    case 'alibi':
      return alibiBias(distances, heads);
    case 't5': {
      const table = asMatrix(parameters['embedding.distance.weight'], ranges.buckets, heads);
      return bucketedBias(table, distances, { mostDistant: ranges.mostDistant, isCausal: true });
    }
    case 'rope':
    case 'learned':
    case 'sinusoidal':
    case 'none':
      return null;
  }
}

function throughLayer(pass: Pass, layer: number, x: tf.Tensor2D): tf.Tensor2D {
  const [, attentionSite, feedForwardSite] = dropoutSites(layer);
  const names = [`layers.${layer}.attention`, `layers.${layer}.feedForward`];
  const attended = inPart(names[0], () => {
    const branch = { name: names[0], site: attentionSite, from: x };
    return residual(pass, x, branch, (given) => attend(pass, layer, given));
  });
  return inPart(names[1], () => {
    const from = pass.config.parallel ? x : attended;
    const branch = { name: names[1], site: feedForwardSite, from };
    return residual(pass, attended, branch, (given) => feedForward(pass, names[1], given));
  });
}

/** What is added to the residual stream: from what it is computed, and which dropout it has. */
interface Branch {
  name: string;
  site: number;
  from: tf.Tensor2D;
}

/** x + compute(from), with norms where the config has them. */
function residual(
  pass: Pass,
  x: tf.Tensor2D,
  { name, site, from }: Branch,
  compute: (x: tf.Tensor2D) => tf.Tensor2D,
): tf.Tensor2D {
  const { normPlacement, residualScale } = pass.config;
  const added = (y: tf.Tensor2D) => {
    return tf.add<tf.Tensor2D>(x, drop(pass, scale(y, residualScale), site));
  };
  switch (normPlacement) {
    case 'pre':
      return added(compute(normalise(pass, `${name}.norm`, from)));
    case 'post':
      return normalise(pass, `${name}.norm`, added(compute(from)));
    case 'sandwich': {
      const y = compute(normalise(pass, `${name}.norm`, from));
      return added(normalise(pass, `${name}.outputNorm`, y));
    }
  }
}

/** Keeps x alone; the rest of the layer is computed again in the backward pass. */
function checkpointedLayer(pass: Pass, layer: number, x: tf.Tensor2D): tf.Tensor2D {
  const { width, heads } = pass.config;
  const names = Object.keys(pass.parameters).filter((name) => name.startsWith(`layers.${layer}.`));
  const weights = names.map((name) => pass.parameters[name]);
  const { distanceBias } = pass.attention;
  const inputs = [x, ...weights, ...(distanceBias ? [distanceBias] : [])];
  return checkpoint(inputs, ([given, ...others]) => {
    const parameters = Object.fromEntries(names.map((name, index) => [name, others[index]]));
    const bias = others.at(names.length);
    const attention = {
      ...pass.attention,
      distanceBias: bias ? asMatrix(bias, bias.size / heads, heads) : null,
    };
    const inner = { ...pass, parameters, attention };
    return throughLayer(inner, layer, asMatrix(given, given.size / width, width));
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
  return inPart('head', () => softCap(linearTransposed(hidden, weight), config.logitCap));
}

function embed({ config, parameters, time, cache }: Pass, tokens: tf.Tensor2D): tf.Tensor2D {
  const { vocabularySize, width } = config;
  const tokenTable = asMatrix(parameters['embedding.token.weight'], vocabularySize, width);
  const table = positionTableOf(config, parameters);
  const positions = table && { table, time, places: cache?.places };
  return embedding(tokenTable, asVector(tokens), positions);
}

/** `[contextLength, width]`: what is added to tokens by their place; null where nothing is. */
function positionTableOf(
  { positions, contextLength, width }: ModelConfig,
  parameters: Parameters,
): tf.Tensor2D | null {
  switch (positions) {
    case 'learned':
      return asMatrix(parameters['embedding.position.weight'], contextLength, width);
    case 'sinusoidal':
      return sinusoidTable(contextLength, width);
    case 'rope':
    case 'alibi':
    case 't5':
    case 'none':
      return null;
  }
}

function attend(pass: Pass, layer: number, x: tf.Tensor2D): tf.Tensor2D {
  const { records, dropout, cache } = pass;
  const name = `layers.${layer}.attention`;
  const queryKeyValue = project(pass, `${name}.queryKeyValue`, x);
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
  const { heads, keyValueHeads, headDim, rotary, rotation, distanceBias, mask } = options;
  const { mixed, cache: written } = cachedAttention(queryKeyValue, cache.layers[layer], cache, {
    rows: queryKeyValue.shape[0],
    heads,
    keyValueHeads,
    headDim,
    rotary,
    capacity: cache.layers[layer].shape[0],
    context: config.contextLength,
    window: mask.window,
    rotation,
    distanceBias,
  });
  cache.layers[layer] = written;
  return mixed;
}

function feedForward(pass: Pass, name: string, x: tf.Tensor2D): tf.Tensor2D {
  const { experts } = pass.config;
  if (!experts) return throughMatrices(pass, name, x);
  const chosen = throughExperts(pass, experts, name, x);
  return experts.shared ? tf.add(throughMatrices(pass, `${name}.shared`, x), chosen) : chosen;
}

function throughMatrices(pass: Pass, name: string, x: tf.Tensor2D): tf.Tensor2D {
  const { activation, gated } = pass.config;
  const projected = project(pass, `${name}.up`, x);
  const hidden = gated ? gatedActivation(projected, activation) : activate(projected, activation);
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
