/**
 * @file The shape of a transformer.
 */
import type { BlockOptions } from './block';

import type { PairOrder } from '../tensor/rotary';

/**
 * `decoder-only`: each token sees those before it (GPT, Radford et al. 2018).
 * `encoder-only`: each token sees all (BERT, Devlin et al. 2018, arXiv 1810.04805).
 * `encoder-decoder`: a decoder that also sees what an encoder made of another text (Vaswani et al.
 * 2017, arXiv 1706.03762; T5, Raffel et al. 2019, arXiv 1910.10683).
 */
export const architectures = ['decoder-only', 'encoder-only', 'encoder-decoder'] as const;
export type Architecture = (typeof architectures)[number];

/**
 * How the model knows the order of tokens.
 * `rope`: queries and keys are turned (Su et al. 2021, arXiv 2104.09864).
 * `learned`: a vector for each place, added to the token's (GPT, Radford et al. 2018).
 * `sinusoidal`: the same with fixed waves (Vaswani et al. 2017, arXiv 1706.03762).
 * `shaw`: queries meet, beside a key, the learned vector of its distance, one for each distance up to
 * `relativeReach` and the same in all heads of a layer; with `relativeValues` values have such vectors
 * added too (Shaw et al. 2018, arXiv 1803.02155, section 3.2).
 * `alibi`: scores fall with the distance, by each head's fixed slope (Press et al. 2021, arXiv
 * 2108.12409).
 * `t5`: scores have a learned bias for each head and range of distances, the same in all layers
 * (Raffel et al. 2019, arXiv 1910.10683); they are scaled as always, which T5's are not.
 * `none`: the causal mask alone (Haviv et al. 2022, arXiv 2203.16634).
 */
export const positionSchemes = [
  'rope',
  'learned',
  'sinusoidal',
  'shaw',
  'alibi',
  't5',
  'none',
] as const;
export type PositionScheme = (typeof positionSchemes)[number];

/**
 * How RoPE reaches beyond the context of training, by turning more slowly.
 * `linear`: positions are divided by the factor (position interpolation, Chen et al. 2023, arXiv
 * 2306.15595).
 * `ntk`: the base is larger, so that slow pairs are slowed down and fast ones are not (NTK-aware
 * scaling, bloc97 2023).
 * `yarn`: pairs with many turns in the original context keep their speed, those with less than one
 * are slowed down as with `linear`, those between in part; scores are made a little larger (Peng et
 * al. 2023, arXiv 2309.00071).
 */
export const ropeScalings = ['none', 'linear', 'ntk', 'yarn'] as const;
export type RopeScaling = (typeof ropeScalings)[number];

export interface RopeOptions {
  order: PairOrder;
  /** Of each head's numbers, those that turn, rounded to pairs (GPT-J, GPT-NeoX: a quarter). */
  share: number;
  scaling: RopeScaling;
  /** `contextLength` is this many times the original context; of no effect without scaling. */
  factor: number;
}

/** T5's ranges of distances: near ones have a bias each, farther ones share on a logarithmic scale. */
export interface DistanceRanges {
  /** Biases of each head. */
  buckets: number;
  /** Where the last of them is reached; more than half of their number. */
  mostDistant: number;
}

/** That of Shaw's own models. */
export const usualReach = 16;

/** Those of T5 itself. */
export const usualDistances: DistanceRanges = { buckets: 32, mostDistant: 128 };

export const normKinds = ['layer', 'rms'] as const;
export type NormKind = (typeof normKinds)[number];

export interface ModelConfig extends BlockOptions {
  /** Without it, `decoder-only`. */
  architecture?: Architecture;
  vocabularySize: number;
  /** An encoder-decoder has so many twice. */
  layers: number;
  heads: number;
  /** Width of the residual stream; a multiple of `heads`, and of 2·`heads` with RoPE. */
  width: number;
  contextLength: number;
  positions: PositionScheme;
  /** θ of RoPE: pair i turns by base^(−2i/channels) per position, where so many channels turn. */
  ropeBase: number;
  /** Without it, `usualRope`. */
  rope?: RopeOptions;
  /** Of Shaw's: the farthest distance with a vector of its own; without it, `usualReach`. */
  relativeReach?: number;
  /**
   * Of Shaw's: whether values have vectors of distances too, as in the paper, which measured no gain from
   * them. Models of before there was a choice have none, so without it: no.
   */
  relativeValues?: boolean;
  /** Of T5's bias; without it, `usualDistances`. */
  distances?: DistanceRanges;
  norm: NormKind;
  /** Dropout of embeddings, attention probabilities and both residual branches. */
  dropout: number;
  /** Output head = transposed token embedding. */
  tiedHead: boolean;
  /**
   * Of an encoder: vectors for two stretches of text, and a head on the first token that tells whether
   * the second followed the first (BERT's segments, pooler and next-sentence head).
   */
  sentencePairs?: boolean;
}

/** Whether values have vectors of distances added. */
export const hasRelativeValues = ({ positions, relativeValues = false }: ModelConfig) =>
  positions === 'shaw' && relativeValues;

export const architectureOf = ({ architecture = 'decoder-only' }: ModelConfig) => architecture;
