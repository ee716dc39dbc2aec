/** @file Layer norm and RMS norm of rows, and their gradients. */
import { address, integer, real } from './arguments';
import { keepLanes, loadLanes, storeLanes, sumOfLanes, zeros } from './lanes';
import { multiplyAdd } from './math';
import { claimTask } from './threads';

const rowsPerTask = 8;
/** A cache line. */
const columnsPerTask = 16;

/**
 * Which gain a row has: of each `period` of rows, given from argument `first` on, so many first have
 * number 0, those up to the third number have 1, and the others, −1, stay as they are.
 */
function gainOf(args: usize, first: i32, row: i32): i32 {
  const place = row % integer(args, first);
  if (place < integer(args, first + 1)) return 0;
  return place < integer(args, first + 2) ? 1 : -1;
}

/**
 * Arguments: x, gain, bias, y, statistics, rows, width, whether the mean is taken off, epsilon, then
 * three of `gainOf`
 */
export function norm(args: usize): void {
  const rows = integer(args, 5);
  for (;;) {
    const first = <i32>claimTask() * rowsPerTask;
    if (first >= rows) return;
    for (let row = first; row < min(first + rowsPerTask, rows); row++) normaliseRow(args, row);
  }
}

function normaliseRow(args: usize, row: i32): void {
  const bias = address(args, 2);
  const statistics = address(args, 4) + ((<usize>row) << 3);
  const width = integer(args, 6);
  const source = address(args, 0) + ((<usize>row * <usize>width) << 2);
  const target = address(args, 3) + ((<usize>row * <usize>width) << 2);
  const number = gainOf(args, 9, row);
  if (number < 0) {
    memory.copy(target, source, (<usize>width) << 2);
    store<f32>(statistics, 0);
    store<f32>(statistics, 1, 4);
    return;
  }
  const gain = address(args, 1) + ((<usize>(number * width)) << 2);
  let mean: f32 = 0;
  if (integer(args, 7) != 0) {
    let sum = zeros();
    for (let i = 0; i < width; i += 4) {
      sum = f32x4.add(sum, loadLanes(source + ((<usize>i) << 2), width - i));
    }
    mean = sumOfLanes(sum) / <f32>width;
  }
  const means = f32x4.splat(mean);
  let squares = zeros();
  for (let i = 0; i < width; i += 4) {
    let distance = f32x4.sub(v128.load(source + ((<usize>i) << 2)), means);
    if (width - i < 4) distance = keepLanes(distance, width - i);
    squares = multiplyAdd(distance, distance, squares);
  }
  const scale: f32 = 1 / sqrt<f32>(sumOfLanes(squares) / <f32>width + real(args, 8));
  store<f32>(statistics, mean);
  store<f32>(statistics, scale, 4);
  const scales = f32x4.splat(scale);
  for (let i = 0; i < width; i += 4) {
    const at = (<usize>i) << 2;
    const normalised = f32x4.mul(f32x4.sub(v128.load(source + at), means), scales);
    const shift = bias != 0 ? v128.load(bias + at) : zeros();
    storeLanes(target + at, multiplyAdd(normalised, v128.load(gain + at), shift), width - i);
  }
}

/**
 * Arguments: gradient, x, gain, statistics, addend, gradient of x, rows, width, has a mean, then three of
 * `gainOf`
 */
export function normGradient(args: usize): void {
  const rows = integer(args, 6);
  for (;;) {
    const first = <i32>claimTask() * rowsPerTask;
    if (first >= rows) return;
    for (let row = first; row < min(first + rowsPerTask, rows); row++) gradientOfRow(args, row);
  }
}

