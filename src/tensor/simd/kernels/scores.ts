/**
 * @file Scores of a panel of eight queries. They lie key by key, eight queries side by side: a softmax
 * is then eight at once without sums across lanes, and the panel is in the order in which the next
 * product reads it.
 */
import { allSee, paddedDim, scoreCap, seeing } from './head';
import { exp, sigmoid } from './math';
import { multiplyTile } from './tile';

/** Of each of the eight queries: the largest score, Σ exp(score − largest). */
export let largest0: v128 = i32x4.splat(0);
export let largest1: v128 = i32x4.splat(0);
export let sum0: v128 = i32x4.splat(0);
export let sum1: v128 = i32x4.splat(0);

/**
 * scores[key] for the keys from `from` to `end` (multiples of 4)
 * @param rows packed groups of four key (or value) rows; the first begins at key `origin`
 * @param panel packed queries (or gradients)
 */
export function multiplyRows(
  rows: usize,
  origin: i32,
  panel: usize,
  depth: i32,
  from: i32,
  end: i32,
  scores: usize,
): void {
  for (let key = from; key < end; key += 4) {
    const group = rows + ((<usize>(key - origin) * <usize>paddedDim) << 2);
    multiplyTile(group, panel, depth, 32, scores + ((<usize>(key - origin)) << 5));
  }
}

/** cap · tanh(x / cap) = cap · (2 · sigmoid(2x / cap) − 1) */
// @inline
function cappedScore(x: v128): v128 {
  const share = sigmoid(f32x4.mul(x, f32x4.splat(2 / scoreCap)));
  return f32x4.mul(f32x4.sub(f32x4.add(share, share), f32x4.splat(1)), f32x4.splat(scoreCap));
}

/** Caps `count` scores, a multiple of 4, where there is a cap. */
export function capScores(scores: usize, count: i32): void {
  if (scoreCap == 0) return;
  for (const end = scores + ((<usize>count) << 2); scores < end; scores += 16) {
    v128.store(scores, cappedScore(v128.load(scores)));
  }
}

/** The same; and for each its slope, 1 − (capped score / cap)². */
export function capScoresWithSlopes(scores: usize, count: i32, slopes: usize): void {
  if (scoreCap == 0) return;
  const inverse = f32x4.splat(1 / scoreCap);
  for (const end = scores + ((<usize>count) << 2); scores < end; scores += 16) {
    const capped = cappedScore(v128.load(scores));
    const share = f32x4.mul(capped, inverse);
    v128.store(scores, capped);
    v128.store(slopes, f32x4.sub(f32x4.splat(1), f32x4.mul(share, share)));
    slopes += 16;
  }
}

/** −∞ where a query does not see a key. */
export function maskScores(query: i32, origin: i32, from: i32, end: i32, scores: usize): void {
  const nothing = f32x4.splat(-Infinity);
  for (let key = from; key < end; key += 4) {
    if (allSee(query, key)) continue;
    for (let one = key; one < key + 4; one++) {
      const place = scores + ((<usize>(one - origin)) << 5);
      const see0 = seeing(query, one);
      const see1 = seeing(query + 4, one);
      v128.store(place, v128.bitselect(v128.load(place), nothing, see0));
      v128.store(place, v128.bitselect(v128.load(place, 16), nothing, see1), 16);
    }
  }
}

/**
 * Scores become exp(score − largest); those of a query that sees no key become 0.
 * @param sink address of one more score of every query, which has no value; 0: none
 */
export function exponentiate(scores: usize, count: i32, sink: usize): void {
  const end = scores + ((<usize>count) << 5);
  // A number even where all scores are −∞, so that differences are.
  let top0 = f32x4.splat(-f32.MAX_VALUE);
  if (sink != 0) top0 = v128.load_splat<f32>(sink);
  let top1 = top0;
  const sinks = top0;
  for (let at = scores; at < end; at += 32) {
    top0 = f32x4.pmax(top0, v128.load(at));
    top1 = f32x4.pmax(top1, v128.load(at, 16));
  }
  let total0 = f32x4.splat(0);
  let total1 = total0;
  if (sink != 0) {
    total0 = exp(f32x4.sub(sinks, top0));
    total1 = exp(f32x4.sub(sinks, top1));
  }
  for (let at = scores; at < end; at += 32) {
    const weight0 = exp(f32x4.sub(v128.load(at), top0));
    const weight1 = exp(f32x4.sub(v128.load(at, 16), top1));
    v128.store(at, weight0);
    v128.store(at, weight1, 16);
    total0 = f32x4.add(total0, weight0);
    total1 = f32x4.add(total1, weight1);
  }
  largest0 = top0;
  largest1 = top1;
  sum0 = total0;
  sum1 = total1;
}
