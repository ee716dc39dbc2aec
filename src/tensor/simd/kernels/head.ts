/**
 * @file One head of one sequence: its sizes, which keys its queries see, and its rows between the
 * caller's matrices and a thread's scratch, where each has `paddedDim` numbers, 0 behind the first
 * `headDim`.
 */
import { address, integer, real } from './arguments';
import { loadLanes, storeLanes, zeros } from './lanes';

// The shape of the command's attention; every thread has its own instance of the module.
export let batch: i32 = 0;
export let time: i32 = 0;
/** Keys of a sequence. */
export let keyTime: i32 = 0;
export let heads: i32 = 0;
export let keyValueHeads: i32 = 0;
export let headDim: i32 = 0;
export let isCausal = false;
export let window: i32 = 0;
export let rotation: usize = 0;
export let distanceBias: usize = 0;
/** Bytes from row to row of the queries, and of the keys with their values. */
export let queryStride: usize = 0;
export let keyStride: usize = 0;
/** Numbers of a head that turn, and whether neighbours do so together instead of halves. */
let turnedChannels: i32 = 0;
let isInterleaved = false;
export let prefixes: usize = 0;
let keyLengths: usize = 0;
/** Of the sequence that is worked on: all its queries see the keys before it, if they are there. */
export let prefix: i32 = 0;
/** Of that sequence: how many keys may be seen; the others are padding. */
let keyLength: i32 = 0;
/** 1/√headDim */
export let scoreScale: f32 = 0;
/** Products of each vector with those of distances, and where these are clipped. */
export let relative: usize = 0;
export let farthestBefore: i32 = 0;
export let farthestAfter: i32 = 0;
/** Bound of the scaled products; 0: none */
export let scoreCap: f32 = 0;
/** headDim, rounded up to 8 */
export let paddedDim: i32 = 0;
/** Bytes of a row in scratch. */
export let rowBytes: usize = 0;

/**
 * Arguments from `first`: batch, time, heads, keyValueHeads, headDim, causal, window, rotation,
 * 1/√headDim, distanceBias, keyTime, numbers in a row of the queries and of the keys, prefixes,
 * keyLengths, turned channels, whether interleaved, cap of the scores,
 * products with clipped distances, where they are clipped before and after a query
 */
export function prepareHeads(args: usize, first: i32): void {
  args += (<usize>first) << 2;
  batch = integer(args, 0);
  time = integer(args, 1);
  heads = integer(args, 2);
  keyValueHeads = integer(args, 3);
  headDim = integer(args, 4);
  isCausal = integer(args, 5) != 0;
  window = integer(args, 6);
  rotation = address(args, 7);
  scoreScale = real(args, 8);
  distanceBias = address(args, 9);
  keyTime = integer(args, 10);
  queryStride = (<usize>integer(args, 11)) << 2;
  keyStride = (<usize>integer(args, 12)) << 2;
  prefixes = address(args, 13);
  keyLengths = address(args, 14);
  turnedChannels = integer(args, 15);
  isInterleaved = integer(args, 16) != 0;
  scoreCap = real(args, 17);
  relative = address(args, 18);
  farthestBefore = integer(args, 19);
  farthestAfter = integer(args, 20);
  paddedDim = (headDim + 7) & ~7;
  rowBytes = (<usize>paddedDim) << 2;
}

/** Takes a sequence's limits, before its keys are asked for. */
export function beginSequence(sequence: i32): void {
  const at = (<usize>sequence) << 2;
  prefix = prefixes == 0 ? 0 : max(0, min(load<i32>(prefixes + at), keyTime));
  keyLength = keyLengths == 0 ? keyTime : max(0, min(load<i32>(keyLengths + at), keyTime));
}

/** First key that a query sees, down to a multiple of 4. */
export function firstKeyOf(query: i32): i32 {
  if (!isCausal || window == 0 || prefix > 0) return 0;
  return max(0, min(query - window, keyLength - 2) + 1) & ~3;
}

/** End of the keys that a query sees, up to a multiple of 4; at least one four, be it hidden. */
export function endOfKeysOf(query: i32): i32 {
  const end = isCausal ? max(min(query + 1, keyTime), prefix) : keyTime;
  return (max(1, min(end, keyLength)) + 3) & ~3;
}

/** Whether all of the eight queries from `query` see all of the four keys from `key`. */
// @inline
export function allSee(query: i32, key: i32): bool {
  if (key + 4 > keyLength) return false;
  if (!isCausal || key + 4 <= prefix) return true;
  return key + 3 <= query && (window == 0 || key > query + 7 - window);
}

