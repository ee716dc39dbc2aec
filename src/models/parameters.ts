/**
 * @file Names, shapes and first values of a model's parameters. Weights start normal with
 * deviation 0.02; as in GPT-2 (Radford et al. 2019) the projections that write into the residual stream
 * are smaller by √(2·layers), unless the config wants them alike; gains 1, biases, the scores of sinks and
 * what the noise of routers is learned by 0.
 */
import { clippingOf, countClipped } from '../tensor/clipped-distance';
import { Random } from '../base/random';
import type { NamedArrays } from '../base/arrays';
import { feedForwardWidthOf, headDimOf, keyValueWidthOf } from './block';
import {
  architectureOf,
  hasRelativeValues,
  usualDistances,
  usualReach,
  type ModelConfig,
} from './config';
import { maskOf } from './masks';
import type { Stack } from './stack';

export type ParameterShapes = Record<string, number[]>;

/** In the order of the forward pass. Weights of linear layers are `[in, out]`. */
export function parameterShapes(config: ModelConfig): ParameterShapes {
  const { vocabularySize, width, tiedHead, sentencePairs } = config;
  const hasEncoder = architectureOf(config) === 'encoder-decoder';
  const shapes: ParameterShapes = { 'embedding.token.weight': [vocabularySize, width] };
  if (sentencePairs) shapes['embedding.segment.weight'] = [2, width];
  if (hasEncoder) Object.assign(shapes, stackShapes(config, 'encoder.', false));
  Object.assign(shapes, stackShapes(config, '', hasEncoder));
  if (!tiedHead) shapes['head.weight'] = [vocabularySize, width];
  if (sentencePairs) {
    Object.assign(shapes, linear('pooler', width, width), linear('nextSentence', width, 2));
  }
  return shapes;
}

const linear = (name: string, from: number, to: number): ParameterShapes => ({
  [`${name}.weight`]: [from, to],
  [`${name}.bias`]: [to],
});

/** @param hasMemory whether its layers look at an encoder's output */
function stackShapes(
  config: ModelConfig,
  prefix: Stack['prefix'],
  hasMemory: boolean,
): ParameterShapes {
  const { contextLength, layers, heads, width, positions, normPlacement, queryKeyNorm } = config;
  const { relativeReach: reach = usualReach } = config;
  const { causal } = maskOf(architectureOf(config), prefix, 0);
  const keyValueWidth = keyValueWidthOf(config);
  const norm = (name: string): ParameterShapes => ({
    [`${name}.gain`]: [width],
    ...(config.norm === 'layer' ? { [`${name}.bias`]: [width] } : {}),
  });
  /** Those of attention or of a feed-forward layer. */
  const norms = (name: string): ParameterShapes => ({
    ...norm(`${name}.norm`),
    ...(normPlacement === 'sandwich' ? norm(`${name}.outputNorm`) : {}),
  });
  /** The gains of queries and of keys. */
  const queryKeyGains = (name: string): ParameterShapes =>
    queryKeyNorm ? { [`${name}.queryKeyNorm.gain`]: [2, headDimOf(config)] } : {};
  /** The vectors of clipped distances. */
  const distances = (name: string): ParameterShapes => {
    if (positions !== 'shaw') return {};
    const shape = [countClipped(clippingOf(reach, causal)), headDimOf(config)];
    const ofKeys = { [`${name}.distance.vectors`]: shape };
    return hasRelativeValues(config)
      ? { ...ofKeys, [`${name}.distanceValue.vectors`]: shape }
      : ofKeys;
  };
  const sinks = (name: string): ParameterShapes =>
    config.attentionSink === 'learned' ? { [`${name}.sink.scores`]: [heads] } : {};
  const shapes: ParameterShapes = {};
  if (positions === 'learned') {
    shapes[`${prefix}embedding.position.weight`] = [contextLength, width];
  }
  if (positions === 't5') {
    const { buckets } = config.distances ?? usualDistances;
    shapes[`${prefix}embedding.distance.weight`] = [buckets, heads];
  }
  for (let layer = 0; layer < layers; layer++) {
    const name = `${prefix}layers.${layer}`;
    Object.assign(
      shapes,
      norms(`${name}.attention`),
      linear(`${name}.attention.queryKeyValue`, width, width + 2 * keyValueWidth),
      queryKeyGains(`${name}.attention`),
      sinks(`${name}.attention`),
      distances(`${name}.attention`),
      linear(`${name}.attention.output`, width, width),
    );
    if (hasMemory) {
      Object.assign(
        shapes,
        norms(`${name}.crossAttention`),
        linear(`${name}.crossAttention.query`, width, width),
        linear(`${name}.crossAttention.keyValue`, width, 2 * keyValueWidth),
        queryKeyGains(`${name}.crossAttention`),
        sinks(`${name}.crossAttention`),
        linear(`${name}.crossAttention.output`, width, width),
      );
    }
    Object.assign(shapes, norms(`${name}.feedForward`), feedForward(config, `${name}.feedForward`));
  }
  if (normPlacement !== 'post') Object.assign(shapes, norm(`${prefix}final.norm`));
  return shapes;
}

