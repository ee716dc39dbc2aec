/**
 * @file What scores get from the products of queries with clipped distances (Shaw et al. 2018, arXiv
 * 1803.02155), and their gradient. A row of `relative` has such products of every head's vector of a token.
 */
import {
  farthestAfter,
  farthestBefore,
  heads,
  keyValueHeads,
  relative,
  scoreScale,
  time,
} from './head';

/** Clipped distances. */
// @inline
function count(): i32 {
  return farthestBefore + 1 + farthestAfter;
}

/** Address of those of vector number `vector` of a row. */
// @inline
function placeOf(matrix: usize, row: i32, vector: i32): usize {
  return matrix + ((<usize>((row * (heads + 2 * keyValueHeads) + vector) * count())) << 2);
}

// @inline
function clipped(distance: i32): usize {
  const inside = max(-farthestBefore, min(farthestAfter, distance));
  return (<usize>(inside + farthestBefore)) << 2;
}

/** Adds them to the scores of eight queries of a head of a sequence, those of key `from` first. */
export function addRelative(index: i32, query: i32, from: i32, end: i32, scores: usize): void {
  if (relative == 0) return;
  for (let lane = 0; lane < min(8, time - query); lane++) {
    const row = placeOf(relative, (index / heads) * time + query + lane, index % heads);
    let score = scores + ((<usize>lane) << 2);
    for (let key = from; key < end; key++) {
      const product = load<f32>(row + clipped(key - query - lane));
      store<f32>(score, load<f32>(score) + product * scoreScale);
      score += 32;
    }
  }
}

/** The gradient of those of eight queries, from that of their scores. */
export function sumRelative(
  target: usize,
  index: i32,
  query: i32,
  from: i32,
  end: i32,
  slopes: usize,
): void {
  for (let lane = 0; lane < min(8, time - query); lane++) {
    const row = placeOf(target, (index / heads) * time + query + lane, index % heads);
    memory.fill(row, 0, (<usize>count()) << 2);
    let slope = slopes + ((<usize>lane) << 2);
    for (let key = from; key < end; key++) {
      const at = row + clipped(key - query - lane);
      store<f32>(at, load<f32>(at) + load<f32>(slope) * scoreScale);
      slope += 32;
    }
  }
}

/** Those of a head's keys and values have no gradient. */
export function clearRelative(target: usize, sequence: i32, shared: i32): void {
  for (let row = sequence * time; row < (sequence + 1) * time; row++) {
    const bytes = (<usize>count()) << 2;
    memory.fill(placeOf(target, row, heads + shared), 0, bytes);
    memory.fill(placeOf(target, row, heads + keyValueHeads + shared), 0, bytes);
  }
}

/** Adds them to the scores of a row's query with the last `size` keys up to its own. */
export function addRelativeOfRow(row: i32, head: i32, size: i32, scores: usize): void {
  if (relative == 0) return;
  const products = placeOf(relative, row, head);
  for (let i = 0; i < size; i++) {
    const score = scores + ((<usize>i) << 2);
    const product = load<f32>(products + clipped(i + 1 - size));
    store<f32>(score, load<f32>(score) + product * scoreScale);
  }
}
