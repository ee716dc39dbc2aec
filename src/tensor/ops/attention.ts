/**
 * @file Scaled dot-product attention (Vaswani et al. 2017, arXiv 1706.03762):
 * softmax(Q·Kᵀ/√headDim + bias + mask)·V, of a sequence on itself or on another, with rotary positions,
 * a cap of the products (Gemma 2, arXiv 2408.00118), a bias for each distance, sinks (gpt-oss, arXiv
 * 2508.10925; fixed at 0: Miller 2023, “Attention is off by one”), grouped key/value heads (Ainslie et al. 2023, arXiv 2305.13245), sliding
 * windows, prefixes and padding. Here, in stock operations, the matrix of all queries and keys is made
 * in full; the fused kernels never make it.
 */
import * as tf from '@tensorflow/tfjs-core';
import { sees } from '../attention-mask';
import { clippedDistance, countClipped, type Clipping } from '../clipped-distance';
import { keysOf, pairsOf, type AttentionShape } from '../program/operations/attention';
import { activeTrace, type Trace } from '../program/trace';
import { asMatrix, asRank3, asRank4 } from '../shapes';
import { withGradient } from '../with-gradient';
import { dropoutMask } from './dropout';
import { matmul } from './linear';
import { turnPairs } from './rope';
import { stockSoftCap } from './soft-cap';

export interface AttentionOptions extends Omit<AttentionShape, 'dropout' | 'site' | 'keyTime'> {
  /** `rotationTable`, or null without rotary positions. */
  rotation: tf.Tensor2D | null;
  /** `[2·time − 1, heads]`: added to the scores of keys at distance row − (time − 1); may be learned. */
  distanceBias?: tf.Tensor2D | null;
  /** int32 `[batch]`: keys before it are seen by all queries of their sequence. */
  prefixes?: tf.Tensor1D | null;
  /** int32 `[batch]`: keys from it on are padding, which no query sees. */
  keyLengths?: tf.Tensor1D | null;
  /**
   * With `clipping`: `[batch·time·(heads + 2·keyValueHeads), distances]`, the products of each vector of
   * queryKeyValue with those of the clipped distances.
   */
  relative?: tf.Tensor2D | null;
  /** With `clipping`: `[distances, headDim]`, vectors that are added to the values; may be learned. */
  distanceValues?: tf.Tensor2D | null;
  /** `[heads]`: a score in each softmax that has no value; may be learned. */
  sinks?: tf.Tensor1D | null;
  /** Of the probabilities, while training. */
  dropout?: { rate: number; site: number; key: tf.Tensor1D } | null;
}

/** All keys are seen but padding; there are neither rotations nor distances. */
export interface CrossAttentionOptions extends Pick<
  AttentionOptions,
  | 'batch'
  | 'time'
  | 'heads'
  | 'keyValueHeads'
  | 'headDim'
  | 'keyLengths'
  | 'scoreCap'
  | 'sinks'
  | 'dropout'
> {
  /** Keys of each sequence. */
  keyTime: number;
}

/** Where queries, keys and values come from, by the names of the operation's inputs. */
type Sources = { queryKeyValue: tf.Tensor2D } | { query: tf.Tensor2D; keyValue: tf.Tensor2D };

type AllOptions = AttentionOptions & { keyTime?: number };

/** Large enough to vanish after the softmax, small enough never to give NaN. */
const hidden = -1e9;

/**
 * @param queryKeyValue `[batch·time, (heads + 2·keyValueHeads)·headDim]`: in each row all queries,
 *   then all keys, then all values
 * @returns `[batch·time, heads·headDim]`
 */
export function attention(queryKeyValue: tf.Tensor2D, options: AttentionOptions): tf.Tensor2D {
  return attend({ queryKeyValue }, options);
}

/**
 * Queries of one sequence on keys and values of another.
 * @param query `[batch·time, heads·headDim]`
 * @param keyValue `[batch·keyTime, 2·keyValueHeads·headDim]`: in each row all keys, then all values
 * @returns `[batch·time, heads·headDim]`
 */
export function crossAttention(
  query: tf.Tensor2D,
  keyValue: tf.Tensor2D,
  options: CrossAttentionOptions,
): tf.Tensor2D {
  return attend({ query, keyValue }, withoutOrder(options));
}

/** For pictures. @returns `[batch, heads, time, time]`; rows are queries and sum to 1, but for a sink */
export function attentionProbabilities(
  queryKeyValue: tf.Tensor2D,
  options: AttentionOptions,
): tf.Tensor4D {
  return probabilitiesIn({ queryKeyValue }, options);
}

