/**
 * @file Attention without the matrix of probabilities (after FlashAttention, Dao et al. 2022,
 * arXiv 2205.14135): a task takes up to 64 queries of one head and works on eight at a time; their
 * scores over all keys fit in the cache.
 */
import { queryBlock } from '../layout';
import { address, integer, real } from './arguments';
import { addDistanceBias, distanceBytes, gatherDistanceBias } from './distance-bias';
import { dropoutFactor, siteKeyOf } from './dropout';
import {
  batch,
  beginSequence,
  endOfKeysOf,
  firstKeyOf,
  gather,
  headDim,
  heads,
  keyStride,
  keyTime,
  keyValueHeads,
  paddedDim,
  prepareHeads,
  queryStride,
  rowBytes,
  scatterRow,
  scoreScale,
  time,
} from './head';
import { log } from './math';
import { packEightRows, packFourColumns, packFourRows, storeTransposed } from './pack';
import { addDistanceValues, addRelative } from './relative';
import {
  capScores,
  exponentiate,
  largest0,
  largest1,
  maskScores,
  multiplyRows,
  sum0,
  sum1,
} from './scores';
import { claimTask } from './threads';
import { multiplyTile } from './tile';

// Scratch of this thread, and what the current task has packed there.
let rows: usize = 0;
let keyGroups: usize = 0;
let valueColumns: usize = 0;
let queryPanels: usize = 0;
let biases: usize = 0;
let scores: usize = 0;
let tile: usize = 0;
let outcome: usize = 0;
/** First key and end of the keys that the task needs. */
let origin: i32 = 0;
let endOfKeys: i32 = 0;

function takeScratch(scratch: usize): void {
  const keyRows = <usize>((keyTime + 7) & ~7);
  const blockRows = <usize>queryBlock;
  rows = scratch;
  keyGroups = rows + max(keyRows, blockRows) * rowBytes;
  valueColumns = keyGroups + keyRows * rowBytes;
  queryPanels = valueColumns + keyRows * rowBytes;
  biases = queryPanels + blockRows * rowBytes;
  scores = biases + distanceBytes();
  tile = scores + (keyRows << 5);
  outcome = tile + 128;
}

/** Packs a task's queries, the keys that they see, and their biases. */
function packHead(args: usize, sequence: i32, head: i32, query: i32, last: i32): void {
  const queries = address(args, 0) + <usize>sequence * <usize>time * queryStride;
  const end = (last + 8) & ~7;
  const own = queries + ((<usize>(head * headDim)) << 2);
  gather(own, queryStride, time, query, end, rows, true, scoreScale);
  for (let i = 0; i < end - query; i += 8) {
    const at = <usize>i * rowBytes;
    packEightRows(rows + at, rowBytes, 8, paddedDim, queryPanels + at);
  }
  gatherDistanceBias(head, biases);
  beginSequence(sequence);
  origin = firstKeyOf(query);
  endOfKeys = endOfKeysOf(last);
  gather(keysOf(args, sequence, head), keyStride, keyTime, origin, endOfKeys, rows, true, 1);
  for (let i = 0; i < endOfKeys - origin; i += 4) {
    const at = <usize>i * rowBytes;
    packFourRows(rows + at, rowBytes, 4, paddedDim, keyGroups + at, 16);
  }
}

/** The columns of the head's keys in the sequence's first row. */
function keysOf(args: usize, sequence: i32, head: i32): usize {
  const shared = (head * keyValueHeads) / heads;
  const keys = address(args, 1) + <usize>sequence * <usize>keyTime * keyStride;
  return keys + ((<usize>(shared * headDim)) << 2);
}

function packValues(args: usize, sequence: i32, head: i32): void {
  const values = keysOf(args, sequence, head) + ((<usize>(keyValueHeads * headDim)) << 2);
  const count = endOfKeys - origin;
  gather(values, keyStride, keyTime, origin, endOfKeys, rows, false, 1);
  for (let i = 0; i < paddedDim; i += 4) {
    const target = valueColumns + ((<usize>(i * count)) << 2);
    packFourColumns(rows + ((<usize>i) << 2), rowBytes, count, target);
  }
}