/** All bits set for those of the four queries from `query` that see the key. */
export function seeing(query: i32, key: i32): v128 {
  if (key >= keyLength) return zeros();
  if (!isCausal || key < prefix) return i32x4.splat(-1);
  const queries = i32x4.add(i32x4.splat(query), i32x4(0, 1, 2, 3));
  const past = i32x4.ge_s(queries, i32x4.splat(key));
  if (window == 0) return past;
  return v128.and(past, i32x4.lt_s(queries, i32x4.splat(key + window)));
}

/**
 * Copies rows of a head into scratch; those behind the end of the sequence are 0.
 * @param source the head's columns in the sequence's first row
 * @param stride bytes from row to row of the source
 * @param count rows of the sequence
 */
export function gather(
  source: usize,
  stride: usize,
  count: i32,
  from: i32,
  end: i32,
  target: usize,
  isTurned: bool,
  factor: f32,
): void {
  for (let row = from; row < end; row++) {
    if (row >= count) memory.fill(target, 0, rowBytes);
    else gatherRow(source + <usize>row * stride, target, row, isTurned, factor);
    target += rowBytes;
  }
}

/** @param isTurned whether the row is turned by the rotation of its position */
export function gatherRow(
  source: usize,
  target: usize,
  position: i32,
  isTurned: bool,
  factor: f32,
): void {
  const factors = f32x4.splat(factor);
  for (let i = 0; i < paddedDim; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(target + at, f32x4.mul(loadLanes(source + at, headDim - i), factors));
  }
  if (isTurned && rotation != 0) turn(target, position, 1);
}

/** Turns a row in scratch; `direction` −1 turns it back. */
function turn(row: usize, position: i32, direction: f32): void {
  const cosines = rotation + ((<usize>position * <usize>headDim) << 2);
  const sines = cosines + ((<usize>(headDim >> 1)) << 2);
  if (isInterleaved) turnNeighbours(row, cosines, sines, direction);
  else turnHalves(row, cosines, sines, direction);
}

/** Numbers i and i + channels/2 together. */
function turnHalves(row: usize, cosines: usize, sines: usize, direction: f32): void {
  const half = turnedChannels >> 1;
  const halfBytes = (<usize>half) << 2;
  let i = 0;
  for (const directions = f32x4.splat(direction); i + 4 <= half; i += 4) {
    const at = (<usize>i) << 2;
    const first = v128.load(row + at);
    const second = v128.load(row + halfBytes + at);
    const cos = v128.load(cosines + at);
    const sin = f32x4.mul(v128.load(sines + at), directions);
    v128.store(row + at, f32x4.sub(f32x4.mul(first, cos), f32x4.mul(second, sin)));
    v128.store(row + halfBytes + at, f32x4.add(f32x4.mul(second, cos), f32x4.mul(first, sin)));
  }
  for (; i < half; i++) {
    const at = (<usize>i) << 2;
    turnPair(
      row + at,
      row + halfBytes + at,
      load<f32>(cosines + at),
      load<f32>(sines + at) * direction,
    );
  }
}

/** Numbers 2i and 2i + 1 together. */
function turnNeighbours(row: usize, cosines: usize, sines: usize, direction: f32): void {
  const pairs = turnedChannels >> 1;
  let i = 0;
  for (const directions = f32x4.splat(direction); i + 4 <= pairs; i += 4) {
    const at = (<usize>i) << 2;
    const place = row + (at << 1);
    const low = v128.load(place);
    const high = v128.load(place, 16);
    const first = v128.shuffle<f32>(low, high, 0, 2, 4, 6);
    const second = v128.shuffle<f32>(low, high, 1, 3, 5, 7);
    const cos = v128.load(cosines + at);
    const sin = f32x4.mul(v128.load(sines + at), directions);
    const left = f32x4.sub(f32x4.mul(first, cos), f32x4.mul(second, sin));
    const right = f32x4.add(f32x4.mul(second, cos), f32x4.mul(first, sin));
    v128.store(place, v128.shuffle<f32>(left, right, 0, 4, 1, 5));
    v128.store(place, v128.shuffle<f32>(left, right, 2, 6, 3, 7), 16);
  }
  for (; i < pairs; i++) {
    const at = (<usize>i) << 2;
    const place = row + (at << 1);
    turnPair(place, place + 4, load<f32>(cosines + at), load<f32>(sines + at) * direction);
  }
}

// @inline
function turnPair(left: usize, right: usize, cos: f32, sin: f32): void {
  const first = load<f32>(left);
  const second = load<f32>(right);
  store<f32>(left, first * cos - second * sin);
  store<f32>(right, second * cos + first * sin);
}

/** Copies one row from scratch to the caller's; `position` is the row's in its sequence. */
export function scatterRow(source: usize, target: usize, position: i32, isTurned: bool): void {
  if (isTurned && rotation != 0) turn(source, position, -1);
  for (let i = 0; i < headDim; i += 4) {
    const at = (<usize>i) << 2;
    storeLanes(target + at, v128.load(source + at), headDim - i);
  }
}
