/**
 * @file Attention in training, for pictures and for experiments: its sizes, its mask, its positions.
 */
import type { Clipping } from '../../clipped-distance';
import { usualPairs, type RotaryPairs } from '../../rotary';

/**
 * Which keys a query sees: those at or before it (`causal`), and of these only the last `window`
 * (0: all). Without `causal`, all of its sequence.
 */
export interface AttentionMask {
  causal: boolean;
  window: number;
}

/** Sizes of an attention; queries, keys and values stand side by side in each row. */
export interface AttentionShape {
  batch: number;
  time: number;
  /**
   * Cross attention (Vaswani et al. 2017, arXiv 1706.03762): how many keys each sequence has, which
   * are another's; the mask is not causal then.
   */
  keyTime?: number;
  heads: number;
  /** A divisor of `heads`: query head h uses key/value head ⌊h · keyValueHeads / heads⌋. */
  keyValueHeads: number;
  headDim: number;
  /** What a rotation turns together; without it, all of a vector in its halves. */
  rotary?: RotaryPairs;
  mask: AttentionMask;
  /**
   * Share of the probabilities set to 0 in training; needs the input `dropoutKey`. The mask's index of
   * an element is ((sequence · heads + head) · time + query) · number of keys + key.
   */
  dropout: number;
  /** Which mask of the step's dropout masks. */
  site: number;
  /**
   * Bound of the scaled products of queries and keys: cap · tanh(score / cap), before biases and masks
   * (Gemma 2, arXiv 2408.00118); without it, none.
   */
  scoreCap?: number;
  /**
   * Of relative positions (Shaw et al. 2018, arXiv 1803.02155): how distances key − query are clipped. With
   * it there is the input `relative`: of each vector of queryKeyValue its products with the vectors of these
   * distances, of which only queries' count; there may be `distanceValues`, vectors of distances that are
   * added to the values; and there is neither rotation nor distanceBias.
   */
  clipping?: Clipping;
}

/** Sizes of an attention whose pairs are chosen one by one. */
export interface PairAttentionShape extends Pick<
  AttentionShape,
  'batch' | 'time' | 'heads' | 'keyValueHeads' | 'headDim'
> {
  /** Keys of each sequence. */
  keyTime: number;
  /** Numbers in each row of keys and values: with their queries, or in cross attention without. */
  rowWidth: number;
  /** What the probabilities of a query lack to 1 is a sink's, which every query sees. */
  hasSink: boolean;
  /** As of `AttentionShape`, where values have vectors of distances added. */
  clipping?: Clipping;
}

/** Keys of each sequence. */
export const keysOf = ({ time, keyTime = time }: AttentionShape): number => keyTime;

/** The pairs that a rotation turns. */
export const pairsOf = ({ rotary, headDim }: Pick<AttentionShape, 'rotary' | 'headDim'>) =>
  rotary ?? usualPairs(headDim);

export type AttentionOperation =
  /**
   * softmax(cap(Q·Kᵀ/√headDim) + bias + mask)·V without the time × time matrix (FlashAttention, Dao et al. 2022,
   * arXiv 2205.14135). A row of queryKeyValue holds heads·headDim queries, then keyValueHeads·headDim
   * keys, then as many values. rotation [≥ time, headDim] turns the pairs of queries and
   * keys on load (RoPE; `rotary` says which): row t is cos of the headDim/2 angles of position t, then
   * sin; from pair channels/2 on these are 1 and 0.
   * relative is added to the products before they are scaled: its number of the distance from the query.
   * distanceValues is added to the values, as they are read: its row of the clipped distance.
   * distanceBias is added to the scaled scores: its row key − query + time − 1 to those of keys at
   * that distance from the query.
   * Keys before prefixes[sequence] are seen by all queries of the sequence, besides what a causal mask
   * allows (prefix LM, Raffel et al. 2019, arXiv 1910.10683); those from keyLengths[sequence] on are
   * padding and seen by none. A query that sees no key gives 0.
   * sinks: of each head a score that joins the softmax's sum and has no value, so that a query may look
   * at nothing (attention sinks as in gpt-oss, arXiv 2508.10925).
   * logSumExp is of the scaled, capped, biased, masked scores of a query, and its head's sink; 0 where
   * there is none of these.
   * {queryKeyValue, rotation?, relative [batch · time, heads + 2·keyValueHeads, distances],
   * distanceValues? [distances, headDim], distanceBias? [2·time − 1, heads], prefixes? int32 [batch],
   * keyLengths? int32 [batch], sinks? [heads], dropoutKey? int32 [1]}; cross attention:
   * {query [rows, heads·headDim], keyValue [batch · keyTime, 2·keyValueHeads·headDim], keyLengths?,
   * sinks?, dropoutKey?}
   * → {y [rows, heads·headDim], logSumExp [batch, heads, time]}
   */
  | ({ kind: 'attention' } & AttentionShape)
  /**
   * distanceSlopes are the products of the gradient's vectors with distanceValues; distanceShares are the
   * sums of a query's probabilities, after dropout, over the keys at each distance: their product with the
   * gradient's vectors is that of distanceValues.
   * {gradient [rows, heads·headDim], y, logSumExp, and the inputs of `attention` but sinks and
   * distanceValues, for which there is distanceSlopes? [rows, heads, distances]}
   * → {queryKeyValue or query and keyValue [like the inputs], rowSums [batch, heads, time]:
   * Σ gradient · y, relative [like the input, 0 of keys and values], distanceShares? [rows, heads,
   * distances], distanceBias? [2·time − 1, heads]: sums over sequences and queries, always in the same
   * order}
   */
  | ({ kind: 'attentionGradient' } & AttentionShape)
  /**
   * Of the sinks: −Σ exp(sink − logSumExp) · rowSum over a head's queries, always in the same order.
   * {sinks [heads], logSumExp [batch, heads, time], rowSums [batch, heads, time]} → {sinks [heads]}
   */
  | { kind: 'sinkGradient'; batch: number; time: number; heads: number }
  /** For pictures. {as `attention` but dropoutKey} → {probabilities [batch, heads, time, keys]} */
  | ({ kind: 'attentionProbabilities' } & AttentionShape)
  /**
   * For experiments on a model's parts: attention whose pairs are chosen one by one. What a query gives
   * to the keys that it sees, relative to their sum (and the sink's share), times their values; 0 where it
   * sees none.
   * {keyValue [batch · keyTime, rowWidth]: its last columns are the values, probabilities [batch, heads,
   * time, keyTime], seen [heads, time, keyTime]: 1 or 0, distanceValues? [distances, headDim]}
   * → {y [rows, heads·headDim]}
   */
  | ({ kind: 'attentionOfPairs' } & PairAttentionShape);
