/** @file AdamW (Loshchilov & Hutter 2017, arXiv 1711.05101) and the gradient norm that it clips. */
import { address, integer, real } from './arguments';
import { keepLanes, storeLanes, sumOfLanes, zeros } from './lanes';
import { multiplyAdd } from './math';
import { claimTask } from './threads';

const stretch = 4096;

/** Arguments: x, partials, size, parts */
export function sumOfSquares(args: usize): void {
  const x = address(args, 0);
  const partials = address(args, 1);
  const size = integer(args, 2);
  const parts = integer(args, 3);
  const length = ((size + parts - 1) / parts + 3) & ~3;
  for (let part = <i32>claimTask(); part < parts; part = <i32>claimTask()) {
    const end = min((part + 1) * length, size);
    let sum = zeros();
    for (let i = part * length; i < end; i += 4) {
      let values = v128.load(x + ((<usize>i) << 2));
      if (end - i < 4) values = keepLanes(values, end - i);
      sum = multiplyAdd(values, values, sum);
    }
    store<f32>(partials + ((<usize>part) << 2), sumOfLanes(sum));
  }
}

/**
 * Arguments: weights, firstMoment, secondMoment, gradient, partials, hyper, gradientNorm, size, parts,
 * decayed, β₁, β₂, epsilon, weight decay, clip, epsilon of the clip, 1 − β₁, 1 − β₂ (not taken from
 * the rounded β, in which 0.999 has few digits left)
 */
export function adamw(args: usize): void {
  const norm = gradientNorm(args);
  const clip = real(args, 14);
  const factor: f32 = clip > 0 ? min<f32>(1, clip / (norm + real(args, 15))) : 1;
  const size = integer(args, 7);
  for (;;) {
    const task = <i32>claimTask();
    const first = task * stretch;
    if (task == 0) store<f32>(address(args, 6), norm);
    if (first >= size) return;
    update(args, first, min(first + stretch, size), factor);
  }
}

/** Every thread sums for itself, in the same order. */
function gradientNorm(args: usize): f32 {
  const partials = address(args, 4);
  const parts = integer(args, 8);
  let sum: f64 = 0;
  for (let part = 0; part < parts; part++) sum += load<f32>(partials + ((<usize>part) << 2));
  return <f32>sqrt<f64>(sum);
}

function update(args: usize, first: i32, end: i32, clip: f32): void {
  const weights = address(args, 0);
  const firstMoment = address(args, 1);
  const secondMoment = address(args, 2);
  const gradient = address(args, 3);
  const hyper = address(args, 5);
  const decayed = integer(args, 9);
  const beta1 = f32x4.splat(real(args, 10));
  const beta2 = f32x4.splat(real(args, 11));
  const rest1 = f32x4.splat(real(args, 16) * clip);
  const rest2 = f32x4.splat(real(args, 17) * clip * clip);
  const epsilon = f32x4.splat(real(args, 12));
  const learningRate = load<f32>(hyper);
  const step = f32x4.splat(-learningRate / load<f32>(hyper, 4));
  const correction = f32x4.splat(1 / load<f32>(hyper, 8));
  const decay = f32x4.splat(learningRate * real(args, 13));
  for (let i = first; i < end; i += 4) {
    const at = (<usize>i) << 2;
    const left = end - i;
    const slope = v128.load(gradient + at);
    const m = multiplyAdd(v128.load(firstMoment + at), beta1, f32x4.mul(slope, rest1));
    const squared = f32x4.mul(f32x4.mul(slope, slope), rest2);
    const v = multiplyAdd(v128.load(secondMoment + at), beta2, squared);
    const deviation = f32x4.add(f32x4.sqrt(f32x4.mul(v, correction)), epsilon);
    const weight = v128.load(weights + at);
    const decays = decayed - i >= 4 ? decay : keepLanes(decay, decayed - i);
    const kept = f32x4.sub(weight, f32x4.mul(weight, decays));
    const updated = multiplyAdd(f32x4.div(m, deviation), step, kept);
    storeLanes(firstMoment + at, m, left);
    storeLanes(secondMoment + at, v, left);
    storeLanes(weights + at, updated, left);
  }
}
