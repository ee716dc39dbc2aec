/** @file A layer of experts: which of them take which tokens, and the way there and back. */
import { address, integer, real } from './arguments';
import { keepLanes, storeLanes, sumOfLanes, zeros } from './lanes';
import { exp, log } from './math';
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
 * Arguments: logits, probabilities, logSumExp, chosen, gates, places, slots, shares, losses, rows,
 * experts, perToken, capacity. Tokens choose by themselves, then experts fill their slots by themselves.
 */
export function routing(args: usize): void {
  const rows = integer(args, 9);
  const experts = integer(args, 10);
  for (let first = firstOfTask(); first < rows; first = firstOfTask()) {
    for (let row = first; row < min(first + rowsPerTask, rows); row++) choose(args, row);
  }
  barrier();
  for (let expert = <i32>claimTask(); expert < experts; expert = <i32>claimTask()) {
    fillSlots(args, expert);
  }
  barrier();
  if (claimTask() != 0) return;
  const logSumExp = address(args, 2);
  const shares = address(args, 7);
  const losses = address(args, 8);
  let balance: f64 = 0;
  for (let expert = 0; expert < experts; expert++) {
    const share = <f64>load<f32>(at(shares, expert));
    balance += share * <f64>load<f32>(at(shares, experts + expert));
  }
  let squares: f64 = 0;
  for (let row = 0; row < rows; row++) {
    const value = <f64>load<f32>(at(logSumExp, row));
    squares += value * value;
  }
  store<f32>(losses, <f32>(<f64>experts * balance));
  store<f32>(losses, <f32>(squares / <f64>rows), 4);
}

function choose(args: usize, row: i32): void {
  const experts = integer(args, 10);
  const perToken = integer(args, 11);
  const logits = at(address(args, 0), row * experts);
  const probabilities = at(address(args, 1), row * experts);
  const chosen = at(address(args, 3), row * perToken);
  const gates = at(address(args, 4), row * perToken);
  const first = largest(logits, experts, -1);
  const best = load<f32>(at(logits, first));
  let sums = zeros();
  for (let i = 0; i < experts; i += 4) {
    const weights = exp(f32x4.sub(v128.load(at(logits, i)), f32x4.splat(best)));
    sums = f32x4.add(sums, keepLanes(weights, experts - i));
    storeLanes(at(probabilities, i), weights, experts - i);
  }
  const sum = sumOfLanes(sums);
  for (let i = 0; i < experts; i += 4) {
    const shares = f32x4.div(v128.load(at(probabilities, i)), f32x4.splat(sum));
    storeLanes(at(probabilities, i), shares, experts - i);
  }
  store<f32>(at(address(args, 2), row), <f32>(<f64>best + log(sum)));
  store<i32>(chosen, first);
  if (perToken == 1) {
    store<f32>(gates, 1 / sum);
    return;
  }
  const second = largest(logits, experts, first);
  const below = f32x4.extract_lane(exp(f32x4.splat(load<f32>(at(logits, second)) - best)), 0);
  store<i32>(chosen, second, 4);
  store<f32>(gates, 1 / (1 + below));
  store<f32>(gates, below / (1 + below), 4);
}

/** Of equal ones the first. @param except is not looked at */
function largest(logits: usize, experts: i32, except: i32): i32 {
  let best = except == 0 ? 1 : 0;
  for (let expert = best + 1; expert < experts; expert++) {
    if (expert != except && load<f32>(at(logits, expert)) > load<f32>(at(logits, best))) {
      best = expert;
    }
  }
  return best;
}

function fillSlots(args: usize, expert: i32): void {
  const probabilities = address(args, 1);
  const chosen = address(args, 3);
  const places = address(args, 5);
  const shares = address(args, 7);
  const rows = integer(args, 9);
  const experts = integer(args, 10);
  const choices = rows * integer(args, 11);
  const capacity = integer(args, 12);
  const slots = at(address(args, 6), expert * capacity);
  let taken = 0;
  for (let choice = 0; choice < choices; choice++) {
    if (load<i32>(at(chosen, choice)) != expert) continue;
    if (taken < capacity) {
      store<i32>(at(slots, taken), choice);
      store<i32>(at(places, choice), expert * capacity + taken);
    } else store<i32>(at(places, choice), -1);
    taken++;
  }
  for (let slot = taken; slot < capacity; slot++) store<i32>(at(slots, slot), -1);
  let sum: f64 = 0;
  for (let row = 0; row < rows; row++) {
    sum += <f64>load<f32>(at(probabilities, row * experts + expert));
  }
  store<f32>(at(shares, expert), <f32>taken / <f32>rows);
  store<f32>(at(shares, experts + expert), <f32>(sum / <f64>rows));
}

/**
 * Arguments: gradient, factor, probabilities, logSumExp, chosen, gates, shares, logits, rows, experts,
 * perToken, balance · experts / rows, 2 · zLoss / rows
 */
export function routingGradient(args: usize): void {
  const rows = integer(args, 8);
  for (let first = firstOfTask(); first < rows; first = firstOfTask()) {
    for (let row = first; row < min(first + rowsPerTask, rows); row++) rowGradient(args, row);
  }
}

