/**
 * @file Scratch of attention's gradient: where a thread keeps what its task and its block of queries need;
 * `../scratch.ts` counts the same bytes.
 */
import { queryBlock } from '../layout';
import { distanceBytes } from './distance-bias';
import { keyTime, rowBytes } from './head';

/** Keys of a sequence, rounded up to 8. */
export let keyRows: i32 = 0;
// Of the task's keys and values: rows in groups of four, and the keys' columns; sums of
// their gradients.
export let rows: usize = 0;
export let keyGroups: usize = 0;
export let keyColumns: usize = 0;
export let valueGroups: usize = 0;
export let keySums: usize = 0;
export let valueSums: usize = 0;
// Of a block of queries: panels of eight rows, and of eight columns.
export let queryPanels: usize = 0;
export let queryColumns: usize = 0;
export let gradientPanels: usize = 0;
export let gradientColumns: usize = 0;
// Of each panel of eight queries, all keys: [keys, 8].
export let weights: usize = 0;
export let slopes: usize = 0;
export let panelBytes: usize = 0;
// Of the head: biases by distance, and sums of their gradients.
export let biases: usize = 0;
export let diagonals: usize = 0;
// For products: a tile, and the rows made of eight queries' tiles.
export let tile: usize = 0;
export let outcome: usize = 0;
// Under a cap, its slopes at the scores of a panel.
export let capSlopes: usize = 0;
// Of each query of the block.
export let normalisers: usize = 0;
export let rowSums: usize = 0;

/** Lays it out for the shape of `prepareHeads`, which comes before. */
export function takeScratch(scratch: usize): void {
  keyRows = (keyTime + 7) & ~7;
  const keyBytes = <usize>keyRows * rowBytes;
  const blockBytes = <usize>queryBlock * rowBytes;
  panelBytes = (<usize>keyRows) << 5;
  rows = scratch;
  keyGroups = rows + max(keyBytes, blockBytes);
  keyColumns = keyGroups + keyBytes;
  valueGroups = keyColumns + keyBytes;
  keySums = valueGroups + keyBytes;
  valueSums = keySums + keyBytes;
  queryPanels = valueSums + keyBytes;
  queryColumns = queryPanels + blockBytes;
  gradientPanels = queryColumns + blockBytes;
  gradientColumns = gradientPanels + blockBytes;
  weights = gradientColumns + blockBytes;
  slopes = weights + <usize>(queryBlock / 8) * panelBytes;
  biases = slopes + <usize>(queryBlock / 8) * panelBytes;
  diagonals = biases + distanceBytes();
  normalisers = diagonals + distanceBytes();
  rowSums = normalisers + queryBlock * 4;
  tile = rowSums + queryBlock * 4;
  outcome = tile + 128;
  capSlopes = outcome + 8 * rowBytes;
}