/** For pictures. @returns `[batch, heads, time, keyTime]` */
export function crossAttentionProbabilities(
  query: tf.Tensor2D,
  keyValue: tf.Tensor2D,
  options: CrossAttentionOptions,
): tf.Tensor4D {
  return probabilitiesIn({ query, keyValue }, withoutOrder(options));
}

const withoutOrder = (options: CrossAttentionOptions): AllOptions => ({
  ...options,
  mask: { causal: false, window: 0 },
  rotation: null,
});

function attend(sources: Sources, options: AllOptions): tf.Tensor2D {
  const trace = activeTrace();
  if (trace) return tracedAttention(trace, sources, options);
  const { batch, time, heads, headDim, dropout } = options;
  const { query, key, value } = separated(sources, options);
  let probabilities = probabilitiesOf(query, key, options);
  if (dropout) {
    const mask = dropoutMask(dropout.key, dropout.rate, dropout.site, probabilities.shape);
    probabilities = tf.mul(probabilities, mask);
  }
  const mixed = tf.transpose(mixedValues(probabilities, value, options), [0, 2, 1, 3]);
  return asMatrix(mixed, batch * time, heads * headDim);
}

/** Values and what is added to them by distance, times probabilities: `[batch, heads, time, headDim]`. */
export function mixedValues(
  probabilities: tf.Tensor4D,
  value: tf.Tensor4D,
  {
    batch,
    time,
    heads,
    headDim,
    clipping,
    distanceValues,
  }: Pick<AttentionOptions, 'batch' | 'time' | 'heads' | 'headDim' | 'clipping' | 'distanceValues'>,
): tf.Tensor4D {
  const mixed = tf.matMul<tf.Tensor4D>(probabilities, value);
  if (!clipping || !distanceValues) return mixed;
  const byQuery = tf.reshape(tf.transpose(probabilities, [2, 0, 1, 3]), [
    ...[time, batch * heads, time],
  ]);
  const shares = tf.matMul(byQuery, pairsByDistance(time, clipping, 1), false, true);
  const rows = asMatrix(shares, time * batch * heads, countClipped(clipping));
  const added = tf.reshape(tf.matMul(rows, distanceValues), [time, batch, heads, headDim]);
  return tf.add(mixed, tf.transpose(added, [1, 2, 0, 3]));
}

function probabilitiesIn(sources: Sources, options: AllOptions): tf.Tensor4D {
  const trace = activeTrace();
  if (!trace) {
    const { query, key } = separated(sources, options);
    return probabilitiesOf(query, key, options);
  }
  const operation = shapeOf(options);
  const { batch, heads, time } = operation;
  const shape: [number, number, number, number] = [batch, heads, time, keysOf(operation)];
  const { probabilities } = trace.record(
    { kind: 'attentionProbabilities', ...operation },
    { ...sources, ...optionalInputs(options), sinks: options.sinks ?? null },
    { probabilities: shape },
  );
  return asRank4(probabilities, shape);
}

/** Queries, keys and values, each `[batch, heads, time or keys, headDim]`; the first two turned. */
function separated(sources: Sources, options: AllOptions) {
  const { batch, time, keyTime = time, heads, keyValueHeads, headDim, rotation } = options;
  const headsOf = (rows: tf.Tensor2D, length: number, count: number) =>
    tf.transpose(asRank4(rows, [batch, length, count, headDim]), [0, 2, 1, 3]);
  const ofKeys = [keyValueHeads, keyValueHeads];
  const [query, key, value] =
    'queryKeyValue' in sources
      ? tf.split<tf.Tensor4D>(
          headsOf(sources.queryKeyValue, time, heads + 2 * keyValueHeads),
          [heads, ...ofKeys],
          1,
        )
      : [
          headsOf(sources.query, time, heads),
          ...tf.split<tf.Tensor4D>(
            headsOf(sources.keyValue, keyTime, 2 * keyValueHeads),
            ofKeys,
            1,
          ),
        ];
  const turn = (x: tf.Tensor4D, length: number) =>
    rotation ? turnPairs(x, tf.slice2d(rotation, [0, 0], [length, headDim]), pairsOf(options)) : x;
  const group = heads / keyValueHeads;
  return {
    query: turn(query, time),
    key: repeatHeads(turn(key, keyTime), group),
    value: repeatHeads(value, group),
  };
}

/** Each head `count` times, one after the other. */
export function repeatHeads(x: tf.Tensor4D, count: number): tf.Tensor4D {
  if (count === 1) return x;
  // A split into one part has no gradient in TensorFlow.js.
  const heads = x.shape[1] === 1 ? [x] : tf.split<tf.Tensor4D>(x, x.shape[1], 1);
  return tf.concat(
    heads.flatMap((head) => Array.from({ length: count }, () => head)),
    1,
  );
}