/** Address of a head's sink, among those of all heads if there are any. */
// @inline
function sinkOf(sinks: usize, index: i32): usize {
  return sinks == 0 ? 0 : sinks + ((<usize>(index % heads)) << 2);
}

/**
 * Arguments: queries, keys with values, y, logSumExp, dropoutKey, site, threshold, 1/(1 − dropout),
 * sinks, distanceValues, then those of `prepareHeads`
 */
export function attention(args: usize, scratch: usize): void {
  prepareHeads(args, 10);
  takeScratch(scratch);
  const blocks = (time + queryBlock - 1) / queryBlock;
  for (;;) {
    const task = <i32>claimTask();
    const index = task / blocks;
    if (index >= batch * heads) return;
    // The last block first: it sees the most keys.
    const query = (blocks - 1 - (task % blocks)) * queryBlock;
    const last = min(query + queryBlock, time) - 1;
    packHead(args, index / heads, index % heads, query, last);
    packValues(args, index / heads, index % heads);
    for (let first = query; first <= last; first += 8) attendPanel(args, index, first, query);
  }
}

/** @param sink address of the head's; 0: none */
function scorePanel(index: i32, first: i32, query: i32, from: i32, end: i32, sink: usize): void {
  const panel = queryPanels + <usize>(first - query) * rowBytes;
  const place = scores + ((<usize>(from - origin)) << 5);
  multiplyRows(keyGroups, origin, panel, headDim, from, end, scores);
  addRelative(index, first, from, end, place);
  capScores(place, (end - from) << 3);
  addDistanceBias(biases, first, from, end, place);
  maskScores(first, origin, from, end, scores);
  exponentiate(place, end - from, sink);
}

function attendPanel(args: usize, index: i32, first: i32, query: i32): void {
  const from = firstKeyOf(first);
  const end = min(endOfKeysOf(first + 7), endOfKeys);
  scorePanel(index, first, query, from, end, sinkOf(address(args, 8), index));
  const logSumExp = address(args, 3) + ((<usize>index * <usize>time) << 2);
  storeLogSumExp(logSumExp, first, largest0, sum0);
  storeLogSumExp(logSumExp, first + 4, largest1, sum1);
  if (address(args, 4) != 0) dropScores(args, index, first, from, end);
  const weights = scores + ((<usize>(from - origin)) << 5);
  const share0 = shareOf(sum0);
  const share1 = shareOf(sum1);
  const valueBytes = (<usize>(endOfKeys - origin)) << 4;
  for (let i = 0; i < paddedDim; i += 4) {
    const columns = valueColumns + <usize>(i >> 2) * valueBytes + ((<usize>(from - origin)) << 4);
    multiplyTile(columns, weights, end - from, 32, tile);
    storeScaled(tile, share0, outcome + ((<usize>i) << 2));
    storeScaled(tile + 16, share1, outcome + 4 * rowBytes + ((<usize>i) << 2));
  }
  if (address(args, 9) != 0) addByDistances(address(args, 9), first, from, end, share0, share1);
  const stride = (<usize>(heads * headDim)) << 2;
  const sequence = <usize>(index / heads);
  const column = (<usize>((index % heads) * headDim)) << 2;
  const y = address(args, 2) + sequence * <usize>time * stride + column;
  for (let i = 0; i < min(8, time - first); i++) {
    scatterRow(outcome + <usize>i * rowBytes, y + <usize>(first + i) * stride, 0, false);
  }
}

/** To the results of eight queries, what is added to their values by distance. */
function addByDistances(
  vectors: usize,
  first: i32,
  from: i32,
  end: i32,
  share0: v128,
  share1: v128,
): void {
  const weights = scores + ((<usize>(from - origin)) << 5);
  v128.store(tile, share0);
  v128.store(tile, share1, 16);
  for (let i = 0; i < min(8, time - first); i++) {
    const lane = (<usize>i) << 2;
    const share = load<f32>(tile + lane);
    const result = outcome + <usize>i * rowBytes;
    addDistanceValues(vectors, first + i, from, end, weights + lane, 32, share, result);
  }
}

