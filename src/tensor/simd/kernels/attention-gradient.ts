/**
 * @file Gradient of attention: probabilities are made again from the scores and `logSumExp` (after
 * FlashAttention, Dao et al. 2022, arXiv 2205.14135). A task owns one key/value head of one sequence,
 * so the sums over queries and over the heads of its group have one order; those of the distances over
 * sequences are made afterwards.
 */
import { queryBlock } from '../layout';
import { address, integer, real } from './arguments';
import {
  addDistanceBias,
  distanceBytes,
  gatherDistanceBias,
  keepDiagonals,
  sumDiagonals,
  writeDiagonals,
} from './distance-bias';
import { dropoutFactor, siteKeyOf } from './dropout';
import {
  allSee,
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
  scoreCap,
  scoreScale,
  seeing,
  time,
  window,
} from './head';
import { sumOfLanes, zeros } from './lanes';
import { exp, multiplyAdd } from './math';
import {
  packEightColumns,
  packEightRows,
  packFourColumns,
  packFourRows,
  storeTransposed,
} from './pack';
import {
  addByDistance,
  addRelative,
  clearRelative,
  relativeVectors,
  sumByDistance,
} from './relative';
import { capScoresWithSlopes, multiplyRows } from './scores';
import { barrier, claimTask } from './threads';
import { addTileOfPanels, multiplyTile } from './tile';

// Scratch of this thread. Of the task's keys and values: rows in groups of four, and the keys'
// columns; sums of their gradients.
let rows: usize = 0;
let keyGroups: usize = 0;
let keyColumns: usize = 0;
let valueGroups: usize = 0;
let keySums: usize = 0;
let valueSums: usize = 0;
// Of a block of queries: panels of eight rows, and of eight columns.
let queryPanels: usize = 0;
let queryColumns: usize = 0;
let gradientPanels: usize = 0;
let gradientColumns: usize = 0;
// Of each panel of eight queries, all keys: [keys, 8].
let weights: usize = 0;
let slopes: usize = 0;
let panelBytes: usize = 0;
// Of the head: biases by distance, and sums of their gradients.
let biases: usize = 0;
let diagonals: usize = 0;
let keyRows: i32 = 0;
let tile: usize = 0;
let outcome: usize = 0;
// Under a cap, its slopes at the scores of a panel.
let capSlopes: usize = 0;
// Of each query of the block.
let normalisers: usize = 0;
let rowSums: usize = 0;

function takeScratch(scratch: usize): void {
  keyRows = (keyTime + 7) & ~7;
  const keyBytes = <usize>keyRows * rowBytes;
  const blockBytes = <usize>queryBlock * rowBytes;
  panelBytes = (<usize>keyRows) << 5;
  rows = scratch;
  keyGroups = rows + max(keyBytes, blockBytes);
  keyColumns = keyGroups + keyBytes;
  valueGroups = keyColumns + keyBytes;
  keySums = valueGroups + keyBytes;
  valueSums = keySums + keyBytes;
  queryPanels = valueSums + keyBytes;
  queryColumns = queryPanels + blockBytes;
  gradientPanels = queryColumns + blockBytes;
  gradientColumns = gradientPanels + blockBytes;
  weights = gradientColumns + blockBytes;
  slopes = weights + <usize>(queryBlock / 8) * panelBytes;
  biases = slopes + <usize>(queryBlock / 8) * panelBytes;
  diagonals = biases + distanceBytes();
  normalisers = diagonals + distanceBytes();
  rowSums = normalisers + queryBlock * 4;
  tile = rowSums + queryBlock * 4;
  outcome = tile + 128;
  capSlopes = outcome + 8 * rowBytes;
}

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