function probabilitiesOf(query: tf.Tensor4D, key: tf.Tensor4D, options: AllOptions): tf.Tensor4D {
  const {
    time,
    headDim,
    distanceBias,
    relative,
    clipping,
    keyLengths,
    sinks,
    scoreCap = 0,
  } = options;
  const scaled = tf.matMul(tf.mul(query, 1 / Math.sqrt(headDim)), key, false, true);
  const products = stockSoftCap(
    relative && clipping ? tf.add(scaled, relativeScores(relative, clipping, options)) : scaled,
    scoreCap,
  );
  const scores = distanceBias ? tf.add(products, biasOfPairs(distanceBias, time)) : products;
  const seen = seenPairs(options);
  // 0 where a query may look, −10⁹ where it may not.
  const mask = tf.mul(tf.sub(seen, 1), -hidden);
  const masked = tf.add<tf.Tensor4D>(scores, mask);
  const probabilities = sinks ? softmaxWithSinks(masked, sinks) : tf.softmax(masked);
  return keyLengths ? tf.mul(probabilities, seen) : probabilities;
}

/** As if each query saw one more key, of its head's score, and took nothing from it. */
export function softmaxWithSinks(scores: tf.Tensor4D, sinks: tf.Tensor1D): tf.Tensor4D {
  const [batch, heads, time, keys] = scores.shape;
  const column = tf.add(tf.zeros([batch, heads, time, 1]), tf.reshape(sinks, [heads, 1, 1]));
  const probabilities = tf.softmax(tf.concat([scores, column], 3));
  return asRank4(tf.slice(probabilities, [0, 0, 0, 0], [batch, heads, time, keys]), [
    batch,
    heads,
    time,
    keys,
  ]);
}

/**
 * From the products with clipped distances, those of every query and key, `[batch, heads, time, time]`,
 * scaled: products with one-hot rows, since WASM lacks the gradient of `gather`.
 */
function relativeScores(
  relative: tf.Tensor2D,
  clipping: Clipping,
  { batch, time, heads, keyValueHeads, headDim }: AllOptions,
): tf.Tensor4D {
  const count = countClipped(clipping);
  const all = asRank4(relative, [batch, time, heads + 2 * keyValueHeads, count]);
  const ofQueries = tf.slice4d(all, [0, 0, 0, 0], [batch, time, heads, count]);
  const byQuery = asRank3(tf.transpose(ofQueries, [1, 0, 2, 3]), [time, batch * heads, count]);
  const scores = tf.matMul(byQuery, pairsByDistance(time, clipping, 1 / Math.sqrt(headDim)));
  return asRank4(tf.transpose(tf.reshape(scores, [time, batch, heads, time]), [1, 2, 0, 3]), [
    batch,
    heads,
    time,
    time,
  ]);
}

/** `[time, distances, time]`: of a query's keys, the factor at the clipped distance of each, else 0. */
function pairsByDistance(time: number, clipping: Clipping, factor: number): tf.Tensor3D {
  const count = countClipped(clipping);
  const chosen = new Float32Array(time * count * time);
  for (let query = 0; query < time; query++) {
    for (let key = 0; key < time; key++) {
      const distance = clippedDistance(key - query, clipping);
      chosen[(query * count + distance) * time + key] = factor;
    }
  }
  return tf.tensor3d(chosen, [time, count, time]);
}

/**
 * The bias of every query and key, `[heads, time, time]`. A row of 2·time numbers for each query, read
 * in steps of 2·time − 1, moves by one from query to query: no `gather`, whose gradient WASM lacks.
 */
function biasOfPairs(distanceBias: tf.Tensor2D, time: number): tf.Tensor3D {
  const heads = distanceBias.shape[1];
  const rows = asRank3(
    tf.pad2d(tf.transpose(distanceBias), [
      [0, 0],
      [0, 1],
    ]),
    [heads, 1, 2 * time],
  );
  const flat = asMatrix(tf.add(rows, tf.zeros([1, time, 1])), heads, 2 * time * time);
  const moved = tf.slice2d(flat, [0, time - 1], [heads, time * (2 * time - 1)]);
  return tf.slice3d(asRank3(moved, [heads, time, 2 * time - 1]), [0, 0, 0], [heads, time, time]);
}

