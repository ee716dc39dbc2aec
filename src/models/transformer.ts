/**
 * @file A transformer as a function over named parameters: tokens in, logits out. Its architecture says
 * which stacks it has and what its tokens see: those before them (decoder-only), all (encoder-only), or,
 * in the decoder of an encoder-decoder, those before them and all of another text.
 */
import * as tf from '@tensorflow/tfjs-core';
import { inPart } from '../tensor/marks';
import type { AttentionOptions } from '../tensor/ops/attention';
import { alibiBias, bucketedBias } from '../tensor/ops/distance-bias';
import type { DropoutMasks } from '../tensor/ops/dropout';
import { embedding } from '../tensor/ops/embedding';
import { linearTransposed } from '../tensor/ops/linear';
import { rotationTable } from '../tensor/ops/rope';
import { sinusoidTable } from '../tensor/ops/sinusoids';
import { softCap } from '../tensor/ops/soft-cap';
import { asMatrix, asVector } from '../tensor/shapes';
import { headDimOf, keyValueHeadsOf } from './block';
import { architectureOf, usualDistances, type ModelConfig } from './config';
import type { RoutingOptions } from './experts';
import { maskOf } from './masks';
import type { Revision } from './revision';
import { rotationOf } from './rotary';
import {
  drop,
  dropoutSites,
  project,
  throughStack,
  type AttentionRecord,
  type KeyValueCache,
  type Memory,
  type Parameters,
  type Stack,
  type Watch,
} from './stack';

export type { AttentionRecord, KeyValueCache, Memory, Parameters, Watch } from './stack';

export interface ForwardOptions extends Partial<RoutingOptions> {
  /** Only while training. */
  dropout?: DropoutMasks | null;
  /** Training: layers keep only their input for the backward pass. */
  isCheckpointed?: boolean;
  /** Filled with one record per layer. */
  records?: AttentionRecord[] | null;
  /** For pictures; not with `isCheckpointed`. */
  watch?: Watch | null;
  /** Of one sequence; not while training or decoding. */
  revision?: Revision | null;
  /** Decoding: tokens are `[rows, 1]`. */
  cache?: KeyValueCache | null;
  /** int32 `[batch]`, of an encoder: what follows so many tokens is padding. */
  lengths?: tf.Tensor1D | null;
  /** int32 `[batch]`, of a decoder-only model: so many first tokens see each other (prefix LM). */
  prefixes?: tf.Tensor1D | null;
  /** int32 `[batch·time]`, where the config has sentence pairs: 0 or 1; all 0 if it is not given. */
  segments?: tf.Tensor1D | null;
  /** What the decoder of an encoder-decoder looks at (`encode`). */
  memory?: Memory | null;
}

/**
 * Logits at each place: of the next token, or, of an encoder, of the token there.
 * @param tokens int32 `[batch, time]`, time at most `contextLength`
 * @returns `[batch·time, vocabulary]`
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
 * The residual stream, normalised; of an encoder-decoder, its decoder's.
 * @param tokens int32 `[batch, time]`, time at most `contextLength`
 * @returns `[batch·time, width]`
 */
export function hiddenStates(
  config: ModelConfig,
  parameters: Parameters,
  tokens: tf.Tensor2D,
  options: ForwardOptions = {},
): tf.Tensor2D {
  switch (architectureOf(config)) {
    case 'decoder-only':
    case 'encoder-only':
      return readTokens(config, parameters, tokens, options, { prefix: '', firstSite: 0 });
    case 'encoder-decoder': {
      const firstSite = dropoutSites(config, false);
      return readTokens(config, parameters, tokens, options, { prefix: '', firstSite });
    }
  }
}

/**
 * What the encoder of an encoder-decoder makes of a text.
 * @param source int32 `[batch, keyTime]`, keyTime at most `contextLength`
 * @param options `lengths` are the source's
 */
export function encode(
  config: ModelConfig,
  parameters: Parameters,
  source: tf.Tensor2D,
  options: Omit<ForwardOptions, 'cache' | 'prefixes' | 'segments' | 'memory'> = {},
): Memory & { of: { hidden: tf.Tensor2D } } {
  const of = { prefix: 'encoder.', firstSite: 0 } as const;
  const hidden = readTokens(config, parameters, source, options, of);
  const [batch, keyTime] = source.shape;
  return { of: { hidden }, batch, keyTime, lengths: options.lengths ?? null };
}

/** Embeds tokens and sends them through one stack. */
function readTokens(
  config: ModelConfig,
  parameters: Parameters,
  tokens: tf.Tensor2D,
  options: ForwardOptions,
  { prefix, firstSite }: Pick<Stack, 'prefix' | 'firstSite'>,
): tf.Tensor2D {
  const { heads, window } = config;
  const [batch, time] = tokens.shape;
  const { dropout = null, isCheckpointed = false, records = null, cache = null } = options;
  const { watch = null, revision = null } = options;
  const mask = maskOf(architectureOf(config), prefix, window);
  const { causal } = mask;
  const { lossGradient = null, isLimited = false, onRouting = null } = options;
  const { noiseOf = null } = options;
  const distances = distancesIn(cache ? config.contextLength : time);
  const attention: AttentionOptions = {
    ...{ batch, time, heads, keyValueHeads: keyValueHeadsOf(config), headDim: headDimOf(config) },
    mask,
    ...rotationsOf(config),
    distanceBias: distanceBiasOf(config, parameters, prefix, distances, causal),
    prefixes: causal ? (options.prefixes ?? null) : null,
    keyLengths: causal ? null : (options.lengths ?? null),
  };
  const stack: Stack = {
    ...{ config, parameters, prefix, time, attention, firstSite },
    ...{ dropout, isCheckpointed, records, watch, revision, cache },
    memory: options.memory ?? null,
    ...{ lossGradient, isLimited, onRouting, noiseOf },
  };
  if (attention.distanceBias) watch?.(`${prefix}embedding.distance`, attention.distanceBias);
  const x = inPart(`${prefix}embedding`, () =>
    drop(stack, embed(stack, tokens, options.segments ?? firstSegments(config, tokens)), firstSite),
  );
  return throughStack(stack, x);
}

