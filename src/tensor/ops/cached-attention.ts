/**
 * @file Attention while decoding: keys and values of earlier tokens come from a cache. Each row is one
 * token of any sequence at any place; a table says in which rows of the cache its sequence lies, so
 * sequences share what they have in common (paged attention, Kwon et al. 2023, arXiv 2309.06180).
 */
import * as tf from '@tensorflow/tfjs-core';
import { countClipped, type Clipping } from '../clipped-distance';
import { pairsOf } from '../program/operations/attention';
import type { CacheShape } from '../program/operations/cache';
import { activeTrace, type Trace } from '../program/trace';
import { asMatrix, asRank3, asRank4 } from '../shapes';
import { softmaxWithSinks } from './attention';
import { turnPairs } from './rope';
import { stockSoftCap } from './soft-cap';

export interface CachedRows {
  /** int32 `[rows]`: position of each token in its sequence. */
  places: tf.Tensor1D;
  /** int32 `[rows]`: where in the cache its key and value go. */
  cacheRows: tf.Tensor1D;
  /** int32 `[rows, context]`: the cache rows of its sequence, itself included. */
  table: tf.Tensor2D;
  /** int32 `[rows]`: so many first tokens of its sequence it sees in any case; without it, none. */
  prefixes?: tf.Tensor1D | null;
}

export interface CachedAttentionOptions extends CacheShape {
  /** `rotationTable`, or null without rotary positions. */
  rotation: tf.Tensor2D | null;
  /** `[2·context − 1, heads]`: added to the scores of keys at distance row − (context − 1). */
  distanceBias?: tf.Tensor2D | null;
  /** With `clipping`: `[rows·(heads + 2·keyValueHeads), distances]`, as of `AttentionOptions`. */
  relative?: tf.Tensor2D | null;
  /** With `clipping`: `[distances, headDim]`, vectors that are added to the values. */
  distanceValues?: tf.Tensor2D | null;
  /** `[heads]`: a score in each softmax that has no value. */
  sinks?: tf.Tensor1D | null;
}

/**
 * @param queryKeyValue `[rows, (heads + 2·keyValueHeads)·headDim]`
 * @param cache `[capacity, 2·keyValueHeads·headDim]`
 * @returns the mixed values `[rows, heads·headDim]`, and the cache with the rows' keys and values
 */
export function cachedAttention(
  queryKeyValue: tf.Tensor2D,
  cache: tf.Tensor2D,
  rows: CachedRows,
  options: CachedAttentionOptions,
): { mixed: tf.Tensor2D; cache: tf.Tensor2D } {
  const trace = activeTrace();
  return trace
    ? tracedCachedAttention(trace, queryKeyValue, cache, rows, options)
    : stockCachedAttention(queryKeyValue, cache, rows, options);
}

function tracedCachedAttention(
  trace: Trace,
  queryKeyValue: tf.Tensor2D,
  cache: tf.Tensor2D,
  { places, cacheRows, table, prefixes = null }: CachedRows,
  {
    rotation,
    distanceBias = null,
    relative = null,
    distanceValues = null,
    sinks = null,
    ...shape
  }: CachedAttentionOptions,
): { mixed: tf.Tensor2D; cache: tf.Tensor2D } {
  const [capacity, rowWidth] = cache.shape;
  const written = trace.record(
    { kind: 'cacheWrite', ...shape },
    { queryKeyValue, cache, cacheRows, places, rotation },
    { cache: cache.shape },
  ).cache;
  const width = shape.heads * shape.headDim;
  const added = { relative, distanceValues, distanceBias, sinks, prefixes };
  const { y } = trace.record(
    { kind: 'cachedAttention', ...shape },
    { queryKeyValue, cache: written, table, places, rotation, ...added },
    { y: [shape.rows, width] },
  );
  return { mixed: asMatrix(y, shape.rows, width), cache: asMatrix(written, capacity, rowWidth) };
}

function stockCachedAttention(
  queryKeyValue: tf.Tensor2D,
  cache: tf.Tensor2D,
  { places, cacheRows, table, prefixes }: CachedRows,
  options: CachedAttentionOptions,
): { mixed: tf.Tensor2D; cache: tf.Tensor2D } {
  const { rows, heads, keyValueHeads, headDim, context, capacity, window } = options;
  const { rotation, relative, clipping, distanceValues, distanceBias, sinks } = options;
  const { scoreCap = 0 } = options;
  const [query, key, value] = tf.split<tf.Tensor3D>(
    asRank3(queryKeyValue, [rows, heads + 2 * keyValueHeads, headDim]),
    [heads, keyValueHeads, keyValueHeads],
    1,
  );
  const angles = rotation && asRank3(tf.gather(rotation, places), [rows, 1, headDim]);
  const turn = (x: tf.Tensor3D) => (angles ? turnPairs(x, angles, pairsOf(options)) : x);
  const entries = asMatrix(tf.concat([turn(key), value], 1), rows, 2 * keyValueHeads * headDim);
  const written = scatterRows(cache, entries, cacheRows);

  // Every row looks at all of its table; the mask hides what lies after its own place.
  const seen = tf.reshape(tf.gather(written, tf.reshape(table, [rows * context])), [
    rows,
    context,
    2,
    keyValueHeads,
    headDim,
  ]);
  const [keys, values] = tf.unstack(tf.transpose(seen, [2, 0, 3, 1, 4]));
  const group = heads / keyValueHeads;
  const grouped = tf.reshape(turn(query), [rows, keyValueHeads, group, headDim]);
  const scaled = tf.mul(tf.matMul(grouped, keys, false, true), 1 / Math.sqrt(headDim));
  const distances = distancesOf(places, context);
  const products = stockSoftCap(
    relative && clipping
      ? tf.add(scaled, tf.reshape(relativeOf(relative, clipping, distances, options), scaled.shape))
      : scaled,
    scoreCap,
  );
  const scores = distanceBias
    ? tf.add(products, tf.reshape(biasOf(distanceBias, distances), products.shape))
    : products;
  const mask = placesMask(distances, window, prefixes ?? null);
  const masked = tf.add(scores, tf.reshape(mask, [rows, 1, 1, context]));
  const ofHeads = asRank4(masked, [rows, heads, 1, context]);
  const probabilities = sinks ? softmaxWithSinks(ofHeads, sinks) : tf.softmax(ofHeads);
  const shares = tf.reshape(probabilities, masked.shape);
  const mixed = tf.reshape(tf.matMul(shares, values), [rows, heads, headDim]);
  const added =
    clipping && distanceValues
      ? tf.add(mixed, addedValues(shares, distanceValues, pairsByDistance(distances, clipping)))
      : mixed;
  return {
    mixed: asMatrix(added, rows, heads * headDim),
    cache: asMatrix(written, capacity, 2 * keyValueHeads * headDim),
  };
}

