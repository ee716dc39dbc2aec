/**
 * @file The shape of a decoder-only transformer.
 */
import type { BlockOptions } from './block';

/**
 * How the model knows the order of tokens.
 * `rope`: queries and keys are turned (Su et al. 2021, arXiv 2104.09864).
 * `learned`: a vector for each place, added to the token's (GPT, Radford et al. 2018).
 * `sinusoidal`: the same with fixed waves (Vaswani et al. 2017, arXiv 1706.03762).
 * `alibi`: scores fall with the distance, by each head's fixed slope (Press et al. 2021, arXiv
 * 2108.12409).
 * `t5`: scores have a learned bias for each head and range of distances, the same in all layers
 * (Raffel et al. 2019, arXiv 1910.10683); they are scaled as always, which T5's are not.
 * `none`: the causal mask alone (Haviv et al. 2022, arXiv 2203.16634).
 */
export const positionSchemes = ['rope', 'learned', 'sinusoidal', 'alibi', 't5', 'none'] as const;
export type PositionScheme = (typeof positionSchemes)[number];

export const normKinds = ['layer', 'rms'] as const;
export type NormKind = (typeof normKinds)[number];

export interface ModelConfig extends BlockOptions {
  vocabularySize: number;
  layers: number;
  heads: number;
  /** Width of the residual stream; a multiple of `heads`, and of 2·`heads` with RoPE. */
  width: number;
  contextLength: number;
  positions: PositionScheme;
  /** θ of RoPE: pair i turns by base^(−2i/headDim) per position (half-split pairs). */
  ropeBase: number;
  norm: NormKind;
  /** Dropout of embeddings, attention probabilities and both residual branches. */
  dropout: number;
  /** Output head = transposed token embedding. */
  tiedHead: boolean;
}
