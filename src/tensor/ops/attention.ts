/**
 * @file Scaled dot-product attention (Vaswani et al. 2017, arXiv 1706.03762):
 * softmax(Q·Kᵀ/√headDim + bias + mask)·V, with rotary positions, a bias for each distance, grouped
 * key/value heads (Ainslie et al. 2023, arXiv 2305.13245) and sliding windows. Here, in stock
 * operations, the time × time matrix is made in full; the fused kernels never make it.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { AttentionMask, AttentionShape } from '../program/operation';
import { activeTrace, type Trace } from '../program/trace';
import { asMatrix, asRank3, asRank4 } from '../shapes';
import { withGradient } from '../with-gradient';
import { dropoutMask } from './dropout';

export interface AttentionOptions extends Omit<AttentionShape, 'dropout' | 'site'> {
  /** `rotationTable`, or null without rotary positions. */
  rotation: tf.Tensor2D | null;
  /** `[2·time − 1, heads]`: added to the scores of keys at distance row − (time − 1); may be learned. */
  distanceBias?: tf.Tensor2D | null;
  /** Of the probabilities, while training. */
  dropout?: { rate: number; site: number; key: tf.Tensor1D } | null;
}

/** Large enough to vanish after the softmax, small enough never to give NaN. */
const masked = -1e9;

/**
 * @param queryKeyValue `[batch·time, (heads + 2·keyValueHeads)·headDim]`: in each row all queries,
 *   then all keys, then all values
 * @returns `[batch·time, heads·headDim]`
 */
export function attention(queryKeyValue: tf.Tensor2D, options: AttentionOptions): tf.Tensor2D {
  const trace = activeTrace();
  if (trace) return tracedAttention(trace, queryKeyValue, options);
  const { batch, time, heads, headDim, dropout } = options;
  const { query, key, value } = separated(queryKeyValue, options);
  let probabilities = probabilitiesOf(query, key, options);
  if (dropout) {
    const mask = dropoutMask(dropout.key, dropout.rate, dropout.site, probabilities.shape);
    probabilities = tf.mul(probabilities, mask);
  }
  const mixed = tf.transpose(tf.matMul(probabilities, value), [0, 2, 1, 3]);
  return asMatrix(mixed, batch * time, heads * headDim);
}

/** For pictures. @returns `[batch, heads, time, time]`; rows are queries and sum to 1 */
export function attentionProbabilities(
  queryKeyValue: tf.Tensor2D,
  options: AttentionOptions,
): tf.Tensor4D {
  const trace = activeTrace();
  const { batch, heads, time } = options;
  if (!trace) {
    const { query, key } = separated(queryKeyValue, options);
    return probabilitiesOf(query, key, options);
  }
  const shape: [number, number, number, number] = [batch, heads, time, time];
  const { probabilities } = trace.record(
    { kind: 'attentionProbabilities', ...shapeOf(options) },
    { queryKeyValue, ...tablesOf(options) },
    { probabilities: shape },
  );
  return asRank4(probabilities, shape);
}

/** Queries, keys and values, each `[batch, heads, time, headDim]`; the first two turned. */
function separated(queryKeyValue: tf.Tensor2D, options: AttentionOptions) {
  const { batch, time, heads, keyValueHeads, headDim, rotation } = options;
  const all = tf.transpose(
    asRank4(queryKeyValue, [batch, time, heads + 2 * keyValueHeads, headDim]),
    [0, 2, 1, 3],
  );
  const [query, key, value] = tf.split<tf.Tensor4D>(all, [heads, keyValueHeads, keyValueHeads], 1);
  const turn = (x: tf.Tensor4D) => (rotation ? rotate(x, rotation) : x);
  const group = heads / keyValueHeads;
  return {
    query: turn(query),
    key: repeatHeads(turn(key), group),
    value: repeatHeads(value, group),
  };
}

