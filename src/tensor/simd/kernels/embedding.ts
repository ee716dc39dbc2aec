/** @file Rows of a table by number, and the sums that go back into them. */
import { address, integer } from './arguments';
import { loadLanes, storeLanes, zeros } from './lanes';
import { claimTask } from './threads';

const rowsPerTask = 16;
/** A cache line. */
const columnsPerTask = 16;

/**
 * Arguments: table, ids, positions, places, y, rows, width, vocabulary, time. Rows of ids outside of
 * the table are 0.
 */
export function embedding(args: usize): void {
  const table = address(args, 0);
  const ids = address(args, 1);
  const positions = address(args, 2);
  const places = address(args, 3);
  const y = address(args, 4);
  const rows = integer(args, 5);
  const width = integer(args, 6);
  const vocabulary = <u32>integer(args, 7);
  const time = integer(args, 8);
  const rowBytes = (<usize>width) << 2;
  for (;;) {
    const first = <i32>claimTask() * rowsPerTask;
    if (first >= rows) return;
    for (let row = first; row < min(first + rowsPerTask, rows); row++) {
      const id = load<u32>(ids + ((<usize>row) << 2));
      const place = places != 0 ? load<i32>(places + ((<usize>row) << 2)) : row % time;
      const source = table + <usize>id * rowBytes;
      const position = positions + <usize>place * rowBytes;
      const target = y + <usize>row * rowBytes;
      for (let i = 0; i < width; i += 4) {
        const at = (<usize>i) << 2;
        let value = id < vocabulary ? v128.load(source + at) : zeros();
        if (positions != 0) value = f32x4.add(value, v128.load(position + at));
        storeLanes(target + at, value, width - i);
      }
    }
  }
}

/**
 * Arguments: gradient, ids, table, rows, width, vocabulary. Each task sums some columns over all
 * rows in their order.
 */
export function embeddingGradient(args: usize): void {
  const gradient = address(args, 0);
  const ids = address(args, 1);
  const table = address(args, 2);
  const rows = integer(args, 3);
  const width = integer(args, 4);
  const vocabulary = <u32>integer(args, 5);
  const rowBytes = (<usize>width) << 2;
  for (;;) {
    const first = <i32>claimTask() * columnsPerTask;
    if (first >= width) return;
    const end = min(first + columnsPerTask, width);
    for (let id: u32 = 0; id < vocabulary; id++) {
      for (let i = first; i < end; i += 4) {
        storeLanes(table + <usize>id * rowBytes + ((<usize>i) << 2), zeros(), width - i);
      }
    }
    for (let row = 0; row < rows; row++) {
      const id = load<u32>(ids + ((<usize>row) << 2));
      if (id >= vocabulary) continue;
      const source = gradient + <usize>row * rowBytes;
      const target = table + <usize>id * rowBytes;
      for (let i = first; i < end; i += 4) {
        const at = (<usize>i) << 2;
        const sum = f32x4.add(v128.load(target + at), v128.load(source + at));
        storeLanes(target + at, sum, width - i);
      }
    }
  }
}

/** Arguments: gradient, positions, rows, width, time, number of positions */
export function positionGradient(args: usize): void {
  const gradient = address(args, 0);
  const positions = address(args, 1);
  const rows = integer(args, 2);
  const width = integer(args, 3);
  const time = integer(args, 4);
  const count = integer(args, 5);
  const rowBytes = (<usize>width) << 2;
  for (let position = <i32>claimTask(); position < count; position = <i32>claimTask()) {
    for (let i = 0; i < width; i += 4) {
      const at = (<usize>i) << 2;
      let sum = zeros();
      if (position < time) {
        for (let row = position; row < rows; row += time) {
          sum = f32x4.add(sum, loadLanes(gradient + <usize>row * rowBytes + at, width - i));
        }
      }
      storeLanes(positions + <usize>position * rowBytes + at, sum, width - i);
    }
  }
}
