/**
 * @file What is added to the scores of keys by their distance, and its gradient. In scratch a head's
 * table lies backwards: the biases of queries side by side, to one key, are then one vector.
 */
import { distanceBias, heads, time } from './head';
import { claimTask } from './threads';

/** Zeros before the table: keys are taken in fours, so up to three of them are behind the last. */
const before = 4;

/** Bytes of a table in scratch; after it there is room for queries behind the last. */
export function distanceBytes(): usize {
  return (<usize>((2 * time + 15) & ~3)) << 2;
}

/** Where the biases of the queries from `query` on to a key stand in a table in scratch. */
// @inline
export function placeOfDistance(table: usize, query: i32, key: i32): usize {
  return table + ((<usize>(query - key + time - 1 + before)) << 2);
}

/** Copies a head's biases into scratch, where there are any. */
export function gatherDistanceBias(head: i32, table: usize): void {
  if (distanceBias == 0) return;
  memory.fill(table, 0, distanceBytes());
  const target = table + (before << 2);
  for (let row = 0; row < 2 * time - 1; row++) {
    const bias = load<f32>(distanceBias + ((<usize>(row * heads + head)) << 2));
    store<f32>(target + ((<usize>(2 * time - 2 - row)) << 2), bias);
  }
}

/** Adds them to the scores of eight queries, those of key `from` first. */
export function addDistanceBias(
  table: usize,
  query: i32,
  from: i32,
  end: i32,
  scores: usize,
): void {
  if (distanceBias == 0) return;
  for (let key = from; key < end; key++) {
    const biases = placeOfDistance(table, query, key);
    v128.store(scores, f32x4.add(v128.load(scores), v128.load(biases)));
    v128.store(scores, f32x4.add(v128.load(scores, 16), v128.load(biases, 16)), 16);
    scores += 32;
  }
}

/** Adds the gradients of the scores of eight queries to the sums of a table. */
export function sumDiagonals(table: usize, query: i32, from: i32, end: i32, slopes: usize): void {
  for (let key = from; key < end; key++) {
    const sums = placeOfDistance(table, query, key);
    const sum0 = f32x4.add(v128.load(sums), v128.load(slopes));
    const sum1 = f32x4.add(v128.load(sums, 16), v128.load(slopes, 16));
    v128.store(sums, sum0);
    v128.store(sums, sum1, 16);
    slopes += 32;
  }
}

/** Copies the sums of one head of one sequence, number `index`, to those of all. */
export function keepDiagonals(table: usize, index: i32, all: usize): void {
  const distances = <usize>(2 * time - 1);
  const target = all + ((<usize>index * distances) << 2);
  memory.copy(target, table + (before << 2), distances << 2);
}

/** The gradient: the sums of each head over the sequences, in their order. */
export function writeDiagonals(all: usize, batch: i32, target: usize): void {
  const distances = 2 * time - 1;
  for (let row = <i32>claimTask(); row < distances; row = <i32>claimTask()) {
    for (let head = 0; head < heads; head++) {
      let sum: f32 = 0;
      for (let index = head; index < batch * heads; index += heads) {
        sum += load<f32>(all + ((<usize>(index * distances + distances - 1 - row)) << 2));
      }
      store<f32>(target + ((<usize>(row * heads + head)) << 2), sum);
    }
  }
}
