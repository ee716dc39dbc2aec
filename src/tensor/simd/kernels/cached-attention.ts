/** @file Attention of single rows over a cache of keys and values that lie anywhere in it. */
import { address, integer } from './arguments';
import {
  distanceBias,
  gatherRow,
  headDim,
  heads,
  keyValueHeads,
  paddedDim,
  prefixes,
  prepareHeads,
  rowBytes,
  scatterRow,
  scoreScale,
  time,
  window,
} from './head';
import { keepLanes, loadLanes, sumOfLanes, zeros } from './lanes';
import { exp, multiplyAdd } from './math';
import { addDistanceValues, addRelativeOfRow } from './relative';
import { capScores } from './scores';
import { claimTask } from './threads';

/** Arguments: queryKeyValue, cache, cacheRows, places, rows, capacity, then those of `prepareHeads` */
export function cacheWrite(args: usize, scratch: usize): void {
  prepareHeads(args, 6);
  const rows = integer(args, 4);
  const capacity = <u32>integer(args, 5);
  for (let row = <i32>claimTask(); row < rows; row = <i32>claimTask()) {
    const cacheRow = load<u32>(address(args, 2) + ((<usize>row) << 2));
    if (cacheRow >= capacity) continue;
    const place = load<i32>(address(args, 3) + ((<usize>row) << 2));
    const source = <usize>row * <usize>(heads + 2 * keyValueHeads) + <usize>heads;
    const target = <usize>cacheRow * <usize>(2 * keyValueHeads);
    for (let head = 0; head < 2 * keyValueHeads; head++) {
      const entry = address(args, 0) + (((source + <usize>head) * <usize>headDim) << 2);
      gatherRow(entry, scratch, place, head < keyValueHeads, 1);
      const cached = address(args, 1) + (((target + <usize>head) * <usize>headDim) << 2);
      scatterRow(scratch, cached, place, false);
    }
  }
}

/**
 * Arguments: queryKeyValue, cache, table, places, y, rows, capacity, sinks, distanceValues, then those
 * of `prepareHeads`.
 * What the table says is kept within the cache.
 */
export function cachedAttention(args: usize, scratch: usize): void {
  prepareHeads(args, 9);
  const tasks = integer(args, 5) * heads;
  for (let task = <i32>claimTask(); task < tasks; task = <i32>claimTask()) {
    attendRow(args, task / heads, task % heads, scratch);
  }
}

/** Scratch: the query, the result, the scores. */
function attendRow(args: usize, row: i32, head: i32, query: usize): void {
  const outcome = query + rowBytes;
  const scores = outcome + rowBytes;
  const source = <usize>row * <usize>(heads + 2 * keyValueHeads) + <usize>head;
  const last = load<i32>(address(args, 3) + ((<usize>row) << 2));
  const queries = address(args, 0) + ((source * <usize>headDim) << 2);
  gatherRow(queries, query, last, true, scoreScale);

  const prefix = prefixes == 0 ? 0 : max(0, min(load<i32>(prefixes + ((<usize>row) << 2)), time));
  const first = window > 0 && prefix == 0 ? max(0, last + 1 - window) : 0;
  const count = max(last + 1, prefix) - first;
  const table = address(args, 2) + ((<usize>row * <usize>time + <usize>first) << 2);
  const shared = (head * keyValueHeads) / heads;
  const keys = address(args, 1) + ((<usize>(shared * headDim)) << 2);
  const values = keys + ((<usize>(keyValueHeads * headDim)) << 2);
  const stride = (<usize>(2 * keyValueHeads * headDim)) << 2;

  const lastRow = <u32>integer(args, 6) - 1;
  const sinks = address(args, 7);
  const sink: f32 = sinks != 0 ? load<f32>(sinks + ((<usize>head) << 2)) : -Infinity;
  let largest = sink;
  for (let i = 0; i < count; i++) {
    const key = keys + <usize>load<u32>(table + ((<usize>i) << 2)) * stride;
    store<f32>(scores + ((<usize>i) << 2), product(query, key));
  }
  addRelativeOfRow(row, head, first - last, count, scores);
  capScores(scores, (count + 3) & ~3);
  if (distanceBias != 0) addBiases(scores, first - last, count, head);
  if (window > 0 && prefix > 0) hideBetween(scores, prefix, last + 1 - window);
  for (let i = 0; i < count; i++) largest = max(largest, load<f32>(scores + ((<usize>i) << 2)));
  const share: f32 = 1 / exponentiateAll(scores, count, largest, sink);
  for (let i = 0; i < paddedDim; i += 4) {
    const at = (<usize>i) << 2;
    let sum = zeros();
    for (let key = 0; key < count; key++) {
      const value = values + <usize>load<u32>(table + ((<usize>key) << 2)) * stride + at;
      const weight = v128.load_splat<f32>(scores + ((<usize>key) << 2));
      sum = multiplyAdd(weight, v128.load(value), sum);
    }
    v128.store(outcome + at, f32x4.mul(sum, f32x4.splat(share)));
  }
  const added = address(args, 8);
  const end = first + count;
  if (added != 0) addDistanceValues(added, last, first, end, scores, 4, share, outcome);
  const y = address(args, 4) + ((<usize>(row * heads + head) * <usize>headDim) << 2);
  scatterRow(outcome, y, last, false);
}

/** Behind a prefix, and before the window: no key that is seen. */
function hideBetween(scores: usize, prefix: i32, first: i32): void {
  for (let key = prefix; key < first; key++) store<f32>(scores + ((<usize>key) << 2), -Infinity);
}

/** Those of `count` keys, of which the first is so far from the query. */
function addBiases(scores: usize, first: i32, count: i32, head: i32): void {
  const stride = (<usize>heads) << 2;
  let bias = distanceBias + <usize>(time - 1 + first) * stride + ((<usize>head) << 2);
  for (const end = scores + ((<usize>count) << 2); scores < end; scores += 4) {
    store<f32>(scores, load<f32>(scores) + load<f32>(bias));
    bias += stride;
  }
}

function product(query: usize, key: usize): f32 {
  let sum = zeros();
  for (let i = 0; i < headDim; i += 4) {
    const at = (<usize>i) << 2;
    sum = multiplyAdd(v128.load(query + at), loadLanes(key + at, headDim - i), sum);
  }
  return sumOfLanes(sum);
}

/** Scores become exp(score − largest). @returns their sum, the sink's included */
function exponentiateAll(scores: usize, count: i32, largest: f32, sink: f32): f32 {
  let sum = keepLanes(exp(f32x4.splat(sink - largest)), 1);
  for (let i = 0; i < count; i += 4) {
    const at = scores + ((<usize>i) << 2);
    let weights = exp(f32x4.sub(v128.load(at), f32x4.splat(largest)));
    // What lies behind the last score is no score.
    if (count - i < 4) weights = keepLanes(weights, count - i);
    v128.store(at, weights);
    sum = f32x4.add(sum, weights);
  }
  return sumOfLanes(sum);
}
