/**
 * @file The innermost loops: a register block of 4 × 8 numbers of a matrix product. Eight
 * accumulators hide the latency of two multiply-adds per cycle and, with their operands, fit in the
 * 16 vector registers of x64 (after Goto & van de Geijn 2008, doi 10.1145/1356052.1356053).
 */
import { multiplyAdd } from './math';

/**
 * tile[i, j] = Σ a[k, i] · b[k, j]
 * @param a packed: 4 numbers for each k
 * @param b 8 numbers for each k, `stride` bytes apart
 * @param tile rows of 8 numbers, one behind the other
 */
export function multiplyTile(a: usize, b: usize, depth: i32, stride: usize, tile: usize): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  for (const end = a + ((<usize>depth) << 4); a < end; a += 16) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load_splat<f32>(a);
    c00 = multiplyAdd(a0, b0, c00);
    c01 = multiplyAdd(a0, b1, c01);
    const a1 = v128.load_splat<f32>(a, 4);
    c10 = multiplyAdd(a1, b0, c10);
    c11 = multiplyAdd(a1, b1, c11);
    const a2 = v128.load_splat<f32>(a, 8);
    c20 = multiplyAdd(a2, b0, c20);
    c21 = multiplyAdd(a2, b1, c21);
    const a3 = v128.load_splat<f32>(a, 12);
    c30 = multiplyAdd(a3, b0, c30);
    c31 = multiplyAdd(a3, b1, c31);
    b += stride;
  }
  v128.store(tile, c00);
  v128.store(tile, c01, 16);
  v128.store(tile, c10, 32);
  v128.store(tile, c11, 48);
  v128.store(tile, c20, 64);
  v128.store(tile, c21, 80);
  v128.store(tile, c30, 96);
  v128.store(tile, c31, 112);
}

/**
 * c[i, j] += Σ a[k, i] · b[k, j] where a lies in panels of eight k, each [rows, 8]
 * @param a first panel, at the first of four rows
 * @param panelStride bytes from panel to panel
 * @param b packed: 8 numbers for each k
 * @param rowStride bytes from row to row of c
 */
export function addTileOfPanels(
  a: usize,
  panels: i32,
  panelStride: usize,
  b: usize,
  c: usize,
  rowStride: usize,
): void {
  const row1 = c + rowStride;
  const row2 = row1 + rowStride;
  const row3 = row2 + rowStride;
  let c00 = v128.load(c);
  let c01 = v128.load(c, 16);
  let c10 = v128.load(row1);
  let c11 = v128.load(row1, 16);
  let c20 = v128.load(row2);
  let c21 = v128.load(row2, 16);
  let c30 = v128.load(row3);
  let c31 = v128.load(row3, 16);
  for (let panel = 0; panel < panels; panel++) {
    let column = a;
    for (const end = a + 32; column < end; column += 4) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const a0 = v128.load_splat<f32>(column);
      c00 = multiplyAdd(a0, b0, c00);
      c01 = multiplyAdd(a0, b1, c01);
      const a1 = v128.load_splat<f32>(column, 32);
      c10 = multiplyAdd(a1, b0, c10);
      c11 = multiplyAdd(a1, b1, c11);
      const a2 = v128.load_splat<f32>(column, 64);
      c20 = multiplyAdd(a2, b0, c20);
      c21 = multiplyAdd(a2, b1, c21);
      const a3 = v128.load_splat<f32>(column, 96);
      c30 = multiplyAdd(a3, b0, c30);
      c31 = multiplyAdd(a3, b1, c31);
      b += 32;
    }
    a += panelStride;
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(row1, c10);
  v128.store(row1, c11, 16);
  v128.store(row2, c20);
  v128.store(row2, c21, 16);
  v128.store(row3, c30);
  v128.store(row3, c31, 16);
}
