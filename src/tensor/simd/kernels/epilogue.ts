/**
 * @file What happens to a finished tile of a matrix product on its way to memory: bias, activation,
 * residual.
 */
import { tileRows } from '../layout';
import { address, integer } from './arguments';
import { loadLanes, storeLanes, zeros } from './lanes';
import { activate, activationSlope } from './math';

// The command's arguments; every thread has its own instance of the module.
let y: usize = 0;
let bias: usize = 0;
let argument: usize = 0;
let residual: usize = 0;
let before: usize = 0;
let rows: i32 = 0;
let columns: i32 = 0;
let activation: i32 = 0;
let slope: i32 = 0;

/** @param matrix number of the product */
export function prepareEpilogue(args: usize, matrix: usize): void {
  rows = integer(args, 8);
  columns = integer(args, 9);
  const size = (matrix * <usize>rows * <usize>columns) << 2;
  y = own(args, 2, size);
  bias = own(args, 3, (matrix * <usize>columns) << 2);
  argument = own(args, 4, size);
  residual = own(args, 5, size);
  before = own(args, 6, size);
  activation = integer(args, 13);
  slope = integer(args, 14);
}

/** An operand that may be absent. */
// @inline
function own(args: usize, index: i32, offset: usize): usize {
  const first = address(args, index);
  return first == 0 ? 0 : first + offset;
}

/**
 * @param continues whether earlier steps of the inner dimension are in y already
 * @param ends whether these were the last
 */
export function finishTile(tile: usize, row: i32, column: i32, continues: bool, ends: bool): void {
  const count = min(tileRows, rows - row);
  const width = columns - column;
  const adds = ends && residual != 0;
  const acts = ends && (before != 0 || activation != 0 || slope != 0);
  let bias0 = zeros();
  let bias1 = zeros();
  if (ends && bias != 0) {
    bias0 = v128.load(bias + ((<usize>column) << 2));
    bias1 = v128.load(bias + ((<usize>column) << 2), 16);
  }
  const rowBytes = (<usize>columns) << 2;
  let at = (<usize>row * <usize>columns + <usize>column) << 2;
  for (let i = 0; i < count; i++) {
    let v0 = f32x4.add(v128.load(tile), bias0);
    let v1 = f32x4.add(v128.load(tile, 16), bias1);
    if (continues) {
      v0 = f32x4.add(v0, v128.load(y + at));
      v1 = f32x4.add(v1, v128.load(y + at, 16));
    }
    if (acts) {
      v0 = transform(v0, at, width);
      v1 = transform(v1, at + 16, width - 4);
    }
    if (adds) {
      v0 = f32x4.add(v0, v128.load(residual + at));
      v1 = f32x4.add(v1, v128.load(residual + at, 16));
    }
    if (width >= 8) {
      v128.store(y + at, v0);
      v128.store(y + at, v1, 16);
    } else {
      storeLanes(y + at, v0, width);
      storeLanes(y + at + 16, v1, width - 4);
    }
    tile += 32;
    at += rowBytes;
  }
}

function transform(value: v128, at: usize, width: i32): v128 {
  if (before != 0) storeLanes(before + at, value, width);
  if (activation != 0) return activate(activation, value);
  if (slope == 0) return value;
  return f32x4.mul(value, activationSlope(slope, loadLanes(argument + at, width)));
}
