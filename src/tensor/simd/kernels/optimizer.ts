/**
 * @file The optimisers that work on each element by itself, and the gradient norm that all of them
 * clip, with the scale of the loss that it decides on: AdamW (Loshchilov & Hutter 2017, arXiv 1711.05101), stochastic gradient descent with momentum,
 * Lion (Chen et al. 2023, arXiv 2302.06675).
 */
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

/** Every thread sums for itself, in the same order. */
export function gradientNorm(partials: usize, parts: i32): f32 {
  let sum: f64 = 0;
  for (let part = 0; part < parts; part++) sum += load<f32>(partials + ((<usize>part) << 2));
  return <f32>sqrt<f64>(sum);
}

/**
 * Arguments: partials, state, unscale, parts, interval, least, most. State: the loss scale, and how many
 * good steps there were in a row.
 */
export function lossScaling(args: usize): void {
  if (claimTask() != 0) return;
  const state = address(args, 1);
  const scale = load<f32>(state);
  const isGood = isFinite(gradientNorm(address(args, 0), integer(args, 3)));
  const goodSteps: f32 = isGood ? load<f32>(state, 4) + 1 : 0;
  const isLongEnough = goodSteps >= <f32>integer(args, 4);
  const factor: f32 = isGood ? (isLongEnough ? 2 : 1) : 0.5;
  store<f32>(address(args, 2), isGood ? 1 / scale : 0);
  store<f32>(state, min(real(args, 6), max(real(args, 5), scale * factor)));
  store<f32>(state, isLongEnough ? 0 : goodSteps, 4);
}

/** What the gradient is multiplied by first; 0: the step is skipped. @param at 0: there is none */
// @inline
export function unscaleAt(at: usize): f32 {
  return at != 0 ? load<f32>(at) : 1;
}

/** @param clip the largest norm; 0: any */
// @inline
export function clipFactor(norm: f32, clip: f32, epsilon: f32): f32 {
  return clip > 0 ? min<f32>(1, clip / (norm + epsilon)) : 1;
}

// The command's arguments; every thread has its own instance of the module.
let weights: usize = 0;
let gradient: usize = 0;
let size: i32 = 0;
let decayed: i32 = 0;
let norm: f32 = 0;
let clip: f32 = 0;
let learningRate: f32 = 0;
let decay = zeros();

/**
 * Arguments of all: weights, gradient, partials, learning rate, gradientNorm, size, parts, decayed,
 * weight decay, clip, epsilon of the clip, unscale; then those of each optimiser.
 */
function prepareUpdate(args: usize): void {
  weights = address(args, 0);
  gradient = address(args, 1);
  size = integer(args, 5);
  decayed = integer(args, 7);
  const unscale = unscaleAt(address(args, 11));
  norm = gradientNorm(address(args, 2), integer(args, 6)) * unscale;
  clip = clipFactor(norm, real(args, 9), real(args, 10)) * unscale;
  if (unscale == 0) {
    norm = 0;
    size = 0;
  }
  learningRate = load<f32>(address(args, 3));
  decay = f32x4.splat(learningRate * real(args, 8));
}

/** First element of the next task, `size` or more when there is none. */
function nextStretch(args: usize): i32 {
  const task = <i32>claimTask();
  if (task == 0) store<f32>(address(args, 4), norm);
  return task * stretch;
}

/** weights · (1 − decay) + step · direction, in four elements. */
// @inline
function updateWeights(i: i32, direction: v128, step: v128): void {
  const at = weights + ((<usize>i) << 2);
  const weight = v128.load(at);
  const decays = decayed - i >= 4 ? decay : keepLanes(decay, decayed - i);
  const kept = f32x4.sub(weight, f32x4.mul(weight, decays));
  storeLanes(at, multiplyAdd(direction, step, kept), size - i);
}