/** Of eight queries: their kept probabilities, and the gradients of their scores. */
function makeSlopes(args: usize, index: i32, block: i32, i: i32): void {
  const query = block + i;
  const from = firstKeyOf(query);
  const end = endOfKeysOf(query + 7);
  const place = <usize>(i >> 3) * panelBytes;
  const packed = <usize>i * rowBytes;
  const first = place + ((<usize>from) << 5);
  multiplyRows(keyGroups, 0, queryPanels + packed, headDim, from, end, weights + place);
  addRelative(index, query, from, end, weights + first);
  capScoresWithSlopes(weights + first, (end - from) << 3, capSlopes);
  addDistanceBias(biases, query, from, end, weights + first);
  multiplyRows(valueGroups, 0, gradientPanels + packed, headDim, from, end, slopes + place);
  const added = address(args, 14);
  if (added != 0) addByDistance(added, heads, 1, index, query, from, end, slopes + first);
  const each = (<usize>i) << 2;
  for (let half = 0; half < 2; half++) {
    const lane = (<usize>half) << 4;
    const normaliser = v128.load(normalisers + each + lane);
    const rowSum = v128.load(rowSums + each + lane);
    const four = query + 4 * half;
    if (address(args, 6) != 0) {
      slopesWithDropout(args, index, four, from, end, place + lane, normaliser, rowSum);
    } else {
      slopesOfFour(query, four, from, end, place + lane, normaliser, rowSum);
    }
  }
  if (address(args, 10) != 0) sumDiagonals(diagonals, query, from, end, slopes + first);
  if (scoreCap > 0) multiplyBy(slopes + first, capSlopes, (end - from) << 3);
  const shares = address(args, 15);
  if (shares != 0) sumByDistance(shares, heads, 1, index, query, from, end, weights + first);
  const products = address(args, 13);
  if (products == 0) return;
  const vectors = relativeVectors();
  sumByDistance(products, vectors, scoreScale, index, query, from, end, slopes + first);
}

/** x = x · factors, each of `count` numbers */
function multiplyBy(x: usize, factors: usize, count: i32): void {
  for (const end = x + ((<usize>count) << 2); x < end; x += 16) {
    v128.store(x, f32x4.mul(v128.load(x), v128.load(factors)));
    factors += 16;
  }
}

/** @param query first of the panel; `four`: first of its four queries that are worked on */
function slopesOfFour(
  query: i32,
  four: i32,
  from: i32,
  end: i32,
  place: usize,
  normaliser: v128,
  rowSum: v128,
): void {
  for (let key = from; key < end; key++) {
    const weight = weights + place + ((<usize>key) << 5);
    const slope = slopes + place + ((<usize>key) << 5);
    let probability = exp(f32x4.sub(v128.load(weight), normaliser));
    if (!allSee(query, key)) probability = v128.and(probability, seeing(four, key));
    v128.store(weight, probability);
    v128.store(slope, f32x4.mul(probability, f32x4.sub(v128.load(slope), rowSum)));
  }
}

function slopesWithDropout(
  args: usize,
  index: i32,
  four: i32,
  from: i32,
  end: i32,
  place: usize,
  normaliser: v128,
  rowSum: v128,
): void {
  const keyOfSite = siteKeyOf(load<i32>(address(args, 6)), integer(args, 7));
  const threshold = integer(args, 8);
  const kept = f32x4.splat(real(args, 9));
  const base = i32x4.splat((index * time + four) * keyTime);
  const row = i32x4.add(base, i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(keyTime)));
  for (let key = from; key < end; key++) {
    const weight = weights + place + ((<usize>key) << 5);
    const slope = slopes + place + ((<usize>key) << 5);
    const all = exp(f32x4.sub(v128.load(weight), normaliser));
    const probability = v128.and(all, seeing(four, key));
    const at = i32x4.add(row, i32x4.splat(key));
    const factor = dropoutFactor(keyOfSite, threshold, kept, at);
    v128.store(weight, f32x4.mul(probability, factor));
    const difference = f32x4.sub(f32x4.mul(v128.load(slope), factor), rowSum);
    v128.store(slope, f32x4.mul(probability, difference));
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
