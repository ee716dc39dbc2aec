/**
 * @file A stack of transformer blocks as a function over named parameters. With pre-norm:
 * x ← x + attention(norm(x)); in a decoder with an encoder, x ← x + crossAttention(norm(x), memory);
 * x ← x + feedForward(norm(x)). A decoder-only model and an encoder-only model have one stack, an
 * encoder-decoder has two.
 */
import * as tf from '@tensorflow/tfjs-core';
import { activate, gatedActivation } from '../tensor/ops/activation';
import {
  attention,
  attentionProbabilities,
  crossAttention,
  crossAttentionProbabilities,
  type AttentionOptions,
} from '../tensor/ops/attention';
import { cachedAttention, type CachedRows } from '../tensor/ops/cached-attention';
import { inPart } from '../tensor/marks';
import { checkpoint } from '../tensor/ops/checkpoint';
import type { DropoutMasks } from '../tensor/ops/dropout';
import { linear } from '../tensor/ops/linear';
import { layerNorm, rmsNorm } from '../tensor/ops/norm';
import { scale } from '../tensor/ops/scale';
import { asMatrix, asVector } from '../tensor/shapes';
import { keyValueWidthOf } from './block';
import type { ModelConfig } from './config';
import { throughExperts, type RoutingOptions } from './experts';
import { revisedAttention, revisedCrossAttention, type Revision } from './revision';
import { normaliseHeads, relativeOptionsOf, scoreOptionsOf, type Weights } from './scores';

export type Parameters = Record<string, tf.Tensor>;

/**
 * Is told of values on their way, by the names of the boxes of `modelDiagram`. What is computed for it
 * alone is not computed without it.
 */
export type Watch = (name: string, value: tf.Tensor) => void;

/** What attention did, layer by layer, for pictures. */
export interface AttentionRecord {
  /** `[batch, heads, time, time]` */
  probabilities: tf.Tensor4D;
  /** `[batch·time, (heads + 2·keyValueHeads)·headDim]`, before rotation, and normalised with QK-norm. */
  queryKeyValue: tf.Tensor2D;
  /** `[batch, heads, time, keyTime]`, of a decoder that looks at an encoder's memory. */
  crossProbabilities: tf.Tensor4D | null;
}

/** Keys and values of earlier tokens; each row of the pass is one token of some sequence. */
export interface KeyValueCache extends CachedRows {
  /** One `[capacity, 2·keyValueWidth]` for each layer; the pass puts the new ones here. */
  layers: tf.Tensor2D[];
}

/** What cross attention looks at. */
export interface Memory {
  /**
   * An encoder's output `[batch·keyTime, width]`; or, while decoding, the keys and values that each
   * layer makes of it, `[batch·keyTime, 2·keyValueWidth]` (`memoryKeyValues`).
   */
  of: { hidden: tf.Tensor2D } | { keyValues: readonly tf.Tensor2D[] };
  batch: number;
  keyTime: number;
  /** int32 `[batch]`: what follows so many keys is padding. */
  lengths: tf.Tensor1D | null;
}

/** Everything that all layers of a stack share. */
export interface Stack extends RoutingOptions {
  config: ModelConfig;
  parameters: Parameters;
  /** Before the names of its parameters: `encoder.` of an encoder with a decoder, else nothing. */
  prefix: '' | 'encoder.';
  time: number;
  attention: AttentionOptions;
  memory: Memory | null;
  /** Only while training. */
  dropout: DropoutMasks | null;
  /** The dropout mask of its embedding; those of its layers follow. */
  firstSite: number;
  isCheckpointed: boolean;
  records: AttentionRecord[] | null;
  watch: Watch | null;
  revision: Revision | null;
  cache: KeyValueCache | null;
}

/**
 * All layers and, where it has one, the norm behind them.
 * @param x `[batch·time, width]`
 */
export function throughStack(stack: Stack, x: tf.Tensor2D): tf.Tensor2D {
  const { config, prefix, isCheckpointed } = stack;
  for (let layer = 0; layer < config.layers; layer++) {
    x = isCheckpointed ? checkpointedLayer(stack, layer, x) : throughLayer(stack, layer, x);
  }
  // With post-norm the last layer ends with one.
  if (config.normPlacement === 'post') return x;
  return inPart(`${prefix}head`, () => normalise(stack, `${prefix}final.norm`, x));
}

/** Dropout masks of a stack: its embedding's, then those of its layers. */
export const dropoutSites = ({ layers }: ModelConfig, hasMemory: boolean) =>
  1 + layers * sitesPerLayer(hasMemory);

/** Of attention probabilities and of what is added, of each attention; of what feed-forward adds. */
const sitesPerLayer = (hasMemory: boolean) => (hasMemory ? 5 : 3);

