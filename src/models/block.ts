/**
 * @file The options of a transformer block beyond its size: what kinds of attention and feed-forward
 * layer it has, and where its norms stand. The usual ones are those of GPT-2 (Radford et al. 2019).
 */

import type { ActivationKind } from '../tensor/program/operation';

/** Of the feed-forward layer; see `tensor/ops/activation.ts`. */
export const activationKinds = [
  'gelu',
  'relu',
  'silu',
] as const satisfies readonly ActivationKind[];

/**
 * Where norms stand around f, attention or the feed-forward layer.
 * `pre`: x + f(norm(x)), and a norm at the end of the stack (GPT-2; Xiong et al. 2020, arXiv 2002.04745).
 * `post`: norm(x + f(x)) (Vaswani et al. 2017, arXiv 1706.03762).
 * `sandwich`: x + norm(f(norm(x))), and one at the end (CogView, Ding et al. 2021, arXiv 2105.13290).
 */
export const normPlacements = ['pre', 'post', 'sandwich'] as const;
export type NormPlacement = (typeof normPlacements)[number];

/**
 * Weights are normal with deviation 0.02. `scaled`: those that write into the residual stream are
 * smaller by √(2·layers), so that it does not grow with depth (GPT-2). `standard`: all alike (BERT,
 * Devlin et al. 2018, arXiv 1810.04805).
 */
export const initialisations = ['scaled', 'standard'] as const;
export type Initialisation = (typeof initialisations)[number];

export interface BlockOptions {
  /**
   * Heads of keys and values, a divisor of `heads`; each is used by as many heads of queries: all
   * (null), some (grouped-query attention, Ainslie et al. 2023, arXiv 2305.13245) or one (multi-query
   * attention, Shazeer 2019, arXiv 1911.02150).
   */
  keyValueHeads: number | null;
  /** Tokens that a query sees, itself included; 0: all (Beltagy et al. 2020, arXiv 2004.05150). */
  window: number;
  normPlacement: NormPlacement;
  activation: ActivationKind;
  /** The feed-forward layer is a gated linear unit (Shazeer 2020, arXiv 2002.05202). */
  gated: boolean;
  /** Hidden width of the feed-forward layer; null: the usual one. */
  feedForwardWidth: number | null;
  /**
   * The feed-forward layer reads what attention reads, not what it has added (GPT-NeoX, Black et al.
   * 2022, arXiv 2204.06745).
   */
  parallel: boolean;
  /** What attention and the feed-forward layer add is multiplied by it (MiniCPM, arXiv 2404.06395). */
  residualScale: number;
  /** Bound of the logits, cap · tanh(logit / cap); 0: none (Gemma 2, arXiv 2408.00118). */
  logitCap: number;
  initialisation: Initialisation;
}

export const usualBlock: BlockOptions = {
  keyValueHeads: null,
  window: 0,
  normPlacement: 'pre',
  activation: 'gelu',
  gated: false,
  feedForwardWidth: null,
  parallel: false,
  residualScale: 1,
  logitCap: 0,
  initialisation: 'scaled',
};

interface BlockShape extends Pick<BlockOptions, 'keyValueHeads' | 'gated' | 'feedForwardWidth'> {
  width: number;
  heads: number;
}

/** Numbers in a query, a key or a value of one head. */
export const headDimOf = ({ width, heads }: Pick<BlockShape, 'width' | 'heads'>) => width / heads;

export const keyValueHeadsOf = ({
  heads,
  keyValueHeads,
}: Pick<BlockShape, 'heads' | 'keyValueHeads'>) => keyValueHeads ?? heads;

/** Numbers in all keys of a token, or all values. */
export const keyValueWidthOf = (shape: Omit<BlockShape, 'gated' | 'feedForwardWidth'>) =>
  keyValueHeadsOf(shape) * headDimOf(shape);

/**
 * Four times the width; gated, with three matrices for two, 8/3 of it in multiples of 8, so that both
 * have about as many parameters.
 */
export const usualFeedForwardWidth = ({ width, gated }: Pick<BlockShape, 'width' | 'gated'>) =>
  gated ? 8 * Math.max(1, Math.round(width / 3)) : 4 * width;

export const feedForwardWidthOf = (
  shape: Pick<BlockShape, 'width' | 'gated' | 'feedForwardWidth'>,
) => shape.feedForwardWidth ?? usualFeedForwardWidth(shape);
