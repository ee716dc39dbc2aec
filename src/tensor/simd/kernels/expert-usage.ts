/** @file How evenly noisy top-k uses its experts, and the gradient of its two losses. */
import { address, integer, real } from './arguments';
import { bell, normalShare } from './math';
import { barrier, claimTask } from './threads';

const rowsPerTask = 16;

// @inline
function firstOfTask(): i32 {
  return <i32>claimTask() * rowsPerTask;
}

// @inline
function at(start: usize, index: i32): usize {
  return start + ((<usize>index) << 2);
}

/**
 * Arguments: clean, noisy, deviation, chosen, gates, probabilities, usage, slopes, losses, rows, experts,
 * perToken. Tokens find their probabilities by themselves, then experts their sums.
 */
export function expertUsage(args: usize): void {
  const rows = integer(args, 9);
  const experts = integer(args, 10);
  for (let first = firstOfTask(); first < rows; first = firstOfTask()) {
    for (let row = first; row < min(first + rowsPerTask, rows); row++) findProbabilities(args, row);
  }
  barrier();
  for (let expert = <i32>claimTask(); expert < experts; expert = <i32>claimTask()) {
    addUp(args, expert);
  }
  barrier();
  for (let loss = <i32>claimTask(); loss < 2; loss = <i32>claimTask()) findLoss(args, loss);
}

function isChosen(chosen: usize, perToken: i32, expert: i32): bool {
  return load<i32>(chosen) == expert || (perToken == 2 && load<i32>(chosen, 4) == expert);
}

/** The best of the experts that a row has not chosen; −1: it has chosen all. */
function bestOther(noisy: usize, chosen: usize, experts: i32, perToken: i32): i32 {
  let best = -1;
  for (let expert = 0; expert < experts; expert++) {
    if (isChosen(chosen, perToken, expert)) continue;
    if (best < 0 || load<f32>(at(noisy, expert)) > load<f32>(at(noisy, best))) best = expert;
  }
  return best;
}

function findProbabilities(args: usize, row: i32): void {
  const experts = integer(args, 10);
  const perToken = integer(args, 11);
  const clean = at(address(args, 0), row * experts);
  const noisy = at(address(args, 1), row * experts);
  const deviation = at(address(args, 2), row * experts);
  const chosen = at(address(args, 3), row * perToken);
  const probabilities = at(address(args, 5), row * experts);
  const next = bestOther(noisy, chosen, experts, perToken);
  const last = load<i32>(at(chosen, perToken - 1));
  for (let expert = 0; expert < experts; expert++) {
    if (next < 0) {
      store<f32>(at(probabilities, expert), 1);
      continue;
    }
    const threshold = load<f32>(at(noisy, isChosen(chosen, perToken, expert) ? next : last));
    const distance = load<f32>(at(clean, expert)) - threshold;
    const x = f32x4.splat(distance / load<f32>(at(deviation, expert)));
    store<f32>(at(probabilities, expert), f32x4.extract_lane(normalShare(x, bell(x)), 0));
  }
}

function addUp(args: usize, expert: i32): void {
  const chosen = address(args, 3);
  const gates = address(args, 4);
  const probabilities = address(args, 5);
  const usage = address(args, 6);
  const rows = integer(args, 9);
  const experts = integer(args, 10);
  const choices = rows * integer(args, 11);
  let importance: f64 = 0;
  for (let choice = 0; choice < choices; choice++) {
    if (load<i32>(at(chosen, choice)) == expert) importance += <f64>load<f32>(at(gates, choice));
  }
  let sum: f64 = 0;
  for (let row = 0; row < rows; row++) {
    sum += <f64>load<f32>(at(probabilities, row * experts + expert));
  }
  store<f32>(at(usage, expert), <f32>importance);
  store<f32>(at(usage, experts + expert), <f32>sum);
}

function findLoss(args: usize, loss: i32): void {
  const experts = integer(args, 10);
  const usage = at(address(args, 6), loss * experts);
  const slopes = at(address(args, 7), loss * experts);
  let mean: f64 = 0;
  let square: f64 = 0;
  for (let expert = 0; expert < experts; expert++) {
    const value = <f64>load<f32>(at(usage, expert));
    mean += value / <f64>experts;
    square += (value * value) / <f64>experts;
  }
  store<f32>(at(address(args, 8), loss), <f32>(square / (mean * mean) - 1));
  for (let expert = 0; expert < experts; expert++) {
    const change = <f64>load<f32>(at(usage, expert)) - square / mean;
    store<f32>(at(slopes, expert), <f32>((2 * change) / (<f64>experts * mean * mean)));
  }
}

/**
 * Arguments: gradient, factor, clean, noisy, deviation, chosen, slopes, gates, and the gradients of clean,
 * noisy and deviation, rows, experts, perToken, importance, load
 */
export function expertUsageGradient(args: usize): void {
  const rows = integer(args, 11);
  for (let first = firstOfTask(); first < rows; first = firstOfTask()) {
    for (let row = first; row < min(first + rowsPerTask, rows); row++) rowGradient(args, row);
  }
}

function rowGradient(args: usize, row: i32): void {
  const experts = integer(args, 12);
  const perToken = integer(args, 13);
  const factor = load<f32>(address(args, 1));
  const clean = at(address(args, 2), row * experts);
  const noisy = at(address(args, 3), row * experts);
  const deviation = at(address(args, 4), row * experts);
  const chosen = at(address(args, 5), row * perToken);
  const slopes = address(args, 6);
  const ofClean = at(address(args, 8), row * experts);
  const ofNoisy = at(address(args, 9), row * experts);
  const ofDeviation = at(address(args, 10), row * experts);
  const importance = factor * real(args, 14);
  const loads = factor * real(args, 15);
  for (let choice = row * perToken; choice < (row + 1) * perToken; choice++) {
    const expert = load<i32>(at(address(args, 5), choice));
    const gradient = load<f32>(at(address(args, 0), choice));
    store<f32>(at(address(args, 7), choice), gradient + importance * load<f32>(at(slopes, expert)));
  }
  memory.fill(ofNoisy, 0, (<usize>experts) << 2);
  const next = bestOther(noisy, chosen, experts, perToken);
  if (next < 0) {
    memory.fill(ofClean, 0, (<usize>experts) << 2);
    memory.fill(ofDeviation, 0, (<usize>experts) << 2);
    return;
  }
  const last = load<i32>(at(chosen, perToken - 1));
  for (let expert = 0; expert < experts; expert++) {
    const threshold = isChosen(chosen, perToken, expert) ? next : last;
    const spread = load<f32>(at(deviation, expert));
    const distance = (load<f32>(at(clean, expert)) - load<f32>(at(noisy, threshold))) / spread;
    const power = f32x4.extract_lane(bell(f32x4.splat(distance)), 0);
    const slope =
      (loads * load<f32>(at(slopes, experts + expert)) * <f32>0.3989422804 * power) / spread;
    store<f32>(at(ofClean, expert), slope);
    store<f32>(at(ofDeviation, expert), -slope * distance);
    store<f32>(at(ofNoisy, threshold), load<f32>(at(ofNoisy, threshold)) - slope);
  }
}