function throughLayer(stack: Stack, layer: number, x: tf.Tensor2D): tf.Tensor2D {
  const { config, prefix, memory, firstSite } = stack;
  const name = `${prefix}layers.${layer}`;
  const site = firstSite + 1 + layer * sitesPerLayer(memory !== null);
  const attended = residual(stack, x, {
    name: `${name}.attention`,
    site: site + 1,
    from: x,
    compute: (given) => attend(stack, layer, site, given),
  });
  const informed = memory
    ? residual(stack, attended, {
        name: `${name}.crossAttention`,
        site: site + 4,
        from: attended,
        compute: (given) => attendMemory(stack, memory, layer, site + 3, given),
      })
    : attended;
  return residual(stack, informed, {
    name: `${name}.feedForward`,
    site: site + 2,
    from: config.parallel ? x : informed,
    compute: (given) => feedForward(stack, `${name}.feedForward`, given),
  });
}

/** What is added to the residual stream. */
interface Branch {
  name: string;
  /** Its dropout mask. */
  site: number;
  /** What it is computed from. */
  from: tf.Tensor2D;
  compute: (x: tf.Tensor2D) => tf.Tensor2D;
}

/** x + compute(from), with norms where the config has them. */
function residual(stack: Stack, x: tf.Tensor2D, branch: Branch): tf.Tensor2D {
  const { normPlacement, residualScale } = stack.config;
  const { name, site, from, compute } = branch;
  const added = (y: tf.Tensor2D) => {
    const sum = tf.add<tf.Tensor2D>(x, drop(stack, scale(y, residualScale), site));
    stack.watch?.(`${name}.sum`, sum);
    return sum;
  };
  return inPart(name, () => {
    switch (normPlacement) {
      case 'pre':
        return added(compute(normalise(stack, `${name}.norm`, from)));
      case 'post':
        return normalise(stack, `${name}.norm`, added(compute(from)));
      case 'sandwich': {
        const y = compute(normalise(stack, `${name}.norm`, from));
        return added(normalise(stack, `${name}.outputNorm`, y));
      }
    }
  });
}

/** Keeps what goes into it alone; the rest of the layer is computed again in the backward pass. */
function checkpointedLayer(stack: Stack, layer: number, x: tf.Tensor2D): tf.Tensor2D {
  const { parameters, prefix, memory, attention: options } = stack;
  const { width, heads } = stack.config;
  const names = Object.keys(parameters).filter((name) =>
    name.startsWith(`${prefix}layers.${layer}.`),
  );
  const { distanceBias } = options;
  const hidden = memory && 'hidden' in memory.of ? memory.of.hidden : null;
  const others = [distanceBias, hidden].filter((tensor) => !!tensor);
  const inputs = [x, ...names.map((name) => parameters[name]), ...others];
  return checkpoint(inputs, ([given, ...rest]) => {
    const queue = rest.slice(names.length);
    const next = (columns: number) => {
      const tensor = queue.shift();
      return tensor ? asMatrix(tensor, tensor.size / columns, columns) : null;
    };
    const bias = distanceBias ? next(heads) : null;
    const seen = hidden && next(width);
    const inner: Stack = {
      ...stack,
      parameters: Object.fromEntries(names.map((name, index) => [name, rest[index]])),
      attention: { ...options, distanceBias: bias },
      memory: memory && (seen ? { ...memory, of: { hidden: seen } } : memory),
    };
    return throughLayer(inner, layer, asMatrix(given, given.size / width, width));
  });
}

function attend(stack: Stack, layer: number, site: number, x: tf.Tensor2D): tf.Tensor2D {
  const { records, dropout, cache, prefix, watch, revision } = stack;
  const name = `${prefix}layers.${layer}.attention`;
  const projected = project(stack, `${name}.queryKeyValue`, x);
  const queryKeyValue = normaliseHeads(stack, name, 'queryKeyNorm', projected);
  if (cache) {
    return project(stack, `${name}.output`, attendCached(stack, cache, layer, queryKeyValue));
  }
  const options = {
    ...{ ...stack.attention, ...scoreOptionsOf(stack, name) },
    ...relativeOptionsOf(stack, name, queryKeyValue, stack.attention.mask.causal),
  };
  records?.push({
    queryKeyValue,
    probabilities: attentionProbabilities(queryKeyValue, options),
    crossProbabilities: null,
  });
  const mixed = revision
    ? revisedAttention(queryKeyValue, options, revision, name)
    : attention(queryKeyValue, {
        ...options,
        dropout: dropout && { rate: dropout.rate, key: dropout.key, site },
      });
  watch?.(`${name}.probabilities`, attentionProbabilities(queryKeyValue, options));
  watch?.(`${name}.mixed`, mixed);
  return project(stack, `${name}.output`, mixed);
}

function attendCached(
  stack: Stack,
  cache: KeyValueCache,
  layer: number,
  queryKeyValue: tf.Tensor2D,
): tf.Tensor2D {
  const { config, attention: options, prefix } = stack;
  const name = `${prefix}layers.${layer}.attention`;
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
    ...scoreOptionsOf(stack, name),
    ...relativeOptionsOf(stack, name, queryKeyValue, true),
  });
  cache.layers[layer] = written;
  return mixed;
}

