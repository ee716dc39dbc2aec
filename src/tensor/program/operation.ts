/**
 * @file The operations that a program is made of: what every machine must be able to run. Each is as
 * large as one fused kernel. Matrices are row-major; `rows` is batch · time, one row per token.
 * Names in braces are the node's inputs and outputs; `?` marks those that may be absent. An optional
 * output is absent when nothing reads it, and need not be computed then.
 */

import type { Clipping } from '../clipped-distance';
import { usualPairs, type RotaryPairs } from '../rotary';

export type NormKind = 'layer' | 'rms';
/** Softplus, log(1 + eˣ), makes deviations of noise. */
export type ActivationKind = 'gelu' | 'geluErf' | 'silu' | 'relu' | 'softplus';

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

/**
 * Vectors of heads, one a row: of each token first so many queries, then keys, then values (of grouped
 * heads there are fewer of the latter two).
 */
export interface HeadRows {
  queries: number;
  keys: number;
  values: number;
}

/** Sizes of a norm. */
export interface NormShape {
  norm: NormKind;
  rows: number;
  width: number;
  /**
   * Of an RMS norm of queries and keys (QK-norm): the gain is [2, width] then, the first for all
   * queries, the second for all keys; values stay as they are.
   */
  heads?: HeadRows;
}

/** Which gain a row of a norm has; null: it stays as it is. */
export function gainOf({ heads }: Pick<NormShape, 'heads'>, row: number): 0 | 1 | null {
  if (!heads) return 0;
  const { queries, keys, values } = heads;
  const place = row % (queries + keys + values);
  if (place < queries) return 0;
  return place < queries + keys ? 1 : null;
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

/** Sizes of a layer of experts (Switch transformer, Fedus et al. 2021, arXiv 2101.03961). */
export interface ExpertShape {
  /** Tokens. */
  rows: number;
  experts: number;
  /** Experts of each token. */
  perToken: 1 | 2;
  /** Tokens that an expert takes at most: the first ones. */
  capacity: number;
}

/** How much two auxiliary losses count; see `routing`. */
export interface RouterLosses {
  balance: number;
  zLoss: number;
}

/** How much the two losses of noisy top-k count; see `expertUsage`. */
export interface UsageLosses {
  importance: number;
  load: number;
}

/** Sizes of decoding with a cache of keys and values. */
export interface CacheShape {
  rows: number;
  heads: number;
  keyValueHeads: number;
  headDim: number;
  /** As of `AttentionShape`. */
  rotary?: RotaryPairs;
  /** Rows of the cache. */
  capacity: number;
  /** Longest sequence. */
  context: number;
  /** Keys that a query sees at most, itself included; 0: all. */
  window: number;
  /** As of `AttentionShape`. */
  scoreCap?: number;
  /** As of `AttentionShape`; there is no key after a query. */
  clipping?: Clipping;
}

/** What the optimisers that work on each element by itself have in common. */
export interface ElementwiseUpdate {
  size: number;
  /** Of the sums of squares that the norm is made of. */
  parts: number;
  /** The first so many elements decay: weights · (1 − learning rate · weightDecay). */
  decayed: number;
  weightDecay: number;
  /** Clips the gradient at this norm √Σ partials (0: not), as PyTorch's `clip_grad_norm_`. */
  gradientClip: number;
}

/**
 * Equal matrices at equal distances in a flat vector, in elements: at each of `count` places, from
 * `offset` on and `step` apart, stand `beside` matrices of rows × columns side by side, so that from
 * row to row there are beside · columns, or `rowStep` where other matrices stand there too. Several
 * runs follow each other.
 */
export interface MatrixRun {
  offset: number;
  count: number;
  step: number;
  rows: number;
  columns: number;
  beside: number;
  rowStep?: number;
}

/** Equal products among many: `count` of them. */
export interface ProductGroup {
  count: number;
  m: number;
  n: number;
  k: number;
}

export type Operation =
  /**
   * y[row] = table[ids[row]] + positions[place]; place is places[row], or row % time without it.
   * {table [vocabulary, width], ids int32 [rows], positions? [≥ time, width], places? int32 [rows]}
   * → {y [rows, width]}
   */
  | { kind: 'embedding'; rows: number; width: number; vocabulary: number; time: number }
  /** {gradient [rows, width], ids} → {table [vocabulary, width]}; no atomics, so always the same sum */
  | { kind: 'embeddingGradient'; rows: number; width: number; vocabulary: number }
  /** Sum over sequences. {gradient [rows, width]} → {positions [positions, width]}, 0 from `time` on */
  | { kind: 'positionGradient'; rows: number; width: number; time: number; positions: number }
  /**
   * Layer norm or RMS norm, epsilon 1e-5. statistics[row] = (mean, 1/deviation); the mean is 0 in RMS.
   * {x [rows, width], gain [width] (or [2, width], see `heads`), bias? [width]}
   * → {y [rows, width], statistics [rows, 2]}
   */
  | ({ kind: 'norm' } & NormShape)
  /** {gradient, x, gain, statistics, addend? [rows, width]} → {x [rows, width]}, plus the addend */
  | ({ kind: 'normGradient' } & NormShape)
  /** {gradient, x, statistics} → {gain [width] (or [2, width]), bias? [width]}, sums over rows */
  | ({ kind: 'normParameterGradient' } & NormShape)
  /**
   * y = epilogue(A·B): A is a as [m, k], or aᵀ of a [k, m]; B is b as [k, n], or bᵀ of b [n, k].
   * Epilogue in this order: + bias[n]; stored as `before` where that is asked for; `activation`;
   * or, with `activationGradient`, · activation′(argument); + residual.
   * columnSums[n] = Σₖ b[k, n] (only with transposeA and not transposeB: the bias's gradient).
   * With `count`, so many products of these sizes: of every operand, each has its own, one behind the
   * other.
   * {a, b, bias? [n], argument? [m, n], residual? [m, n]}
   * → {y [m, n], before? [m, n], columnSums? [n]}
   */
  | {
      kind: 'matmul';
      count?: number;
      m: number;
      n: number;
      k: number;
      transposeA: boolean;
      transposeB: boolean;
      activation: ActivationKind | null;
      activationGradient: ActivationKind | null;
    }
  /**
   * Which experts take which tokens. probabilities = softmax(logits); chosen are each token's `perToken`
   * experts of the largest logits, of equal ones the first. gates: the probability of the one (Switch),
   * or of two the softmax over their logits (Mixtral, Jiang et al. 2024, arXiv 2401.04088). Choices are
   * numbered row · perToken + 0 or 1; in this order they take the slots of their expert, expert · capacity
   * on, while there are any. places: the slot of each choice, −1: dropped. slots: the choice in each
   * slot, −1: none. shares: of each expert, how many of its choices there are for each token (dropped
   * ones too), and then of each its mean probability. losses: the balance's, experts · Σ share · mean
   * probability, which is `perToken` where all are alike, and the router's z-loss, mean logSumExp² (Zoph
   * et al. 2022, arXiv 2202.08906); both without their factors.
   * {logits [rows, experts]} → {probabilities [rows, experts], logSumExp [rows], chosen int32, gates,
   * places int32 [rows, perToken], slots int32 [experts, capacity], shares [2, experts], losses [2]}
   */
  | ({ kind: 'routing' } & ExpertShape)
  /**
   * From the gates' gradient, and the losses' where there is a factor: of factor · (balance · the first +
   * zLoss · the second), in which the shares count as constants.
   * {gradient [rows, perToken], factor? [1], probabilities, logSumExp, chosen, gates, shares}
   * → {logits [rows, experts]}
   */
  | ({ kind: 'routingGradient' } & ExpertShape & RouterLosses)
  /**
   * How evenly noisy top-k uses its experts (Shazeer et al. 2017, arXiv 1701.06538). probabilities: that a
   * token would choose an expert if this one's noise were drawn anew, Φ((clean − threshold) / deviation);
   * the threshold is the perToken-th largest noisy logit of the others, and without so many it is 1.
   * usage: of each expert its importance, the sum of its gates, and then of each its load, the sum of its
   * probabilities. losses: of both (variance / mean²); slopes: the losses' derivatives by the usage.
   * {clean, noisy, deviation [rows, experts], chosen int32, gates [rows, perToken]}
   * → {probabilities [rows, experts], usage [2, experts], slopes [2, experts], losses [2]}
   */
  | ({ kind: 'expertUsage' } & ExpertShape)
  /**
   * From the gates' gradient and the factor of the losses: of factor · (importance · the first + load ·
   * the second), thresholds included: these are noisy logits too.
   * {gradient [rows, perToken], factor [1], clean, noisy, deviation, chosen, slopes}
   * → {gates [rows, perToken], clean, noisy, deviation [rows, experts]}
   */
  | ({ kind: 'expertUsageGradient' } & ExpertShape & UsageLosses)
  /**
   * The rows that experts take, to their slots: 0 where there is none; times the gate where there are gates.
   * {x [rows, width], slots int32 [experts, capacity], gates? [rows, perToken]}
   * → {y [experts · capacity, width]}
   */
  | ({ kind: 'dispatchRows'; width: number } & ExpertShape)
  /**
   * What experts made of them, back to the tokens and added up: 0 where all was dropped; times the gate
   * where there are gates. This and `dispatchRows` are each other's gradient.
   * {x [experts · capacity, width], places int32 [rows, perToken], gates? [rows, perToken]}
   * → {y [rows, width]}
   */
  | ({ kind: 'combineRows'; width: number } & ExpertShape)
  /**
   * Of each choice Σ gradient · x in its slot; 0 where it was dropped.
   * {gradient [rows, width], x [experts · capacity, width], places} → {gates [rows, perToken]}
   */
  | ({ kind: 'gateGradient'; width: number } & ExpertShape)
  /** {x [size]} → {y [size]} */
  | { kind: 'activation'; activation: ActivationKind; size: number }
  /** {gradient [size], x [size]} → {x [size]}: gradient · activation′(x) */
  | { kind: 'activationGradient'; activation: ActivationKind; size: number }
  /**
   * A gated linear unit (Shazeer 2020, arXiv 2002.05202): a row of x holds `width` gates, then as many
   * values; y = activation(gate) · value. {x [rows, 2·width]} → {y [rows, width]}
   */
  | { kind: 'gatedActivation'; activation: ActivationKind; rows: number; width: number }
  /**
   * {gradient [rows, width], x [rows, 2·width]} → {x [rows, 2·width]}: of the gates gradient · value ·
   * activation′(gate), then of the values gradient · activation(gate)
   */
  | { kind: 'gatedActivationGradient'; activation: ActivationKind; rows: number; width: number }
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
  | ({ kind: 'attentionOfPairs' } & PairAttentionShape)
  /**
   * Decoding: keys (turned to places[row]) and values of each row go to row cacheRows[row] of the
   * cache; a row of it holds keyValueHeads·headDim keys, then as many values.
   * {queryKeyValue [rows, …], cache [capacity, 2·keyValueHeads·headDim], cacheRows int32 [rows],
   * places int32 [rows], rotation?} → {cache (the input's own memory)}
   */
  | ({ kind: 'cacheWrite' } & CacheShape)
  /**
   * Attention of each row's queries over the cache rows table[row][0 … places[row]] (paged attention
   * with pages of one token, Kwon et al. 2023, arXiv 2309.06180); with a window, over its last ones.
   * Of the rows of a prompt that is read whole (prefix LM, Raffel et al. 2019, arXiv 1910.10683), and of
   * those after it, prefixes[row] says how long it is: they see table[row][0 … prefix − 1] too.
   * Row key − query + context − 1 of distanceBias is for keys at that distance from the query.
   * {queryKeyValue, cache, table int32 [rows, context], places int32 [rows], rotation?, relative,
   * distanceValues? [distances, headDim], distanceBias? [2·context − 1, heads], sinks? [heads],
   * prefixes? int32 [rows]}
   * → {y [rows, heads·headDim]}
   */
  | ({ kind: 'cachedAttention' } & CacheShape)
  /**
   * Mean over the rows whose label is ≥ 0 (others are ignored), in nats, and its gradient, times the
   * factor where there is one.
   * {logits [rows, vocabulary], labels int32 [rows], factor? [1]}
   * → {loss [1], rowLosses [rows]: scratch, gradient? [rows, vocabulary]}
   */
  | { kind: 'crossEntropy'; rows: number; vocabulary: number }
  /**
   * Draws a token for each row. Tokens stand by falling logit, equal ones by id. A row of settings is
   * (temperature, k, p, uniform): the k first and their equals are kept (0: all), and of these the
   * fewest first that hold the share p of their mass; drawn is the first token at which the mass, of
   * exp(logit / temperature), exceeds the share `uniform` in [0, 1) of what is kept. At temperature 0
   * it is the first token. At least one logit of a row is finite; −∞ is never drawn.
   * {logits [rows, vocabulary], settings [rows, 4]} → {ids int32 [rows]}
   */
  | { kind: 'sample'; rows: number; vocabulary: number }
  /** {x [size]} → {y [size]}: cap · tanh(x / cap) (Gemma 2, arXiv 2408.00118) */
  | { kind: 'softCap'; cap: number; size: number }
  /** {gradient [size], y [size]} → {x [size]}: gradient · (1 − (y / cap)²) */
  | { kind: 'softCapGradient'; cap: number; size: number }
  /** {a [size], b [size]} → {y [size]} */
  | { kind: 'add'; size: number }
  /** {a [size], b [size]} → {y [size]}: a · b */
  | { kind: 'multiply'; size: number }
  /** {x [size], factor [1]} → {y [size]} */
  | { kind: 'scale'; size: number }
  /** {x [size], dropoutKey int32 [1]} → {y [size]}; see `dropout-mask.ts` */
  | { kind: 'dropout'; rate: number; site: number; size: number }
  /** {x [size]} → {y [size]} */
  | { kind: 'copy'; size: number }
  /** Sums of squares of `parts` stretches of x, of any equal cut. {x [size]} → {partials [parts]} */
  | { kind: 'sumOfSquares'; size: number; parts: number }
  /**
   * Dynamic loss scaling in place (Micikevicius et al. 2017, arXiv 1710.03740): state = (loss scale, good
   * steps in a row). Where Σ partials is finite, unscale is 1 / scale, and after `interval` such steps in
   * a row the scale is doubled; else unscale is 0 and the scale is halved, within `least` and `most`.
   * {partials [parts], state [2]} → {state (the input's own memory), unscale [1]}
   */
  | { kind: 'lossScaling'; parts: number; interval: number; least: number; most: number }
  /**
   * AdamW in place (Loshchilov & Hutter 2017, arXiv 1711.05101).
   * hyper = (learning rate, 1 − β₁ᵗ, 1 − β₂ᵗ). With unscale, the gradient is times that before all else;
   * where it is 0, nothing is changed and gradientNorm is 0.
   * {weights [size], firstMoment, secondMoment, gradient [size], partials [parts], hyper [3], unscale? [1]}
   * → {weights, firstMoment, secondMoment (the inputs' own memory), gradientNorm [1]}
   */
  | ({ kind: 'adamw'; betas: readonly [number, number]; epsilon: number } & ElementwiseUpdate)
  /**
   * In place: buffer ← momentum · buffer + gradient; weights − learning rate · buffer. unscale as above.
   * {weights [size], buffer, gradient [size], partials [parts], learningRate [1], unscale? [1]}
   * → {weights, buffer (the inputs' own memory), gradientNorm [1]}
   */
  | ({ kind: 'sgd'; momentum: number } & ElementwiseUpdate)
  /**
   * Lion in place (Chen et al. 2023, arXiv 2302.06675): weights − learning rate · sign(β₁·buffer +
   * (1 − β₁)·gradient); then buffer ← β₂·buffer + (1 − β₂)·gradient. Operands as of `sgd`.
   */
  | ({ kind: 'lion'; betas: readonly [number, number] } & ElementwiseUpdate)
  /**
   * What Muon (Jordan et al. 2024) makes orthogonal. In place: buffer ← momentum · buffer + gradient
   * (clipped as above), in the matrices of `runs` alone. direction: of each matrix gradient +
   * momentum · buffer (Nesterov), divided by its norm + 1e-7, transposed where it has more rows than
   * columns; one behind the other in the order of `runs`. unscale as above; where it is 0, so is the
   * direction.
   * {buffer [size], gradient [size], partials [parts], unscale? [1]}
   * → {buffer (the input's own memory), direction [elements of the runs]}
   */
  | {
      kind: 'muonDirection';
      size: number;
      parts: number;
      runs: readonly MatrixRun[];
      momentum: number;
      gradientClip: number;
    }
  /**
   * In place, from a direction as above: weights · (1 − learning rate · weightDecay) − learning rate ·
   * 0.2 · √max(rows, columns) · direction. Where unscale is 0, nothing is changed.
   * {weights [size], direction, learningRate [1], unscale? [1]} → {weights (the input's own memory)}
   */
  | { kind: 'muonUpdate'; size: number; runs: readonly MatrixRun[]; weightDecay: number }
  /**
   * Of each of many matrices, one behind the other in the order of `groups`: y = product · A·B +
   * added · addend; A is a as [m, k], B is b as [k, n], or bᵀ of b [n, k].
   * {a, b, addend? [like y]} → {y}
   */
  | {
      kind: 'groupedMatmul';
      groups: readonly ProductGroup[];
      transposeB: boolean;
      product: number;
      added: number;
    };

export type OperationKind = Operation['kind'];
export type OperationOf<Kind extends OperationKind> = Extract<Operation, { kind: Kind }>;

/** Outputs that live in an input's memory, by output name. */
export const inPlaceOutputs: Partial<Record<OperationKind, Record<string, string>>> = {
  cacheWrite: { cache: 'cache' },
  lossScaling: { state: 'state' },
  adamw: { weights: 'weights', firstMoment: 'firstMoment', secondMoment: 'secondMoment' },
  sgd: { weights: 'weights', buffer: 'buffer' },
  lion: { weights: 'weights', buffer: 'buffer' },
  muonDirection: { buffer: 'buffer' },
  muonUpdate: { weights: 'weights' },
};
