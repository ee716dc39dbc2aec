/**
 * @file The shape of a decoder-only transformer.
 */

export const positionSchemes = ['rope', 'learned'] as const;
export type PositionScheme = (typeof positionSchemes)[number];

export const normKinds = ['layer', 'rms'] as const;
export type NormKind = (typeof normKinds)[number];

export interface ModelConfig {
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