/** What the mean and the scale take from the gradient is its part along 1 and along the row. */
function gradientOfRow(args: usize, row: i32): void {
  const width = integer(args, 7);
  const start = (<usize>row * <usize>width) << 2;
  const gradient = address(args, 0) + start;
  const x = address(args, 1) + start;
  const statistics = address(args, 3) + ((<usize>row) << 3);
  const addend = address(args, 4);
  const target = address(args, 5) + start;
  const number = gainOf(args, 9, row);
  if (number < 0) {
    for (let i = 0; i < width; i += 4) {
      const at = (<usize>i) << 2;
      const base = addend != 0 ? v128.load(addend + start + at) : zeros();
      storeLanes(target + at, f32x4.add(v128.load(gradient + at), base), width - i);
    }
    return;
  }
  const gain = address(args, 2) + ((<usize>(number * width)) << 2);
  const means = v128.load_splat<f32>(statistics);
  const scales = v128.load_splat<f32>(statistics, 4);
  let sum = zeros();
  let product = zeros();
  for (let i = 0; i < width; i += 4) {
    const at = (<usize>i) << 2;
    const normalised = f32x4.mul(f32x4.sub(v128.load(x + at), means), scales);
    let inner = f32x4.mul(v128.load(gradient + at), v128.load(gain + at));
    let along = f32x4.mul(inner, normalised);
    if (width - i < 4) {
      inner = keepLanes(inner, width - i);
      along = keepLanes(along, width - i);
    }
    sum = f32x4.add(sum, inner);
    product = f32x4.add(product, along);
  }
  const alongOne = integer(args, 8) != 0 ? sumOfLanes(sum) / <f32>width : 0;
  const ones = f32x4.splat(alongOne);
  const alongRow = f32x4.splat(-sumOfLanes(product) / <f32>width);
  for (let i = 0; i < width; i += 4) {
    const at = (<usize>i) << 2;
    const normalised = f32x4.mul(f32x4.sub(v128.load(x + at), means), scales);
    const inner = f32x4.mul(v128.load(gradient + at), v128.load(gain + at));
    const rest = multiplyAdd(normalised, alongRow, f32x4.sub(inner, ones));
    const base = addend != 0 ? v128.load(addend + start + at) : zeros();
    storeLanes(target + at, multiplyAdd(rest, scales, base), width - i);
  }
}

/**
 * Arguments: gradient, x, statistics, gradient of the gain, of the bias, rows, width, then three of
 * `gainOf`, number of gains
 */
export function normParameterGradient(args: usize): void {
  const width = integer(args, 6);
  const ofFirst = integer(args, 8);
  const tasks = (width + columnsPerTask - 1) / columnsPerTask;
  for (;;) {
    const task = <i32>claimTask();
    const first = (task % tasks) * columnsPerTask;
    if (task < tasks) sumColumns(args, 0, 0, ofFirst, first);
    else if (task < tasks * integer(args, 10)) {
      sumColumns(args, 1, ofFirst, integer(args, 9), first);
    } else return;
  }
}

/** Of columns from `first` on, over the rows from number `from` to `end` of each period. */
function sumColumns(args: usize, number: i32, from: i32, end: i32, first: i32): void {
  const gradient = address(args, 0);
  const x = address(args, 1);
  const statistics = address(args, 2);
  const bias = address(args, 4);
  const rows = integer(args, 5);
  const width = integer(args, 6);
  const period = integer(args, 7);
  const gain = address(args, 3) + ((<usize>(number * width)) << 2);
  for (let i = first; i < min(first + columnsPerTask, width); i += 4) {
    let gainSum = zeros();
    let biasSum = zeros();
    for (let token = 0; token < rows; token += period) {
      for (let row = token + from; row < token + end; row++) {
        const at = (<usize>row * <usize>width + <usize>i) << 2;
        const means = v128.load_splat<f32>(statistics + ((<usize>row) << 3));
        const scales = v128.load_splat<f32>(statistics + ((<usize>row) << 3), 4);
        const normalised = f32x4.mul(f32x4.sub(v128.load(x + at), means), scales);
        const slope = v128.load(gradient + at);
        gainSum = multiplyAdd(slope, normalised, gainSum);
        biasSum = f32x4.add(biasSum, slope);
      }
    }
    storeLanes(gain + ((<usize>i) << 2), gainSum, width - i);
    if (bias != 0) storeLanes(bias + ((<usize>i) << 2), biasSum, width - i);
  }
}
