/**
 * @file The two ends of Muon's step (Jordan et al. 2024): from the gradient to the matrices that are
 * made orthogonal, and from these to the weights. A task is one matrix.
 */
import { address, integer, real } from './arguments';
import { loadLanes, storeLanes, sumOfLanes, zeros } from './lanes';
import { multiplyAdd } from './math';
import { clipFactor, gradientNorm, unscaleAt } from './optimizer';
import { claimTask } from './threads';

const wordsOfRun = 7;

// The matrix of the task; every thread has its own instance of the module.
let rows: i32 = 0;
let columns: i32 = 0;
/** Elements from row to row. */
let rowStride: i32 = 0;
/** Elements before it in the flat vector, and in the packed one. */
let offset: i32 = 0;
let packed: i32 = 0;

/**
 * Arguments from `first`: number of runs, then of each offset, count, step, rows, columns, beside,
 * rowStep.
 * @returns whether there is a matrix of this number
 */
function findMatrix(args: usize, first: i32, number: i32): bool {
  const runs = integer(args, first);
  packed = 0;
  for (let run = 0; run < runs; run++) {
    const words = first + 1 + run * wordsOfRun;
    const beside = integer(args, words + 5);
    const matrices = integer(args, words + 1) * beside;
    rows = integer(args, words + 3);
    columns = integer(args, words + 4);
    if (number < matrices) {
      rowStride = integer(args, words + 6);
      packed += number * rows * columns;
      const place = (number / beside) * integer(args, words + 2);
      offset = integer(args, words) + place + (number % beside) * columns;
      return true;
    }
    number -= matrices;
    packed += matrices * rows * columns;
  }
  return false;
}

// @inline
function isTall(): bool {
  return rows > columns;
}

/** Writes up to four elements of a row to where they are packed. */
// @inline
function storePacked(target: usize, row: i32, column: i32, values: v128): void {
  const count = columns - column;
  if (!isTall()) {
    storeLanes(target + ((<usize>(row * columns + column)) << 2), values, count);
    return;
  }
  const step = (<usize>rows) << 2;
  const at = target + ((<usize>(column * rows + row)) << 2);
  v128.store_lane<f32>(at, values, 0);
  if (count > 1) v128.store_lane<f32>(at + step, values, 1);
  if (count > 2) v128.store_lane<f32>(at + 2 * step, values, 2);
  if (count > 3) v128.store_lane<f32>(at + 3 * step, values, 3);
}

/** Up to four elements of a row from where they are packed; what is behind the row is anything. */
// @inline
function loadPacked(source: usize, row: i32, column: i32): v128 {
  if (!isTall()) return v128.load(source + ((<usize>(row * columns + column)) << 2));
  const step = (<usize>rows) << 2;
  const at = source + ((<usize>(column * rows + row)) << 2);
  const count = columns - column;
  let values = v128.load_zero<f32>(at);
  if (count > 1) values = v128.load_lane<f32>(at + step, values, 1);
  if (count > 2) values = v128.load_lane<f32>(at + 2 * step, values, 2);
  if (count > 3) values = v128.load_lane<f32>(at + 3 * step, values, 3);
  return values;
}

/**
 * Arguments: buffer, gradient, partials, direction, parts, momentum, clip, epsilon of the clip, epsilon
 * of the matrix's norm, unscale, runs
 */
export function muonDirection(args: usize): void {
  const buffer = address(args, 0);
  const gradient = address(args, 1);
  const unscale = unscaleAt(address(args, 9));
  const norm = gradientNorm(address(args, 2), integer(args, 4)) * unscale;
  const clips = f32x4.splat(clipFactor(norm, real(args, 6), real(args, 7)) * unscale);
  const momentum = f32x4.splat(real(args, 5));
  while (findMatrix(args, 10, <i32>claimTask())) {
    const direction = address(args, 3) + ((<usize>packed) << 2);
    if (unscale == 0) {
      memory.fill(direction, 0, (<usize>(rows * columns)) << 2);
      continue;
    }
    let squares: f64 = 0;
    for (let row = 0; row < rows; row++) {
      let sum = zeros();
      for (let column = 0; column < columns; column += 4) {
        const at = (<usize>(offset + row * rowStride + column)) << 2;
        const left = columns - column;
        const slope = f32x4.mul(loadLanes(gradient + at, left), clips);
        const moved = multiplyAdd(loadLanes(buffer + at, left), momentum, slope);
        const ahead = multiplyAdd(moved, momentum, slope);
        sum = multiplyAdd(ahead, ahead, sum);
        storeLanes(buffer + at, moved, left);
        storePacked(direction, row, column, ahead);
      }
      squares += sumOfLanes(sum);
    }
    const factor = f32x4.splat(1 / (<f32>sqrt<f64>(squares) + real(args, 8)));
    const size = rows * columns;
    for (let i = 0; i < size; i += 4) {
      const at = direction + ((<usize>i) << 2);
      storeLanes(at, f32x4.mul(v128.load(at), factor), size - i);
    }
  }
}

/** Arguments: weights, direction, learning rate, weight decay, scale, unscale, runs */
export function muonUpdate(args: usize): void {
  if (unscaleAt(address(args, 5)) == 0) return;
  const weights = address(args, 0);
  const learningRate = load<f32>(address(args, 2));
  const kept = f32x4.splat(1 - learningRate * real(args, 3));
  while (findMatrix(args, 6, <i32>claimTask())) {
    const direction = address(args, 1) + ((<usize>packed) << 2);
    const scale = real(args, 4) * sqrt<f32>(<f32>max(rows, columns));
    const step = f32x4.splat(-learningRate * scale);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column += 4) {
        const at = weights + ((<usize>(offset + row * rowStride + column)) << 2);
        const old = f32x4.mul(v128.load(at), kept);
        const updated = multiplyAdd(loadPacked(direction, row, column), step, old);
        storeLanes(at, updated, columns - column);
      }
    }
  }
}