/** Each head `count` times, one after the other. */
function repeatHeads(x: tf.Tensor4D, count: number): tf.Tensor4D {
  if (count === 1) return x;
  const heads = tf.split<tf.Tensor4D>(x, x.shape[1], 1);
  return tf.concat(
    heads.flatMap((head) => Array.from({ length: count }, () => head)),
    1,
  );
}

function rotate(x: tf.Tensor4D, rotation: tf.Tensor2D): tf.Tensor4D {
  const [, , time, headDim] = x.shape;
  const half = headDim / 2;
  const [cos, sin] = tf.split(tf.slice2d(rotation, [0, 0], [time, headDim]), 2, 1);
  const [left, right] = tf.split<tf.Tensor4D>(x, [half, half], 3);
  return tf.concat<tf.Tensor4D>(
    [
      tf.sub<tf.Tensor4D>(tf.mul(left, cos), tf.mul(right, sin)),
      tf.add<tf.Tensor4D>(tf.mul(right, cos), tf.mul(left, sin)),
    ],
    3,
  );
}

function probabilitiesOf(
  query: tf.Tensor4D,
  key: tf.Tensor4D,
  { time, headDim, mask, distanceBias }: AttentionOptions,
): tf.Tensor4D {
  const products = tf.matMul(tf.mul(query, 1 / Math.sqrt(headDim)), key, false, true);
  const scores = distanceBias ? tf.add(products, biasOfPairs(distanceBias, time)) : products;
  return tf.softmax(tf.add<tf.Tensor4D>(scores, additiveMask(time, mask)));
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

/** `[time, time]`: 0 where a query may look, −10⁹ where it may not. */
function additiveMask(time: number, { causal, window }: AttentionMask): tf.Tensor2D {
  const sees = (query: number, key: number) =>
    !causal || (key <= query && (window === 0 || query - key < window));
  const mask = Float32Array.from({ length: time * time }, (_, index) =>
    sees(Math.floor(index / time), index % time) ? 0 : masked,
  );
  return tf.tensor2d(mask, [time, time]);
}

function shapeOf(options: AttentionOptions): AttentionShape {
  const { batch, time, heads, keyValueHeads, headDim, mask, dropout } = options;
  const { rate, site } = dropout ?? { rate: 0, site: 0 };
  return { batch, time, heads, keyValueHeads, headDim, mask, dropout: rate, site };
}

const tablesOf = ({ rotation, distanceBias = null }: AttentionOptions) => ({
  rotation,
  distanceBias,
});

function tracedAttention(
  trace: Trace,
  queryKeyValue: tf.Tensor2D,
  options: AttentionOptions,
): tf.Tensor2D {
  const shape = shapeOf(options);
  const { batch, time, heads, headDim } = shape;
  const { distanceBias } = options;
  const outputShape: [number, number] = [batch * time, heads * headDim];
  const extra = { ...tablesOf(options), dropoutKey: options.dropout?.key ?? null };
  return withGradient<tf.Tensor2D>(
    distanceBias ? [queryKeyValue, distanceBias] : [queryKeyValue],
    (save) => {
      const { y, logSumExp } = trace.record(
        { kind: 'attention', ...shape },
        { queryKeyValue, ...extra },
        { y: outputShape, logSumExp: [batch, heads, time] },
      );
      save(queryKeyValue, y, logSumExp);
      return asMatrix(y, ...outputShape);
    },
    (gradient, [saved, y, logSumExp]) => {
      const slopes = trace.record(
        { kind: 'attentionGradient', ...shape },
        { gradient, y, queryKeyValue: saved, logSumExp, ...extra },
        {
          queryKeyValue: saved.shape,
          rowSums: [batch, heads, time],
          distanceBias: [2 * time - 1, heads],
        },
      );
      return distanceBias ? [slopes.queryKeyValue, slopes.distanceBias] : [slopes.queryKeyValue];
    },
  );
}