function feedForward(config: ModelConfig, name: string): ParameterShapes {
  const { width, gated, experts } = config;
  const hidden = feedForwardWidthOf(config);
  const plain = (of: string): ParameterShapes => ({
    ...linear(`${of}.up`, width, gated ? 2 * hidden : hidden),
    ...linear(`${of}.down`, hidden, width),
  });
  if (!experts) return plain(name);
  const shapes: ParameterShapes = { [`${name}.router.weight`]: [width, experts.count] };
  if (experts.learnedNoise) shapes[`${name}.${noiseName}.weight`] = [width, experts.count];
  for (const [part, shape] of Object.entries(plain(name))) shapes[part] = [experts.count, ...shape];
  return experts.shared ? { ...shapes, ...plain(`${name}.shared`) } : shapes;
}

/** Of the matrix of a layer of experts that gives the deviation of its router's noise. */
export const noiseName = 'routerNoise';

export const sizeOf = (shape: readonly number[]) =>
  shape.reduce((product, size) => product * size, 1);

export function countParameters(config: ModelConfig): number {
  return Object.values(parameterShapes(config)).reduce((sum, shape) => sum + sizeOf(shape), 0);
}

/** Those that a token meets: of the experts only its own. */
export function countActiveParameters(config: ModelConfig): number {
  const { experts } = config;
  if (!experts) return countParameters(config);
  const isOfExperts = (name: string) => /feedForward\.(up|down)\./.test(name);
  return Object.entries(parameterShapes(config)).reduce((sum, [name, shape]) => {
    const met = isOfExperts(name) ? experts.perToken / experts.count : 1;
    return sum + met * sizeOf(shape);
  }, 0);
}

/** First values of all parameters; each parameter has its own stream of `seed`. */
export function initialiseParameters(config: ModelConfig, seed: number): NamedArrays {
  const ofResidual = config.initialisation === 'scaled' ? 1 / Math.sqrt(2 * config.layers) : 1;
  const arrays: NamedArrays = {};
  for (const [name, shape] of Object.entries(parameterShapes(config))) {
    const data = new Float32Array(sizeOf(shape));
    if (name.endsWith('.gain')) data.fill(1);
    else if (name.endsWith(`.${noiseName}.weight`)) data.fill(0);
    else if (name.endsWith('.weight') || name.endsWith('.vectors')) {
      const writesResidual = name.endsWith('output.weight') || name.endsWith('down.weight');
      const deviation = 0.02 * (writesResidual ? ofResidual : 1);
      const random = new Random(seed, 'initialise', name);
      for (let index = 0; index < data.length; index++) data[index] = deviation * random.normal();
    }
    arrays[name] = { shape, data };
  }
  return arrays;
}
