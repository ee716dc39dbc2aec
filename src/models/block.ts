/**
 * @file The options of a transformer block beyond its size: what kinds of attention and feed-forward
 * layer it has, and where its norms stand. The usual ones are those of GPT-2 (Radford et al. 2019).
 */

import type { ActivationKind } from '../tensor/program/operations/elementwise';
import type { HeadRows } from '../tensor/program/operations/norm';

/** Of the feed-forward layer; see `tensor/ops/activation.ts`. */
export const activationKinds = [
  'gelu',
  'geluErf',
  'relu',
  'silu',
] as const satisfies readonly ActivationKind[];
export type FeedForwardActivation = (typeof activationKinds)[number];

/**
 * Where norms stand around f, attention or the feed-forward layer.
 * `pre`: x + f(norm(x)), and a norm at the end of the stack (GPT-2; Xiong et al. 2020, arXiv 2002.04745).
 * `post`: norm(x + f(x)) (Vaswani et al. 2017, arXiv 1706.03762).
 * `sandwich`: x + norm(f(norm(x))), and one at the end (CogView, Ding et al. 2021, arXiv 2105.13290).
 */
export const normPlacements = ['pre', 'post', 'sandwich'] as const;
export type NormPlacement = (typeof normPlacements)[number];

/**
 * A score of each head that joins every softmax and has no value, so that a query may look at nothing.
 * `learned`: one for each head of each layer, from 0 on (gpt-oss, arXiv 2508.10925). `zero`: fixed at 0,
 * which adds 1 to the softmax's sum (Miller 2023, “Attention is off by one”).
 */
export const attentionSinks = ['none', 'zero', 'learned'] as const;
export type AttentionSink = (typeof attentionSinks)[number];

/**
 * Weights are normal with deviation 0.02. `scaled`: those that write into the residual stream are
 * smaller by √(2·layers), so that it does not grow with depth (GPT-2). `standard`: all alike (BERT,
 * Devlin et al. 2018, arXiv 1810.04805).
 */
export const initialisations = ['scaled', 'standard'] as const;
export type Initialisation = (typeof initialisations)[number];

/**
 * A feed-forward layer of several experts, of which each token goes through one (Switch transformer,
 * Fedus et al. 2021, arXiv 2101.03961) or two (Mixtral, Jiang et al. 2024, arXiv 2401.04088).
 */
export interface ExpertOptions {
  /** Each has the width of a feed-forward layer without experts. */
  count: number;
  /** Of each token; at most `count`. */
  perToken: 1 | 2;
  /**
   * In training, an expert takes at most this many times the tokens that it would have if all had
   * equally many, the first ones of the batch; what is added to the others is 0.
   */
  capacityFactor: number;
  /** Of the loss that is least when all experts are used alike (Switch); 0: none. */
  balance: number;
  /** Of the loss that keeps the router's logits small (Zoph et al. 2022, arXiv 2202.08906); 0: none. */
  zLoss: number;
  /** One more that all tokens go through (DeepSeekMoE, Dai et al. 2024, arXiv 2401.06066). */
  shared: boolean;
  /**
   * Noisy top-k (Shazeer et al. 2017, arXiv 1701.06538): deviation of the normal noise that is added to
   * the router's logits in training, so that others than the favourites are tried too. The same for all
   * tokens, as in V-MoE (Riquelme et al. 2021, arXiv 2106.05974: 1 / count); 0: none.
   */
  noise: number;
  /**
   * Instead, as in the paper: for each token and expert its own, softplus(x·Wₙ), Wₙ a second matrix of the
   * router that begins at 0.
   */
  learnedNoise: boolean;
  /**
   * In training, what the router reads is multiplied by numbers between 1 − jitter and 1 + jitter, each as
   * likely as the others (Switch: 0.01); 0: none.
   */
  jitter: number;
  /** With learned noise: of the loss CV² of the sums of gates of each expert (the paper: 0.1); 0: none. */
  importance: number;
  /** With learned noise: of the loss CV² of the numbers of tokens likely to choose each expert (0.1); 0: none. */
  load: number;
}

export const usualExperts: ExpertOptions = {
  count: 8,
  perToken: 1,
  capacityFactor: 1.25,
  balance: 0.01,
  zLoss: 0.001,
  shared: false,
  noise: 0,
  learnedNoise: false,
  importance: 0.1,
  load: 0.1,
  jitter: 0,
};

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
  /**
   * QK-norm: queries and keys are normalised before they are turned, each by itself: RMS norm over
   * headDim, with one learned gain for all queries of a layer and one for its keys (Henry et al. 2020,
   * arXiv 2010.04245; Dehghani et al. 2023, arXiv 2302.05442).
   */
  queryKeyNorm: boolean;
  /**
   * Bound of attention's scores, cap · tanh(score / cap), before biases and masks; 0: none (Gemma 2,
   * arXiv 2408.00118). `logitCap` is that of the logits.
   */
  scoreCap: number;
  attentionSink: AttentionSink;
  activation: FeedForwardActivation;
  /** The feed-forward layer is a gated linear unit (Shazeer 2020, arXiv 2002.05202). */
  gated: boolean;
  /** Hidden width of the feed-forward layer; null: the usual one. */
  feedForwardWidth: number | null;
  /** Null: one feed-forward layer for all tokens. */
  experts: ExpertOptions | null;
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
  queryKeyNorm: false,
  scoreCap: 0,
  attentionSink: 'none',
  activation: 'gelu',
  gated: false,
  feedForwardWidth: null,
  experts: null,
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

/** Where QK-norm stands: in self attention, and in cross attention on queries and on keys with values. */
export type HeadNorm = 'queryKeyNorm' | 'queryNorm' | 'keyNorm';

/** The vectors side by side that it is of. */
export function headRowsOf(
  { heads, keyValueHeads }: Pick<BlockShape, 'heads' | 'keyValueHeads'>,
  norm: HeadNorm,
): HeadRows {
  const keys = keyValueHeadsOf({ heads, keyValueHeads });
  switch (norm) {
    case 'queryKeyNorm':
      return { queries: heads, keys, values: keys };
    case 'queryNorm':
      return { queries: heads, keys: 0, values: 0 };
    case 'keyNorm':
      return { queries: 0, keys, values: keys };
  }
}

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

/**
 * Tokens that each expert takes at most: ⌊rows · perToken / count · capacityFactor⌋, and at least 1.
 * @param rows tokens of the batch
 */
export function capacityOf(
  { count, perToken, capacityFactor }: Pick<ExpertOptions, 'count' | 'perToken' | 'capacityFactor'>,
  rows: number,
): number {
  const most = Math.floor(((rows * perToken) / count) * capacityFactor);
  return Math.min(rows, Math.max(1, most));
}