function rowGradient(args: usize, row: i32): void {
  const experts = integer(args, 9);
  const perToken = integer(args, 10);
  const gradient = at(address(args, 0), row * perToken);
  const factorAt = address(args, 1);
  const probabilities = at(address(args, 2), row * experts);
  const chosen = at(address(args, 4), row * perToken);
  const gates = at(address(args, 5), row * perToken);
  const shares = address(args, 6);
  const logits = at(address(args, 7), row * experts);
  let along: f32 = 0;
  for (let choice = 0; choice < perToken; choice++) {
    along += load<f32>(at(gradient, choice)) * load<f32>(at(gates, choice));
  }
  const factor: f32 = factorAt == 0 ? 0 : load<f32>(factorAt);
  const balance = factor * real(args, 11);
  const shrinks = factor * real(args, 12) * load<f32>(at(address(args, 3), row));
  let meanShare: f32 = 0;
  for (let expert = 0; expert < experts; expert++) {
    meanShare += load<f32>(at(shares, expert)) * load<f32>(at(probabilities, expert));
  }
  for (let expert = 0; expert < experts; expert++) {
    const probability = load<f32>(at(probabilities, expert));
    const balances = balance * (load<f32>(at(shares, expert)) - meanShare);
    let slope = probability * (balances + shrinks);
    if (perToken == 1) slope -= along * probability;
    store<f32>(at(logits, expert), slope);
  }
  for (let choice = 0; choice < perToken; choice++) {
    const target = at(logits, load<i32>(at(chosen, choice)));
    const change = load<f32>(at(gradient, choice)) - (perToken == 1 ? <f32>0 : along);
    store<f32>(target, load<f32>(target) + load<f32>(at(gates, choice)) * change);
  }
}

/** Arguments: x, slots, gates, y, number of slots, perToken, width */
export function dispatchRows(args: usize): void {
  const x = address(args, 0);
  const slots = address(args, 1);
  const gates = address(args, 2);
  const y = address(args, 3);
  const count = integer(args, 4);
  const perToken = integer(args, 5);
  const width = integer(args, 6);
  const rowBytes = (<usize>width) << 2;
  for (let first = firstOfTask(); first < count; first = firstOfTask()) {
    for (let slot = first; slot < min(first + rowsPerTask, count); slot++) {
      const choice = load<i32>(at(slots, slot));
      const target = y + <usize>slot * rowBytes;
      if (choice < 0) {
        memory.fill(target, 0, rowBytes);
        continue;
      }
      const source = x + <usize>(choice / perToken) * rowBytes;
      if (gates == 0) {
        memory.copy(target, source, rowBytes);
        continue;
      }
      const gate = f32x4.splat(load<f32>(at(gates, choice)));
      for (let i = 0; i < width; i += 4) {
        storeLanes(at(target, i), f32x4.mul(v128.load(at(source, i)), gate), width - i);
      }
    }
  }
}

/** Arguments: x, places, gates, y, rows, perToken, width */
export function combineRows(args: usize): void {
  const x = address(args, 0);
  const places = address(args, 1);
  const gates = address(args, 2);
  const y = address(args, 3);
  const rows = integer(args, 4);
  const perToken = integer(args, 5);
  const width = integer(args, 6);
  const rowBytes = (<usize>width) << 2;
  for (let first = firstOfTask(); first < rows; first = firstOfTask()) {
    for (let row = first; row < min(first + rowsPerTask, rows); row++) {
      const target = y + <usize>row * rowBytes;
      memory.fill(target, 0, rowBytes);
      for (let choice = row * perToken; choice < (row + 1) * perToken; choice++) {
        const place = load<i32>(at(places, choice));
        if (place < 0) continue;
        const source = x + <usize>place * rowBytes;
        const gate = f32x4.splat(gates == 0 ? <f32>1 : load<f32>(at(gates, choice)));
        for (let i = 0; i < width; i += 4) {
          const sum = f32x4.add(
            v128.load(at(target, i)),
            f32x4.mul(v128.load(at(source, i)), gate),
          );
          storeLanes(at(target, i), sum, width - i);
        }
      }
    }
  }
}

/** Arguments: gradient, x, places, gates, number of choices, perToken, width */
export function gateGradient(args: usize): void {
  const gradient = address(args, 0);
  const x = address(args, 1);
  const places = address(args, 2);
  const gates = address(args, 3);
  const choices = integer(args, 4);
  const perToken = integer(args, 5);
  const width = integer(args, 6);
  const rowBytes = (<usize>width) << 2;
  for (let first = firstOfTask(); first < choices; first = firstOfTask()) {
    for (let choice = first; choice < min(first + rowsPerTask, choices); choice++) {
      const place = load<i32>(at(places, choice));
      let sums = zeros();
      if (place >= 0) {
        const upstream = gradient + <usize>(choice / perToken) * rowBytes;
        const row = x + <usize>place * rowBytes;
        for (let i = 0; i < width; i += 4) {
          const products = f32x4.mul(v128.load(at(upstream, i)), v128.load(at(row, i)));
          sums = f32x4.add(sums, keepLanes(products, width - i));
        }
      }
      store<f32>(at(gates, choice), sumOfLanes(sums));
    }
  }
}
