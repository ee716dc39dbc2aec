/**
 * @file Gradient of attention: probabilities are made again from the scores and `logSumExp` (after
 * FlashAttention, Dao et al. 2022, arXiv 2205.14135). A task owns one key/value head of one sequence,
 * so the sums over queries and over the heads of its group have one order; those of the distances over
 * sequences are made afterwards.
 */
import { queryBlock } from '../layout';
import { address } from './arguments';
import {
  biases,
  diagonals,
  gradientColumns,
  gradientPanels,
  keyColumns,
  keyGroups,
  keyRows,
  keySums,
  normalisers,
  outcome,
  panelBytes,
  queryColumns,
  queryPanels,
  rowSums,
  rows,
  slopes,
  takeScratch,
  tile,
  valueGroups,
  valueSums,
  weights,
} from './attention-gradient-scratch';
import { makeSlopes } from './attention-slopes';
import { distanceBytes, gatherDistanceBias, keepDiagonals, writeDiagonals } from './distance-bias';
import {
  batch,
  beginSequence,
  endOfKeysOf,
  firstKeyOf,
  gather,
  headDim,
  heads,
  isCausal,
  keyStride,
  keyTime,
  keyValueHeads,
  paddedDim,
  prefix,
  prepareHeads,
  queryStride,
  rowBytes,
  scatterRow,
  scoreScale,
  time,
  window,
} from './head';
import { sumOfLanes, zeros } from './lanes';
import { multiplyAdd } from './math';
import {
  packEightColumns,
  packEightRows,
  packFourColumns,
  packFourRows,
  storeTransposed,
} from './pack';
import { clearRelative } from './relative';
import { barrier, claimTask } from './threads';
import { addTileOfPanels, multiplyTile } from './tile';

/**
 * Arguments: gradient, y, queries, logSumExp, gradient of the queries, rowSums, dropoutKey, site,
 * threshold, 1/(1 − dropout), gradient of distanceBias, keys with values, gradient of these, gradient
 * of relative, distanceSlopes, distanceShares, then those of `prepareHeads`
 * @param allDiagonals shared by the threads, where the last is asked for: [batch, heads, 2·time − 1]
 */
export function attentionGradient(args: usize, allDiagonals: usize, scratch: usize): void {
  prepareHeads(args, 16);
  takeScratch(scratch);
  workOnHeads(args, allDiagonals);
  if (address(args, 10) == 0) return;
  barrier();
  writeDiagonals(allDiagonals, batch, address(args, 10));
}

function workOnHeads(args: usize, allDiagonals: usize): void {
  const group = heads / keyValueHeads;
  const sumsDiagonals = address(args, 10) != 0;
  for (;;) {
    const task = <i32>claimTask();
    if (task >= batch * keyValueHeads) return;
    const sequence = task / keyValueHeads;
    const shared = task % keyValueHeads;
    beginSequence(sequence);
    packKeysAndValues(keysAt(address(args, 11), sequence, shared));
    for (let head = shared * group; head < (shared + 1) * group; head++) {
      gatherDistanceBias(head, biases);
      if (sumsDiagonals) memory.fill(diagonals, 0, distanceBytes());
      for (let query = 0; query < time; query += queryBlock) {
        workOnBlock(args, sequence, head, query);
      }
      if (sumsDiagonals) keepDiagonals(diagonals, sequence * heads + head, allDiagonals);
    }
    writeKeysAndValues(keysAt(address(args, 12), sequence, shared));
    if (address(args, 13) != 0) clearRelative(address(args, 13), sequence, shared);
  }
}

/** The columns of a head in the sequence's first row of queries. */
// @inline
function queriesAt(matrix: usize, sequence: i32, head: i32): usize {
  return matrix + <usize>sequence * <usize>time * queryStride + ((<usize>(head * headDim)) << 2);
}

/** The columns of a key/value head's keys; its values are `valueOffset()` behind. */
// @inline
function keysAt(matrix: usize, sequence: i32, shared: i32): usize {
  return matrix + <usize>sequence * <usize>keyTime * keyStride + ((<usize>(shared * headDim)) << 2);
}

// @inline
function valueOffset(): usize {
  return (<usize>(keyValueHeads * headDim)) << 2;
}

function packKeysAndValues(keys: usize): void {
  gather(keys, keyStride, keyTime, 0, keyRows, rows, true, 1);
  packGroups(keyGroups);
  for (let i = 0; i < paddedDim; i += 4) {
    const at = (<usize>i) << 2;
    packFourColumns(rows + at, rowBytes, keyRows, keyColumns + at * <usize>keyRows);
  }
  gather(keys + valueOffset(), keyStride, keyTime, 0, keyRows, rows, false, 1);
  packGroups(valueGroups);
  memory.fill(keySums, 0, <usize>keyRows * rowBytes);
  memory.fill(valueSums, 0, <usize>keyRows * rowBytes);
}

function packGroups(target: usize): void {
  for (let i = 0; i < keyRows; i += 4) {
    const at = <usize>i * rowBytes;
    packFourRows(rows + at, rowBytes, 4, paddedDim, target + at, 16);
  }
}

function writeKeysAndValues(keys: usize): void {
  const values = keys + valueOffset();
  for (let row = 0; row < keyTime; row++) {
    const source = <usize>row * rowBytes;
    scatterRow(keySums + source, keys + <usize>row * keyStride, row, true);
    scatterRow(valueSums + source, values + <usize>row * keyStride, row, false);
  }
}