/** Of a text that is not two stretches: all is the first. */
function firstSegments({ sentencePairs }: ModelConfig, tokens: tf.Tensor2D): tf.Tensor1D | null {
  return sentencePairs ? tf.tensor1d(new Int32Array(tokens.size), 'int32') : null;
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

/** Of the rows of attention's bias by distance. */
const distancesIn = (time: number) =>
  Array.from({ length: 2 * time - 1 }, (_, row) => row - (time - 1));

/** `[distances, heads]`, or null where positions are no bias of the scores. */
function distanceBiasOf(
  { positions, heads, distances: ranges = usualDistances }: ModelConfig,
  parameters: Parameters,
  prefix: Stack['prefix'],
  distances: readonly number[],
  isCausal: boolean,
): tf.Tensor2D | null {
  switch (positions) {
    case 'alibi':
      return alibiBias(distances, heads);
    case 't5': {
      const name = `${prefix}embedding.distance.weight`;
      const table = asMatrix(parameters[name], ranges.buckets, heads);
      return bucketedBias(table, distances, { mostDistant: ranges.mostDistant, isCausal });
    }
    case 'rope':
    case 'learned':
    case 'sinusoidal':
    case 'shaw':
    case 'none':
      return null;
  }
}

/**
 * Logits of hidden states: the head, or the transposed token embedding where it is tied.
 * @param hidden `[rows, width]`
 * @returns `[rows, vocabulary]`
 */
export function logitsOf(
  config: ModelConfig,
  parameters: Parameters,
  hidden: tf.Tensor2D,
  watch: Watch | null = null,
): tf.Tensor2D {
  const name = config.tiedHead ? 'embedding.token.weight' : 'head.weight';
  const weight = asMatrix(parameters[name], config.vocabularySize, config.width);
  return inPart('head', () => {
    const logits = linearTransposed(hidden, weight);
    watch?.('head', logits);
    const capped = softCap(logits, config.logitCap);
    watch?.('cap', capped);
    return capped;
  });
}

/**
 * Whether the second of two stretches of text followed the first, from what stands at the first token
 * (BERT's pooler and its head): 0 it did, 1 it did not.
 * @param hidden `[batch·time, width]`
 * @returns `[batch, 2]`
 */
export function nextSentenceLogits(
  parameters: Parameters,
  hidden: tf.Tensor2D,
  time: number,
  watch: Watch | null = null,
) {
  const batch = hidden.shape[0] / time;
  const first = Int32Array.from({ length: batch }, (_, sequence) => sequence * time);
  return inPart('head', () => {
    const rows = embedding(hidden, tf.tensor1d(first, 'int32'), null);
    // A cap of 1 is the hyperbolic tangent.
    const pooled = softCap(project({ parameters }, 'pooler', rows), 1);
    watch?.('pooler', pooled);
    return project({ parameters, watch }, 'nextSentence', pooled);
  });
}

function embed(
  { config, parameters, prefix, time, cache, watch }: Stack,
  tokens: tf.Tensor2D,
  segments: tf.Tensor1D | null,
): tf.Tensor2D {
  const { vocabularySize, width } = config;
  const tokenTable = asMatrix(parameters['embedding.token.weight'], vocabularySize, width);
  const table = positionTableOf(config, parameters, prefix);
  const positions = table && { table, time, places: cache?.places };
  const summed = embedding(tokenTable, asVector(tokens), positions);
  const name = `${prefix}embedding`;
  watch?.(`${name}.token`, table ? embedding(tokenTable, asVector(tokens), null) : summed);
  if (table) watch?.(`${name}.position`, table);
  if (!segments) {
    watch?.(`${name}.sum`, summed);
    return summed;
  }
  const segmentTable = asMatrix(parameters['embedding.segment.weight'], 2, width);
  const ofSegments = embedding(segmentTable, segments, null);
  const x = tf.add<tf.Tensor2D>(summed, ofSegments);
  watch?.(`${name}.segment`, ofSegments);
  watch?.(`${name}.sum`, x);
  return x;
}

/** `[contextLength, width]`: what is added to tokens by their place; null where nothing is. */
function positionTableOf(
  { positions, contextLength, width }: ModelConfig,
  parameters: Parameters,
  prefix: Stack['prefix'],
): tf.Tensor2D | null {
  switch (positions) {
    case 'learned':
      return asMatrix(parameters[`${prefix}embedding.position.weight`], contextLength, width);
    case 'sinusoidal':
      return sinusoidTable(contextLength, width);
    case 'rope':
    case 'shaw':
    case 'alibi':
    case 't5':
    case 'none':
      return null;
  }
}
