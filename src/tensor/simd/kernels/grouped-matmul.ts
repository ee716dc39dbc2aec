/**
 * @file Many products at once. A task is a block of rows of one of them: the thread packs these rows
 * of A, and one panel of B after the other, in scratch of its own, so that threads meet only at the end.
 */
import { blockDepth, blockRows, tileColumns, tileRows } from '../layout';
import { address, integer, real } from './arguments';
import { storeLanes } from './lanes';
import { multiplyAdd } from './math';
import { packEightColumns, packEightRows, packFourRows } from './pack';
import { claimTask } from './threads';
import { multiplyTile } from './tile';

const wordsOfGroup = 4;

// The product of the task; every thread has its own instance of the module.
let a: usize = 0;
let b: usize = 0;
let y: usize = 0;
let addend: usize = 0;
let m: i32 = 0;
let n: i32 = 0;
let k: i32 = 0;
let firstRow: i32 = 0;
let product: v128 = f32x4.splat(0);
let added: v128 = f32x4.splat(0);

/**
 * Arguments: a, b, addend, y, transposeB, product, added, number of groups, then of each count, m, n, k
 * @param scratch of this thread: packed rows of A, a packed panel of B, a tile
 */
export function groupedMatmul(args: usize, scratch: usize): void {
  const transposeB = integer(args, 4) != 0;
  product = f32x4.splat(real(args, 5));
  added = f32x4.splat(real(args, 6));
  while (findProduct(args, <i32>claimTask())) {
    for (let from = 0; from < k; from += blockDepth) {
      multiply(from, min(blockDepth, k - from), transposeB, scratch);
    }
  }
}

/** @returns whether there is a task of this number */
function findProduct(args: usize, number: i32): bool {
  a = address(args, 0);
  b = address(args, 1);
  addend = address(args, 2);
  y = address(args, 3);
  const groups = integer(args, 7);
  for (let group = 0; group < groups; group++) {
    const words = 8 + group * wordsOfGroup;
    const count = integer(args, words);
    m = integer(args, words + 1);
    n = integer(args, words + 2);
    k = integer(args, words + 3);
    const blocks = (m + blockRows - 1) / blockRows;
    const tasks = count * blocks;
    if (number < tasks) {
      skip(number / blocks);
      // Blocks of even heights, in whole tiles.
      const height = ((m + blocks - 1) / blocks + tileRows - 1) & -tileRows;
      firstRow = (number % blocks) * height;
      m = min(firstRow + height, m);
      return true;
    }
    skip(count);
    number -= tasks;
  }
  return false;
}

function skip(products: i32): void {
  const count = <usize>products;
  a += (count * <usize>m * <usize>k) << 2;
  b += (count * <usize>n * <usize>k) << 2;
  y += (count * <usize>m * <usize>n) << 2;
  if (addend != 0) addend += (count * <usize>m * <usize>n) << 2;
}

function multiply(from: i32, depth: i32, transposeB: bool, scratch: usize): void {
  const panel = scratch + ((blockRows * (blockDepth + 4)) << 2);
  const tile = panel + ((tileColumns * (blockDepth + 4)) << 2);
  const tileBytes = (<usize>((depth + 3) & ~3)) << 4;
  let packed = scratch;
  for (let row = firstRow; row < m; row += tileRows) {
    const source = a + ((<usize>row * <usize>k + <usize>from) << 2);
    packFourRows(source, (<usize>k) << 2, min(tileRows, m - row), depth, packed, 16);
    packed += tileBytes;
  }
  for (let column = 0; column < n; column += tileColumns) {
    if (transposeB) {
      const source = b + ((<usize>column * <usize>k + <usize>from) << 2);
      packEightRows(source, (<usize>k) << 2, min(tileColumns, n - column), depth, panel);
    } else {
      const source = b + ((<usize>from * <usize>n + <usize>column) << 2);
      packEightColumns(source, (<usize>n) << 2, depth, panel);
    }
    packed = scratch;
    for (let row = firstRow; row < m; row += tileRows) {
      multiplyTile(packed, panel, depth, 32, tile);
      finish(tile, row, column, from > 0);
      packed += tileBytes;
    }
  }
}

/** @param continues whether earlier steps of the inner dimension are in y already */
function finish(tile: usize, row: i32, column: i32, continues: bool): void {
  const left = n - column;
  let at = (<usize>row * <usize>n + <usize>column) << 2;
  for (let i = 0; i < min(tileRows, m - row); i++) {
    finishFour(tile, at, left, continues);
    if (left > 4) finishFour(tile + 16, at + 16, left - 4, continues);
    tile += 32;
    at += (<usize>n) << 2;
  }
}

// @inline
function finishFour(sums: usize, at: usize, count: i32, continues: bool): void {
  let value = f32x4.mul(v128.load(sums), product);
  if (continues) value = f32x4.add(value, v128.load(y + at));
  else if (addend != 0) value = multiplyAdd(v128.load(addend + at), added, value);
  storeLanes(y + at, value, count);
}