function workOnBlock(args: usize, sequence: i32, head: i32, query: i32): void {
  const count = min(queryBlock, ((time + 7) & ~7) - query);
  const index = sequence * heads + head;
  const queries = queriesAt(address(args, 2), sequence, head);
  gather(queries, queryStride, time, query, query + count, rows, true, scoreScale);
  packPanels(count, queryPanels, queryColumns);
  const ownStride = (<usize>(heads * headDim)) << 2;
  const own = <usize>sequence * <usize>time * ownStride + ((<usize>(head * headDim)) << 2);
  gather(address(args, 0) + own, ownStride, time, query, query + count, rows, false, 1);
  packPanels(count, gradientPanels, gradientColumns);
  sumRows(address(args, 1) + own, ownStride, query, count);
  const logSumExp = address(args, 3) + ((<usize>index * <usize>time) << 2);
  const allRowSums = address(args, 5) + ((<usize>index * <usize>time) << 2);
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 2;
    const place = (<usize>(query + i)) << 2;
    // Queries behind the last get probabilities of 0.
    const isThere = query + i < time;
    store<f32>(normalisers + at, isThere ? load<f32>(logSumExp + place) : f32.MAX_VALUE);
    if (isThere) store<f32>(allRowSums + place, load<f32>(rowSums + at));
  }
  const target = queriesAt(address(args, 4), sequence, head);
  for (let i = 0; i < count; i += 8) {
    makeSlopes(args, index, query, i);
    writeQueries(target, query, i);
  }
  addToKeysAndValues(query, count);
}

function packPanels(count: i32, panels: usize, columns: usize): void {
  for (let i = 0; i < count; i += 8) {
    const at = <usize>i * rowBytes;
    packEightRows(rows + at, rowBytes, 8, paddedDim, panels + at);
  }
  for (let i = 0; i < paddedDim; i += 8) {
    const at = (<usize>i) << 2;
    packEightColumns(rows + at, rowBytes, count, columns + at * <usize>count);
  }
}

/** Σ gradient · y of each query; the gradient lies in `rows`. */
function sumRows(y: usize, yStride: usize, query: i32, count: i32): void {
  for (let i = 0; i < count; i++) {
    const gradient = rows + <usize>i * rowBytes;
    const source = y + <usize>(query + i) * yStride;
    let sum: f32 = 0;
    if (query + i < time) {
      let sums = zeros();
      let d = 0;
      for (; d + 4 <= headDim; d += 4) {
        const at = (<usize>d) << 2;
        sums = multiplyAdd(v128.load(gradient + at), v128.load(source + at), sums);
      }
      sum = sumOfLanes(sums);
      for (; d < headDim; d++) {
        const at = (<usize>d) << 2;
        sum += load<f32>(gradient + at) * load<f32>(source + at);
      }
    }
    store<f32>(rowSums + ((<usize>i) << 2), sum);
  }
}

/** The gradient of eight queries: slopes · keys, turned back. */
function writeQueries(target: usize, block: i32, i: i32): void {
  const query = block + i;
  const from = firstKeyOf(query);
  const end = endOfKeysOf(query + 7);
  const panel = slopes + <usize>(i >> 3) * panelBytes + ((<usize>from) << 5);
  const factor = f32x4.splat(scoreScale);
  for (let d = 0; d < paddedDim; d += 4) {
    const at = (<usize>d) << 2;
    const columns = keyColumns + at * <usize>keyRows + ((<usize>from) << 4);
    multiplyTile(columns, panel, end - from, 32, tile);
    storeHalf(tile, factor, outcome + at);
    storeHalf(tile + 16, factor, outcome + 4 * rowBytes + at);
  }
  for (let row = 0; row < min(8, time - query); row++) {
    const place = target + <usize>(query + row) * queryStride;
    scatterRow(outcome + <usize>row * rowBytes, place, query + row, true);
  }
}

/** Half of a tile [4 columns, 8 queries], as four rows. */
// @inline
function storeHalf(source: usize, factor: v128, target: usize): void {
  storeTransposed(
    target,
    rowBytes,
    f32x4.mul(v128.load(source), factor),
    f32x4.mul(v128.load(source, 32), factor),
    f32x4.mul(v128.load(source, 64), factor),
    f32x4.mul(v128.load(source, 96), factor),
  );
}

/** Adds what the block's queries give to the gradients of the keys and values that they see. */
function addToKeysAndValues(block: i32, count: i32): void {
  const panels = count / 8;
  const end = endOfKeysOf(block + count - 1);
  for (let key = firstKeyOf(block); key < end; key += 4) {
    const first = isCausal && key >= prefix ? max(0, key - block) >> 3 : 0;
    const last =
      isCausal && window > 0 && prefix == 0
        ? min(panels, ((key + 2 + window - block) >> 3) + 1)
        : panels;
    const place = <usize>first * panelBytes + ((<usize>key) << 5);
    for (let d = 0; d < paddedDim; d += 8) {
      const column = (<usize>d * <usize>count + <usize>(first << 6)) << 2;
      const sum = <usize>key * rowBytes + ((<usize>d) << 2);
      const weight = weights + place;
      const slope = slopes + place;
      const values = gradientColumns + column;
      const keys = queryColumns + column;
      addTileOfPanels(weight, last - first, panelBytes, values, valueSums + sum, rowBytes);
      addTileOfPanels(slope, last - first, panelBytes, keys, keySums + sum, rowBytes);
    }
  }
}
