/**
 * @file Matrix product in blocks that stay in the caches (Goto & van de Geijn 2008,
 * doi 10.1145/1356052.1356053). For each stretch of the inner dimension all threads first pack B into
 * panels of 8 columns, then each takes blocks of the result, packs its rows of A and multiplies.
 * Transposed matrices differ only in how they are packed.
 */
import { blockDepth, blockRows, tileColumns, tileRows } from '../layout';
import { address, integer } from './arguments';
import { finishTile, prepareEpilogue } from './epilogue';
import { storeLanes, zeros } from './lanes';
import { packEightColumns, packEightRows, packFourColumns, packFourRows } from './pack';
import { barrier, claimTask, threads } from './threads';
import { multiplyTile } from './tile';

/** Panels of B that are packed as one task: two cache lines of a row. */
const panelsPerTask = 4;
/** With fewer rows than this, packing B costs more than reading it where it lies. */
const fewRows = 17;

let a: usize = 0;
let b: usize = 0;
let columnSums: usize = 0;
let m: i32 = 0;
let n: i32 = 0;
let k: i32 = 0;
let transposeA = false;
let transposeB = false;

/**
 * Arguments: a, b, y, bias, argument, residual, before, columnSums, m, n, k, transposeA, transposeB,
 * activation, activationGradient, number of products, which follow each other
 * @param packedB shared by the threads: min(k, blockDepth) + 3 rows of n, rounded up to 8
 * @param scratch of this thread: a packed block of A, then a tile
 */
export function matmul(args: usize, packedB: usize, scratch: usize): void {
  m = integer(args, 8);
  n = integer(args, 9);
  k = integer(args, 10);
  transposeA = integer(args, 11) != 0;
  transposeB = integer(args, 12) != 0;
  const count = integer(args, 15);
  for (let matrix = 0; matrix < count; matrix++) {
    const before = <usize>matrix;
    a = address(args, 0) + ((before * <usize>m * <usize>k) << 2);
    b = address(args, 1) + ((before * <usize>k * <usize>n) << 2);
    columnSums = address(args, 7);
    if (columnSums != 0) columnSums += (before * <usize>n) << 2;
    prepareEpilogue(args, before);
    if (matrix > 0) barrier();
    product(packedB, scratch);
  }
}

function product(packedB: usize, scratch: usize): void {
  const blocks = (k + blockDepth - 1) / blockDepth;
  const depth = ((k + blocks - 1) / blocks + 3) & ~3;
  const inPlace = !transposeB && m < fewRows && columnSums == 0;
  for (let from = 0; from < k; from += depth) {
    const count = min(depth, k - from);
    if (inPlace) {
      multiply(from, count, b + ((<usize>from * <usize>n) << 2), (<usize>n) << 2, 32, scratch);
    } else {
      packB(from, count, packedB);
      barrier();
      multiply(from, count, packedB, 32, panelBytes(count), scratch);
    }
    if (from + depth < k) barrier();
  }
}

/** Packing by transposition writes whole groups of four steps. */
// @inline
function panelBytes(depth: i32): usize {
  return (<usize>((depth + 3) & ~3)) << 5;
}

function packB(from: i32, depth: i32, target: usize): void {
  const panels = (n + tileColumns - 1) / tileColumns;
  for (;;) {
    const first = <i32>claimTask() * panelsPerTask;
    if (first >= panels) return;
    for (let panel = first; panel < min(first + panelsPerTask, panels); panel++) {
      const column = panel * tileColumns;
      const place = target + <usize>panel * panelBytes(depth);
      if (transposeB) {
        const source = b + ((<usize>column * <usize>k + <usize>from) << 2);
        packEightRows(source, (<usize>k) << 2, min(8, n - column), depth, place);
      } else {
        const source = b + ((<usize>from * <usize>n + <usize>column) << 2);
        packEightColumns(source, (<usize>n) << 2, depth, place);
        if (columnSums != 0) addColumns(place, depth, column, from > 0);
      }
    }
  }
}

function addColumns(panel: usize, depth: i32, column: i32, continues: bool): void {
  const target = columnSums + ((<usize>column) << 2);
  let low = zeros();
  let high = zeros();
  for (const end = panel + ((<usize>depth) << 5); panel < end; panel += 32) {
    low = f32x4.add(low, v128.load(panel));
    high = f32x4.add(high, v128.load(panel, 16));
  }
  if (continues) {
    low = f32x4.add(low, v128.load(target));
    high = f32x4.add(high, v128.load(target, 16));
  }
  storeLanes(target, low, n - column);
  storeLanes(target + 16, high, n - column - 4);
}

/**
 * @param stride bytes from step to step within a panel of B
 * @param panelStride bytes from panel to panel
 */
function multiply(
  from: i32,
  depth: i32,
  panelsOfB: usize,
  stride: usize,
  panelStride: usize,
  scratch: usize,
): void {
  const panels = (n + tileColumns - 1) / tileColumns;
  const rowBlocks = (m + blockRows - 1) / blockRows;
  // Several tasks for each thread, so that none waits long for the last; but not too narrow ones,
  // since each packs its rows of A.
  const wanted = (<i32>threads() * 4 + rowBlocks - 1) / rowBlocks;
  const columnBlocks = max(1, min(wanted, panels / 6));
  const panelsPerBlock = (panels + columnBlocks - 1) / columnBlocks;
  const tile = scratch + ((blockRows * (blockDepth + 4)) << 2);
  const stepBytes = (<usize>((depth + 3) & ~3)) << 4;
  for (;;) {
    const task = <i32>claimTask();
    const rowBlock = task / columnBlocks;
    if (rowBlock >= rowBlocks) return;
    const row = rowBlock * blockRows;
    const lastRow = min(row + blockRows, m);
    packA(row, lastRow, from, depth, scratch);
    const firstPanel = (task % columnBlocks) * panelsPerBlock;
    const endPanel = min(firstPanel + panelsPerBlock, panels);
    for (let panel = firstPanel; panel < endPanel; panel++) {
      const column = panelsOfB + <usize>panel * panelStride;
      let rows = scratch;
      for (let i = row; i < lastRow; i += tileRows) {
        multiplyTile(rows, column, depth, stride, tile);
        finishTile(tile, i, panel * tileColumns, from > 0, from + depth >= k);
        rows += stepBytes;
      }
    }
  }
}

function packA(row: i32, lastRow: i32, from: i32, depth: i32, target: usize): void {
  const stepBytes = (<usize>((depth + 3) & ~3)) << 4;
  for (let i = row; i < lastRow; i += tileRows) {
    if (transposeA) {
      packFourColumns(
        a + ((<usize>from * <usize>m + <usize>i) << 2),
        (<usize>m) << 2,
        depth,
        target,
      );
    } else {
      const source = a + ((<usize>i * <usize>k + <usize>from) << 2);
      packFourRows(source, (<usize>k) << 2, min(tileRows, m - i), depth, target, 16);
    }
    target += stepBytes;
  }
}