/** Queries of the decoder on the memory. There are no positions: the encoder has put them in. */
function attendMemory(
  stack: Stack,
  memory: Memory,
  layer: number,
  site: number,
  x: tf.Tensor2D,
): tf.Tensor2D {
  const { records, dropout, watch, revision } = stack;
  const { heads, keyValueHeads, headDim } = stack.attention;
  const name = `layers.${layer}.crossAttention`;
  const query = normaliseHeads(stack, name, 'queryNorm', project(stack, `${name}.query`, x));
  const keyValue =
    'hidden' in memory.of
      ? memoryKeyValue(stack, layer, memory.of.hidden)
      : memory.of.keyValues[layer];
  const options = {
    ...{ batch: memory.batch, time: query.shape[0] / memory.batch, keyTime: memory.keyTime },
    ...{ heads, keyValueHeads, headDim, keyLengths: memory.lengths },
    ...scoreOptionsOf(stack, name),
  };
  const record = records?.[layer];
  if (record) record.crossProbabilities = crossAttentionProbabilities(query, keyValue, options);
  const mixed = revision
    ? revisedCrossAttention(query, keyValue, options, revision, name)
    : crossAttention(query, keyValue, {
        ...options,
        dropout: dropout && { rate: dropout.rate, key: dropout.key, site },
      });
  watch?.(`${name}.probabilities`, crossAttentionProbabilities(query, keyValue, options));
  watch?.(`${name}.mixed`, mixed);
  return project(stack, `${name}.output`, mixed);
}

/**
 * The keys and values that each layer's cross attention makes of an encoder's output.
 * @param hidden `[rows, width]`
 * @returns `[rows, 2·keyValueWidth]` for each layer
 */
export function memoryKeyValues(
  config: ModelConfig,
  parameters: Parameters,
  hidden: tf.Tensor2D,
): tf.Tensor2D[] {
  const rows = hidden.shape[0];
  return Array.from({ length: config.layers }, (_, layer) =>
    asMatrix(
      memoryKeyValue({ config, parameters, watch: null }, layer, hidden),
      rows,
      2 * keyValueWidthOf(config),
    ),
  );
}

function memoryKeyValue(stack: Weights, layer: number, hidden: tf.Tensor2D): tf.Tensor2D {
  const name = `layers.${layer}.crossAttention`;
  return normaliseHeads(stack, name, 'keyNorm', project(stack, `${name}.keyValue`, hidden));
}

function feedForward(stack: Stack, name: string, x: tf.Tensor2D): tf.Tensor2D {
  const { experts } = stack.config;
  if (!experts) return throughMatrices(stack, name, x);
  const chosen = throughExperts(stack, experts, name, x);
  stack.watch?.(`${name}.experts`, chosen);
  if (!experts.shared) return chosen;
  const joined = tf.add<tf.Tensor2D>(throughMatrices(stack, `${name}.shared`, x), chosen);
  stack.watch?.(`${name}.joined`, joined);
  return joined;
}

function throughMatrices(stack: Stack, name: string, x: tf.Tensor2D): tf.Tensor2D {
  const { activation, gated } = stack.config;
  const projected = project(stack, `${name}.up`, x);
  const hidden = gated ? gatedActivation(projected, activation) : activate(projected, activation);
  stack.watch?.(`${name}.hidden`, hidden);
  return project(stack, `${name}.down`, hidden);
}

/** A linear map with its bias. */
export function project(
  { parameters, watch }: Pick<Stack, 'parameters'> & Partial<Pick<Stack, 'watch'>>,
  name: string,
  x: tf.Tensor2D,
): tf.Tensor2D {
  const weight = parameters[`${name}.weight`];
  const [from, to] = weight.shape;
  const y = linear(x, asMatrix(weight, from, to), asVector(parameters[`${name}.bias`]));
  watch?.(name, y);
  return y;
}

function normalise(stack: Stack, name: string, x: tf.Tensor2D): tf.Tensor2D {
  const y = normalised(stack, name, x);
  stack.watch?.(name, y);
  return y;
}

/** The norm behind the layers, of any numbers of the residual stream. */
export function lastNorm(
  { config, parameters }: Pick<Stack, 'config' | 'parameters'>,
  x: tf.Tensor2D,
): tf.Tensor2D {
  const isNormed = config.normPlacement === 'post';
  return isNormed ? x : normalised({ config, parameters }, 'final.norm', x);
}

function normalised(
  { config, parameters }: Pick<Stack, 'config' | 'parameters'>,
  name: string,
  x: tf.Tensor2D,
): tf.Tensor2D {
  const gain = asVector(parameters[`${name}.gain`]);
  switch (config.norm) {
    case 'layer':
      return layerNorm(x, gain, asVector(parameters[`${name}.bias`]));
    case 'rms':
      return rmsNorm(x, gain);
  }
}

export function drop(
  { dropout }: Pick<Stack, 'dropout'>,
  x: tf.Tensor2D,
  site: number,
): tf.Tensor2D {
  return dropout?.apply(x, site) ?? x;
}
