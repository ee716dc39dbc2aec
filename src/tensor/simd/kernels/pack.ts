/**
 * @file Copies of matrix parts in the order in which the tiles read them: for each step of the inner
 * dimension, the numbers of 4 or 8 rows (or columns) side by side.
 */

/** Writes a 4 × 4 block with rows and columns exchanged; `stride` bytes from row to row. */
// @inline
export function storeTransposed(
  target: usize,
  stride: usize,
  r0: v128,
  r1: v128,
  r2: v128,
  r3: v128,
): void {
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(target, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(target + stride, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  v128.store(target + 2 * stride, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  v128.store(target + 3 * stride, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}

/**
 * Four rows become the four columns of a panel. May write up to three steps more than `depth`.
 * @param rows how many there are: the last one stands in for those that are missing
 * @param rowStride bytes from row to row of the source
 * @param step bytes from step to step of the target
 */
export function packFourRows(
  source: usize,
  rowStride: usize,
  rows: i32,
  depth: i32,
  target: usize,
  step: usize,
): void {
  let s0 = source;
  let s1 = source + rowStride * <usize>min(1, rows - 1);
  let s2 = source + rowStride * <usize>min(2, rows - 1);
  let s3 = source + rowStride * <usize>min(3, rows - 1);
  for (let k = 0; k < depth; k += 4) {
    storeTransposed(target, step, v128.load(s0), v128.load(s1), v128.load(s2), v128.load(s3));
    s0 += 16;
    s1 += 16;
    s2 += 16;
    s3 += 16;
    target += 4 * step;
  }
}

/** Four columns as they stand, one step behind the other. */
export function packFourColumns(source: usize, rowStride: usize, depth: i32, target: usize): void {
  for (let k = 0; k < depth; k++) {
    v128.store(target, v128.load(source));
    source += rowStride;
    target += 16;
  }
}

export function packEightColumns(source: usize, rowStride: usize, depth: i32, target: usize): void {
  for (let k = 0; k < depth; k++) {
    v128.store(target, v128.load(source));
    v128.store(target, v128.load(source, 16), 16);
    source += rowStride;
    target += 32;
  }
}

/** Eight rows become the eight columns of a panel; as `packFourRows`. */
export function packEightRows(
  source: usize,
  rowStride: usize,
  rows: i32,
  depth: i32,
  target: usize,
): void {
  packFourRows(source, rowStride, min(4, rows), depth, target, 32);
  const second = min(4, rows - 1);
  packFourRows(
    source + rowStride * <usize>second,
    rowStride,
    max(1, rows - 4),
    depth,
    target + 16,
    32,
  );
}