/** As products with one-hot rows, which every backend has. */
function scatterRows(cache: tf.Tensor2D, entries: tf.Tensor2D, at: tf.Tensor1D): tf.Tensor2D {
  const places = tf.cast(tf.oneHot(at, cache.shape[0]), 'float32');
  const isKept = tf.sub(1, tf.minimum(1, tf.sum(places, 0)));
  const kept = tf.mul(cache, tf.reshape(isKept, [cache.shape[0], 1]));
  return tf.add(kept, tf.matMul(places, entries, true, false));
}

/** int32 `[rows, context]`: how far before a place of each row the places of its table lie. */
function distancesOf(places: tf.Tensor1D, context: number): tf.Tensor2D {
  return tf.sub(
    asMatrix(places, places.size, 1),
    tf.tensor1d(
      Int32Array.from({ length: context }, (_, place) => place),
      'int32',
    ),
  );
}

/** `[rows, heads, context]` */
function biasOf(distanceBias: tf.Tensor2D, distances: tf.Tensor2D): tf.Tensor3D {
  const [rows, context] = distances.shape;
  const at = tf.cast(tf.sub(tf.scalar(context - 1, 'int32'), distances), 'int32');
  const biases = tf.gather(distanceBias, tf.reshape(at, [rows * context]));
  return tf.transpose(asRank3(biases, [rows, context, distanceBias.shape[1]]), [0, 2, 1]);
}

/** `[rows, heads, context]`: the scaled products with clipped distances. */
function relativeOf(
  relative: tf.Tensor2D,
  clipping: Clipping,
  distances: tf.Tensor2D,
  { rows, heads, keyValueHeads, headDim, context }: CacheShape,
): tf.Tensor3D {
  const count = countClipped(clipping);
  const all = asRank3(relative, [rows, heads + 2 * keyValueHeads, count]);
  const ofQueries = tf.slice3d(all, [0, 0, 0], [rows, heads, count]);
  const scores = tf.matMul(ofQueries, pairsByDistance(distances, clipping), false, true);
  return asRank3(tf.mul(scores, 1 / Math.sqrt(headDim)), [rows, heads, context]);
}

/** `[rows, heads, headDim]`: what values have added by distance, times probabilities. */
function addedValues(
  probabilities: tf.Tensor,
  distanceValues: tf.Tensor2D,
  pairs: tf.Tensor3D,
): tf.Tensor3D {
  const [rows, context, count] = pairs.shape;
  const heads = probabilities.size / (rows * context);
  const shares = tf.matMul(asRank3(probabilities, [rows, heads, context]), pairs);
  const added = tf.matMul(asMatrix(shares, rows * heads, count), distanceValues);
  return asRank3(added, [rows, heads, distanceValues.shape[1]]);
}

/** `[rows, context, distances]`: 1 at the clipped distance of each place of a row's table, else 0. */
function pairsByDistance(distances: tf.Tensor2D, clipping: Clipping): tf.Tensor3D {
  const [rows, context] = distances.shape;
  const count = countClipped(clipping);
  // As floats: WASM does not clip integers.
  const behind = tf.clipByValue(tf.cast(distances, 'float32'), 0, clipping.before);
  const at = tf.cast(tf.sub(clipping.before, behind), 'int32');
  const chosen = tf.oneHot(tf.reshape(at, [rows * context]), count);
  return asRank3(tf.cast(chosen, 'float32'), [rows, context, count]);
}

/** `[rows, context]`: 0 where a row may look, −10⁹ where it may not. */
function placesMask(
  distances: tf.Tensor2D,
  window: number,
  prefixes: tf.Tensor1D | null,
): tf.Tensor {
  const [, context] = distances.shape;
  const isPast = tf.logicalAnd(
    tf.greaterEqual(distances, 0),
    tf.less(distances, window > 0 ? window : context),
  );
  const sees = prefixes
    ? tf.logicalOr(isPast, tf.greater(distancesOf(prefixes, context), 0))
    : isPast;
  return tf.mul(tf.sub(1, tf.cast(sees, 'float32')), -1e9);
}