/** What makes weights probabilities; 0 where a query sees no key. */
// @inline
function shareOf(sum: v128): v128 {
  const share = f32x4.div(f32x4.splat(1), sum);
  return v128.and(share, f32x4.gt(sum, f32x4.splat(0)));
}

/** Half of a tile [4 columns, 8 queries], as four rows. */
// @inline
function storeScaled(source: usize, share: v128, target: usize): void {
  storeTransposed(
    target,
    rowBytes,
    f32x4.mul(v128.load(source), share),
    f32x4.mul(v128.load(source, 32), share),
    f32x4.mul(v128.load(source, 64), share),
    f32x4.mul(v128.load(source, 96), share),
  );
}

function storeLogSumExp(target: usize, query: i32, largest: v128, sum: v128): void {
  v128.store(tile, largest);
  v128.store(tile, sum, 16);
  for (let i = 0; i < min(4, time - query); i++) {
    const at = (<usize>i) << 2;
    const whole = load<f32>(tile + at + 16);
    const value = whole == 0 ? 0 : <f64>load<f32>(tile + at) + log(whole);
    store<f32>(target + ((<usize>(query + i)) << 2), <f32>value);
  }
}

/** The sums of the softmax are taken already: dropout does not change them. */
function dropScores(args: usize, index: i32, first: i32, from: i32, end: i32): void {
  const keyOfSite = siteKeyOf(load<i32>(address(args, 4)), integer(args, 5));
  const threshold = integer(args, 6);
  const kept = f32x4.splat(real(args, 7));
  const times = i32x4.splat(keyTime);
  const base = i32x4.splat((index * time + first) * keyTime);
  const row0 = i32x4.add(base, i32x4.mul(i32x4(0, 1, 2, 3), times));
  const row1 = i32x4.add(base, i32x4.mul(i32x4(4, 5, 6, 7), times));
  for (let key = from; key < end; key++) {
    const place = scores + ((<usize>(key - origin)) << 5);
    const keys = i32x4.splat(key);
    const factor0 = dropoutFactor(keyOfSite, threshold, kept, i32x4.add(row0, keys));
    const factor1 = dropoutFactor(keyOfSite, threshold, kept, i32x4.add(row1, keys));
    v128.store(place, f32x4.mul(v128.load(place), factor0));
    v128.store(place, f32x4.mul(v128.load(place, 16), factor1), 16);
  }
}

/** Arguments: queries, keys with values, probabilities, sinks, then those of `prepareHeads` */
export function attentionProbabilities(args: usize, scratch: usize): void {
  prepareHeads(args, 4);
  takeScratch(scratch);
  const blocks = (time + queryBlock - 1) / queryBlock;
  for (;;) {
    const task = <i32>claimTask();
    const index = task / blocks;
    if (index >= batch * heads) return;
    const query = (task % blocks) * queryBlock;
    const last = min(query + queryBlock, time) - 1;
    packHead(args, index / heads, index % heads, query, last);
    for (let first = query; first <= last; first += 8) {
      writeProbabilities(args, index, first, query);
    }
  }
}

function writeProbabilities(args: usize, index: i32, first: i32, query: i32): void {
  const probabilities = address(args, 2);
  const from = firstKeyOf(first);
  const end = min(endOfKeysOf(first + 7), endOfKeys);
  scorePanel(index, first, query, from, end, sinkOf(address(args, 3), index));
  v128.store(tile, shareOf(sum0));
  v128.store(tile, shareOf(sum1), 16);
  for (let i = 0; i < min(8, time - first); i++) {
    const lane = (<usize>i) << 2;
    const row = <usize>index * <usize>time + <usize>(first + i);
    const target = probabilities + ((row * <usize>keyTime) << 2);
    const share = load<f32>(tile + lane);
    memory.fill(target, 0, (<usize>keyTime) << 2);
    for (let key = from; key < min(end, keyTime); key++) {
      const weight = load<f32>(scores + ((<usize>(key - origin)) << 5) + lane);
      store<f32>(target + ((<usize>key) << 2), weight * share);
    }
  }
}
