/**
 * @file Of a panel of eight queries the probabilities, made again from the scores and `logSumExp`, and the
 * gradients of the scores: probability · (gradient of the probability − Σ gradient · y). Both lie key by
 * key, eight queries side by side.
 */
import { address, integer, real } from './arguments';
import {
  biases,
  capSlopes,
  diagonals,
  gradientPanels,
  keyGroups,
  normalisers,
  panelBytes,
  queryPanels,
  rowSums,
  slopes,
  valueGroups,
  weights,
} from './attention-gradient-scratch';
import { addDistanceBias, sumDiagonals } from './distance-bias';
import { dropoutFactor, siteKeyOf } from './dropout';
import {
  allSee,
  endOfKeysOf,
  firstKeyOf,
  headDim,
  heads,
  keyTime,
  rowBytes,
  scoreCap,
  scoreScale,
  seeing,
  time,
} from './head';
import { exp } from './math';
import { addByDistance, addRelative, relativeVectors, sumByDistance } from './relative';
import { capScoresWithSlopes, multiplyRows } from './scores';

/** Of eight queries: their kept probabilities, and the gradients of their scores. */
export function makeSlopes(args: usize, index: i32, block: i32, i: i32): void {
  const query = block + i;
  const from = firstKeyOf(query);
  const end = endOfKeysOf(query + 7);
  const place = <usize>(i >> 3) * panelBytes;
  const packed = <usize>i * rowBytes;
  const first = place + ((<usize>from) << 5);
  multiplyRows(keyGroups, 0, queryPanels + packed, headDim, from, end, weights + place);
  addRelative(index, query, from, end, weights + first);
  capScoresWithSlopes(weights + first, (end - from) << 3, capSlopes);
  addDistanceBias(biases, query, from, end, weights + first);
  multiplyRows(valueGroups, 0, gradientPanels + packed, headDim, from, end, slopes + place);
  const added = address(args, 14);
  if (added != 0) addByDistance(added, heads, 1, index, query, from, end, slopes + first);
  const each = (<usize>i) << 2;
  for (let half = 0; half < 2; half++) {
    const lane = (<usize>half) << 4;
    const normaliser = v128.load(normalisers + each + lane);
    const rowSum = v128.load(rowSums + each + lane);
    const four = query + 4 * half;
    if (address(args, 6) != 0) {
      slopesWithDropout(args, index, four, from, end, place + lane, normaliser, rowSum);
    } else {
      slopesOfFour(query, four, from, end, place + lane, normaliser, rowSum);
    }
  }
  if (address(args, 10) != 0) sumDiagonals(diagonals, query, from, end, slopes + first);
  if (scoreCap > 0) multiplyBy(slopes + first, capSlopes, (end - from) << 3);
  const shares = address(args, 15);
  if (shares != 0) sumByDistance(shares, heads, 1, index, query, from, end, weights + first);
  const products = address(args, 13);
  if (products == 0) return;
  const vectors = relativeVectors();
  sumByDistance(products, vectors, scoreScale, index, query, from, end, slopes + first);
}

/** x = x · factors, each of `count` numbers */
function multiplyBy(x: usize, factors: usize, count: i32): void {
  for (const end = x + ((<usize>count) << 2); x < end; x += 16) {
    v128.store(x, f32x4.mul(v128.load(x), v128.load(factors)));
    factors += 16;
  }
}

/** @param query first of the panel; `four`: first of its four queries that are worked on */
function slopesOfFour(
  query: i32,
  four: i32,
  from: i32,
  end: i32,
  place: usize,
  normaliser: v128,
  rowSum: v128,
): void {
  for (let key = from; key < end; key++) {
    const weight = weights + place + ((<usize>key) << 5);
    const slope = slopes + place + ((<usize>key) << 5);
    let probability = exp(f32x4.sub(v128.load(weight), normaliser));
    if (!allSee(query, key)) probability = v128.and(probability, seeing(four, key));
    v128.store(weight, probability);
    v128.store(slope, f32x4.mul(probability, f32x4.sub(v128.load(slope), rowSum)));
  }
}

function slopesWithDropout(
  args: usize,
  index: i32,
  four: i32,
  from: i32,
  end: i32,
  place: usize,
  normaliser: v128,
  rowSum: v128,
): void {
  const keyOfSite = siteKeyOf(load<i32>(address(args, 6)), integer(args, 7));
  const threshold = integer(args, 8);
  const kept = f32x4.splat(real(args, 9));
  const base = i32x4.splat((index * time + four) * keyTime);
  const row = i32x4.add(base, i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(keyTime)));
  for (let key = from; key < end; key++) {
    const weight = weights + place + ((<usize>key) << 5);
    const slope = slopes + place + ((<usize>key) << 5);
    const all = exp(f32x4.sub(v128.load(weight), normaliser));
    const probability = v128.and(all, seeing(four, key));
    const at = i32x4.add(row, i32x4.splat(key));
    const factor = dropoutFactor(keyOfSite, threshold, kept, at);
    v128.store(weight, f32x4.mul(probability, factor));
    const difference = f32x4.sub(f32x4.mul(v128.load(slope), factor), rowSum);
    v128.store(slope, f32x4.mul(probability, difference));
  }
}
