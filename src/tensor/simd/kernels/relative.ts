/**
 * @file Relative positions (Shaw et al. 2018, arXiv 1803.02155): what scores get from the products of
 * queries with clipped distances, what results get from the vectors that are added to the values, and the
 * gradients of both. A row of `relative` has products of every head's vector of a token.
 */
import {
  farthestAfter,
  farthestBefore,
  headDim,
  heads,
  keyValueHeads,
  relative,
  scoreScale,
  time,
} from './head';
import { loadLanes } from './lanes';
import { multiplyAdd } from './math';

/** Clipped distances. */
// @inline
function count(): i32 {
  return farthestBefore + 1 + farthestAfter;
}

/** How many vectors of a token have products in `relative`. */
// @inline
export function relativeVectors(): i32 {
  return heads + 2 * keyValueHeads;
}

/** Address of the numbers of vector number `vector` of a row, of so many. */
// @inline
function placeOf(matrix: usize, vectors: i32, row: i32, vector: i32): usize {
  return matrix + ((<usize>((row * vectors + vector) * count())) << 2);
}

// @inline
function clipped(distance: i32): usize {
  const inside = max(-farthestBefore, min(farthestAfter, distance));
  return (<usize>(inside + farthestBefore)) << 2;
}

/** Adds them to the scores of eight queries of a head of a sequence, those of key `from` first. */
export function addRelative(index: i32, query: i32, from: i32, end: i32, scores: usize): void {
  if (relative == 0) return;
  addByDistance(relative, relativeVectors(), scoreScale, index, query, from, end, scores);
}

/** Adds a matrix's numbers at the clipped distances, times a factor, to those of eight queries. */
export function addByDistance(
  matrix: usize,
  vectors: i32,
  factor: f32,
  index: i32,
  query: i32,
  from: i32,
  end: i32,
  scores: usize,
): void {
  for (let lane = 0; lane < min(8, time - query); lane++) {
    const row = placeOf(matrix, vectors, (index / heads) * time + query + lane, index % heads);
    let score = scores + ((<usize>lane) << 2);
    for (let key = from; key < end; key++) {
      const product = load<f32>(row + clipped(key - query - lane));
      store<f32>(score, load<f32>(score) + product * factor);
      score += 32;
    }
  }
}

/** Of eight queries: the sums of what keys at each clipped distance have, times a factor. */
export function sumByDistance(
  target: usize,
  vectors: i32,
  factor: f32,
  index: i32,
  query: i32,
  from: i32,
  end: i32,
  terms: usize,
): void {
  for (let lane = 0; lane < min(8, time - query); lane++) {
    const row = placeOf(target, vectors, (index / heads) * time + query + lane, index % heads);
    memory.fill(row, 0, (<usize>count()) << 2);
    let term = terms + ((<usize>lane) << 2);
    for (let key = from; key < end; key++) {
      const at = row + clipped(key - query - lane);
      store<f32>(at, load<f32>(at) + load<f32>(term) * factor);
      term += 32;
    }
  }
}

/** Those of a head's keys and values have no gradient. */
export function clearRelative(target: usize, sequence: i32, shared: i32): void {
  const vectors = relativeVectors();
  for (let row = sequence * time; row < (sequence + 1) * time; row++) {
    const bytes = (<usize>count()) << 2;
    memory.fill(placeOf(target, vectors, row, heads + shared), 0, bytes);
    memory.fill(placeOf(target, vectors, row, heads + keyValueHeads + shared), 0, bytes);
  }
}

/** Adds them to the scores of a row's query with `size` keys, of which `first` is so far from it. */
export function addRelativeOfRow(row: i32, head: i32, first: i32, size: i32, scores: usize): void {
  if (relative == 0) return;
  const products = placeOf(relative, relativeVectors(), row, head);
  for (let i = 0; i < size; i++) {
    const score = scores + ((<usize>i) << 2);
    const product = load<f32>(products + clipped(first + i));
    store<f32>(score, load<f32>(score) + product * scoreScale);
  }
}

/**
 * Adds to a query's result the vectors of distances, each times the weights of the keys there.
 * @param vectors [distances, headDim]
 * @param weights of the keys from `from` to `end`, `stride` bytes apart
 * @param share what makes weights probabilities
 */
export function addDistanceValues(
  vectors: usize,
  query: i32,
  from: i32,
  end: i32,
  weights: usize,
  stride: usize,
  share: f32,
  result: usize,
): void {
  const last = count() - 1;
  for (let distance = 0; distance <= last; distance++) {
    // One key, but for the clipped distances.
    const nearest = query + distance - farthestBefore;
    const first = distance == 0 ? from : max(from, nearest);
    const behind = distance == last ? end : min(end, nearest + 1);
    let sum: f32 = 0;
    for (let key = first; key < behind; key++) {
      sum += load<f32>(weights + <usize>(key - from) * stride);
    }
    if (sum == 0) continue;
    const vector = vectors + ((<usize>(distance * headDim)) << 2);
    const weight = f32x4.splat(sum * share);
    for (let i = 0; i < headDim; i += 4) {
      const at = (<usize>i) << 2;
      const added = loadLanes(vector + at, headDim - i);
      v128.store(result + at, multiplyAdd(weight, added, v128.load(result + at)));
    }
  }
}
