/**
 * @file Drawing a token for each row. Nothing is sorted: the place where the mass of the likeliest
 * tokens passes a bound is found by bisection over the order of floats, whose bits are in the order of
 * integers. Masses are summed in double precision.
 */
import { address, integer, real } from './arguments';
import { keepLanes, largestLane, zeros } from './lanes';
import { exp } from './math';
import { claimTask } from './threads';

/** The largest float below 1: a uniform number that was rounded up to 1 is none. */
const belowOne: f32 = 0.99999994;

// Every thread has an instance of the module, so these are its own: the row that it works on.
let vocabulary: i32 = 0;
let keys: usize = 0;
let weights: usize = 0;
/** What `pass` found. */
let passingId: i32 = 0;
let passingMass: f64 = 0;

/** Arguments: logits, settings, ids, rows, vocabulary */
export function sample(args: usize, scratch: usize): void {
  const rows = integer(args, 3);
  vocabulary = integer(args, 4);
  keys = scratch;
  weights = scratch + (((<usize>(vocabulary + 3)) & ~3) << 2);
  for (let row = <i32>claimTask(); row < rows; row = <i32>claimTask()) {
    const logits = address(args, 0) + ((<usize>row * <usize>vocabulary) << 2);
    const settings = address(args, 1) + ((<usize>row) << 4);
    store<i32>(address(args, 2) + ((<usize>row) << 2), draw(logits, settings));
  }
}

function draw(logits: usize, settings: usize): i32 {
  const temperature = real(settings, 0);
  const k = real(settings, 1);
  const p = real(settings, 2);
  const uniform = min(real(settings, 3), belowOne);
  const largest = largestOf(logits);
  if (!(temperature > 0)) return firstEqual(logits, largest);
  prepare(logits, largest, temperature);
  const least = k > 0 && k < <f32>vocabulary ? keyPassing(<f64>k - 1, true) : 0;
  let kept = massFrom(least, false);
  if (p < 1) {
    // The token that reaches the bound passes what is a hair below it.
    pass(below(max(<f64>p * kept, f64.MIN_NORMAL_VALUE)));
    kept = passingMass;
  }
  pass(<f64>uniform * kept);
  return passingId;
}

function largestOf(logits: usize): f32 {
  let largest = v128.load_splat<f32>(logits);
  for (let i = 0; i < vocabulary; i += 4) {
    let values = v128.load(logits + ((<usize>i) << 2));
    const isInside = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(vocabulary - i));
    values = v128.bitselect(values, largest, isInside);
    largest = f32x4.pmax(largest, values);
  }
  return largestLane(largest);
}

function firstEqual(logits: usize, value: f32): i32 {
  for (let id = 0; id < vocabulary; id++) {
    if (load<f32>(logits + ((<usize>id) << 2)) == value) return id;
  }
  return 0;
}

/** Keys and weights of the row; what fills the last vector up has the key 0, below all numbers'. */
function prepare(logits: usize, largest: f32, temperature: f32): void {
  const top = f32x4.splat(largest);
  const divisor = f32x4.splat(temperature);
  for (let i = 0; i < vocabulary; i += 4) {
    const at = (<usize>i) << 2;
    const values = v128.load(logits + at);
    let key = keyOf(values);
    let weight = exp(f32x4.div(f32x4.sub(values, top), divisor));
    if (vocabulary - i < 4) {
      key = keepLanes(key, vocabulary - i);
      weight = keepLanes(weight, vocabulary - i);
    }
    v128.store(keys + at, key);
    v128.store(weights + at, weight);
  }
}

/** Unsigned integers in the order of the floats; 0 and −0 are one. */
// @inline
function keyOf(values: v128): v128 {
  const bits = v128.andnot(values, f32x4.eq(values, zeros()));
  const isNegative = i32x4.shr_s(bits, 31);
  return v128.xor(bits, v128.or(isNegative, i32x4.splat(<i32>0x80000000)));
}

/** Mass, or number, of the tokens from the likeliest to those with this key. */
function massFrom(key: u32, isCount: bool): f64 {
  const least = i32x4.splat(key);
  const ones = f32x4.splat(1);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let i = 0; i < vocabulary; i += 4) {
    const at = (<usize>i) << 2;
    const weight = isCount ? ones : v128.load(weights + at);
    const mass = v128.and(weight, i32x4.ge_u(v128.load(keys + at), least));
    low = f64x2.add(low, f64x2.promote_low_f32x4(mass));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<u64>(mass, mass, 1, 1)));
  }
  const sums = f64x2.add(low, high);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** The largest key from which on upwards there is more than the bound. */
function keyPassing(bound: f64, isCount: bool): u32 {
  let key: u32 = 0;
  for (let bit: u32 = 0x80000000; bit != 0; bit >>= 1) {
    if (massFrom(key | bit, isCount) > bound) key |= bit;
  }
  return key;
}

/** The first token, by falling logit and then by id, with which the mass is more than the bound. */
function pass(bound: f64): void {
  const key = keyPassing(bound, false);
  passingMass = massFrom(key + 1, false);
  passingId = 0;
  for (let id = 0; id < vocabulary; id++) {
    const at = (<usize>id) << 2;
    if (load<u32>(keys + at) != key) continue;
    passingId = id;
    passingMass += load<f32>(weights + at);
    if (passingMass > bound) return;
  }
}

/** The next smaller number. */
// @inline
function below(positive: f64): f64 {
  return reinterpret<f64>(reinterpret<u64>(positive) - 1);
}