/** Broadcasts to `[batch, heads, time, keys]`: 1 where a query may look, 0 where it may not. */
function seenPairs({ batch, time, keyTime = time, mask, ...limits }: AllOptions): tf.Tensor {
  const byOrder = Float32Array.from({ length: time * keyTime }, (_, index) =>
    sees(mask, Math.floor(index / keyTime), index % keyTime) ? 1 : 0,
  );
  const keys = tf.tensor2d(
    Int32Array.from({ length: keyTime }, (_, key) => key),
    [1, keyTime],
  );
  /** 1 for the keys before a number of each sequence. */
  const before = (limit: tf.Tensor1D) =>
    tf.cast(tf.less(keys, tf.reshape(limit, [batch, 1, 1, 1])), 'float32');
  let seen: tf.Tensor = tf.tensor2d(byOrder, [time, keyTime]);
  if (limits.prefixes) seen = tf.maximum(seen, before(limits.prefixes));
  return limits.keyLengths ? tf.mul(seen, before(limits.keyLengths)) : seen;
}

function shapeOf(options: AllOptions): AttentionShape {
  const { batch, time, keyTime, heads, keyValueHeads, headDim, rotary, mask, dropout } = options;
  const { scoreCap, clipping } = options;
  const { rate, site } = dropout ?? { rate: 0, site: 0 };
  const shape = { batch, time, heads, keyValueHeads, headDim, mask, dropout: rate, site };
  return {
    ...{ ...shape, ...(keyTime !== undefined && { keyTime }), ...(rotary && { rotary }) },
    ...{ ...(scoreCap && { scoreCap }), ...(clipping && { clipping }) },
  };
}

const optionalInputs = (options: AllOptions) => ({
  rotation: options.rotation,
  relative: options.relative ?? null,
  distanceBias: options.distanceBias ?? null,
  prefixes: options.prefixes ?? null,
  keyLengths: options.keyLengths ?? null,
});

function tracedAttention(trace: Trace, sources: Sources, options: AllOptions): tf.Tensor2D {
  const shape = shapeOf(options);
  const { batch, time, heads, headDim } = shape;
  const { relative, distanceBias, distanceValues = null, sinks = null } = options;
  const outputShape: [number, number] = [batch * time, heads * headDim];
  const extra = { ...optionalInputs(options), dropoutKey: options.dropout?.key ?? null };
  const statistics: [number, number, number] = [batch, heads, time];
  /** What has a gradient. */
  const given: Record<string, tf.Tensor> = {
    ...{ ...sources, ...(relative && { relative }) },
    ...{ ...(distanceBias && { distanceBias }), ...(sinks && { sinks }) },
    ...(distanceValues && { distanceValues }),
  };
  return withGradient<tf.Tensor2D>(
    Object.values(given),
    (save) => {
      const { y, logSumExp } = trace.record(
        { kind: 'attention', ...shape },
        { ...sources, ...extra, sinks, distanceValues },
        { y: outputShape, logSumExp: statistics },
      );
      save(y, logSumExp, ...Object.values(sources));
      return asMatrix(y, ...outputShape);
    },
    (gradient, [y, logSumExp, ...saved]) => {
      const savedSources = Object.fromEntries(
        Object.keys(sources).map((name, index) => [name, saved[index]]),
      );
      const outputs: Record<string, number[]> = { rowSums: statistics };
      for (const [name, tensor] of Object.entries(given)) {
        if (name !== 'sinks' && name !== 'distanceValues') outputs[name] = tensor.shape;
      }
      // What is added to the values by distance meets the gradient before the kernel, and the shares of
      // distances behind it: two plain products.
      const vectors = asMatrix(gradient, batch * time * heads, headDim);
      const distanceSlopes =
        distanceValues && matmul(trace, vectors, distanceValues, { transposeB: true }).y;
      if (distanceSlopes) outputs.distanceShares = distanceSlopes.shape;
      const slopes = trace.record(
        { kind: 'attentionGradient', ...shape },
        { gradient, y, logSumExp, ...savedSources, ...extra, distanceSlopes },
        outputs,
      );
      const { rowSums, distanceShares } = slopes;
      const ofDistances =
        distanceSlopes && matmul(trace, distanceShares, vectors, { transposeA: true }).y;
      const ofSinks =
        sinks &&
        trace.record(
          { kind: 'sinkGradient', batch, time, heads },
          { sinks, logSumExp, rowSums },
          { sinks: sinks.shape },
        ).sinks;
      const others: Record<string, tf.Tensor | null> = {
        sinks: ofSinks,
        distanceValues: ofDistances,
      };
      return Object.keys(given).map((name) => others[name] ?? slopes[name]);
    },
  );
}