/**
 * Arguments from 12: firstMoment, secondMoment, β₁, 1 − β₁, β₂, 1 − β₂, epsilon (1 − β is not taken
 * from the rounded β, in which 0.999 has few digits left). The learning rate stands before 1 − β₁ᵗ and
 * 1 − β₂ᵗ.
 */
export function adamw(args: usize): void {
  prepareUpdate(args);
  const firstMoment = address(args, 12);
  const secondMoment = address(args, 13);
  const hyper = address(args, 3);
  const beta1 = f32x4.splat(real(args, 14));
  const rest1 = f32x4.splat(real(args, 15) * clip);
  const beta2 = f32x4.splat(real(args, 16));
  const rest2 = f32x4.splat(real(args, 17) * clip * clip);
  const epsilon = f32x4.splat(real(args, 18));
  const step = f32x4.splat(-learningRate / load<f32>(hyper, 4));
  const correction = f32x4.splat(1 / load<f32>(hyper, 8));
  for (let first = nextStretch(args); first < size; first = nextStretch(args)) {
    for (let i = first; i < min(first + stretch, size); i += 4) {
      const at = (<usize>i) << 2;
      const slope = v128.load(gradient + at);
      const m = multiplyAdd(v128.load(firstMoment + at), beta1, f32x4.mul(slope, rest1));
      const squared = f32x4.mul(f32x4.mul(slope, slope), rest2);
      const v = multiplyAdd(v128.load(secondMoment + at), beta2, squared);
      const deviation = f32x4.add(f32x4.sqrt(f32x4.mul(v, correction)), epsilon);
      storeLanes(firstMoment + at, m, size - i);
      storeLanes(secondMoment + at, v, size - i);
      updateWeights(i, f32x4.div(m, deviation), step);
    }
  }
}

/** Arguments from 12: buffer, momentum */
export function sgd(args: usize): void {
  prepareUpdate(args);
  const buffer = address(args, 12);
  const momentum = f32x4.splat(real(args, 13));
  const clips = f32x4.splat(clip);
  const step = f32x4.splat(-learningRate);
  for (let first = nextStretch(args); first < size; first = nextStretch(args)) {
    for (let i = first; i < min(first + stretch, size); i += 4) {
      const at = (<usize>i) << 2;
      const slope = f32x4.mul(v128.load(gradient + at), clips);
      const direction = multiplyAdd(v128.load(buffer + at), momentum, slope);
      storeLanes(buffer + at, direction, size - i);
      updateWeights(i, direction, step);
    }
  }
}

/** −1, 0 or 1; NaN stays. */
// @inline
function sign(x: v128): v128 {
  const zero = zeros();
  const one = f32x4.splat(1);
  const positive = v128.and(one, f32x4.gt(x, zero));
  const negative = v128.and(one, f32x4.lt(x, zero));
  return v128.bitselect(x, f32x4.sub(positive, negative), f32x4.ne(x, x));
}

/** Arguments from 12: buffer, β₁, 1 − β₁, β₂, 1 − β₂ */
export function lion(args: usize): void {
  prepareUpdate(args);
  const buffer = address(args, 12);
  const beta1 = f32x4.splat(real(args, 13));
  const rest1 = f32x4.splat(real(args, 14) * clip);
  const beta2 = f32x4.splat(real(args, 15));
  const rest2 = f32x4.splat(real(args, 16) * clip);
  const step = f32x4.splat(-learningRate);
  for (let first = nextStretch(args); first < size; first = nextStretch(args)) {
    for (let i = first; i < min(first + stretch, size); i += 4) {
      const at = (<usize>i) << 2;
      const slope = v128.load(gradient + at);
      const old = v128.load(buffer + at);
      const mixed = multiplyAdd(old, beta1, f32x4.mul(slope, rest1));
      storeLanes(buffer + at, multiplyAdd(old, beta2, f32x4.mul(slope, rest2)), size - i);
      updateWeights(i, sign(mixed), step);
    }
  }
}
