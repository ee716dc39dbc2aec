/** @file Operations on each element by itself. */
import { address, integer, real } from './arguments';
import { dropoutFactor, siteKeyOf } from './dropout';
import { storeLanes } from './lanes';
import { activate, activationSlope, sigmoid } from './math';
import { claimTask } from './threads';

/** Elements of one task. */
const stretch = 4096;

// @inline
function firstOfTask(): i32 {
  return <i32>claimTask() * stretch;
}

/** Arguments: x, y, activation, size */
export function activation(args: usize): void {
  const x = address(args, 0);
  const y = address(args, 1);
  const kind = integer(args, 2);
  const size = integer(args, 3);
  for (let from = firstOfTask(); from < size; from = firstOfTask()) {
    for (let i = from; i < min(from + stretch, size); i += 4) {
      const at = (<usize>i) << 2;
      storeLanes(y + at, activate(kind, v128.load(x + at)), size - i);
    }
  }
}

/** Arguments: gradient, x, gradient of x, activation, size */
export function activationGradient(args: usize): void {
  const gradient = address(args, 0);
  const x = address(args, 1);
  const y = address(args, 2);
  const kind = integer(args, 3);
  const size = integer(args, 4);
  for (let from = firstOfTask(); from < size; from = firstOfTask()) {
    for (let i = from; i < min(from + stretch, size); i += 4) {
      const at = (<usize>i) << 2;
      const slope = activationSlope(kind, v128.load(x + at));
      storeLanes(y + at, f32x4.mul(v128.load(gradient + at), slope), size - i);
    }
  }
}

/** Arguments: x, y, activation, rows, width */
export function gatedActivation(args: usize): void {
  const x = address(args, 0);
  const y = address(args, 1);
  const kind = integer(args, 2);
  const rows = integer(args, 3);
  const width = integer(args, 4);
  const step = (<usize>width) << 2;
  for (let row = <i32>claimTask(); row < rows; row = <i32>claimTask()) {
    const gates = x + 2 * <usize>row * step;
    for (let i = 0; i < width; i += 4) {
      const at = gates + ((<usize>i) << 2);
      const values = f32x4.mul(activate(kind, v128.load(at)), v128.load(at + step));
      storeLanes(y + <usize>row * step + ((<usize>i) << 2), values, width - i);
    }
  }
}

/** Arguments: gradient, x, gradient of x, activation, rows, width */
export function gatedActivationGradient(args: usize): void {
  const gradient = address(args, 0);
  const x = address(args, 1);
  const y = address(args, 2);
  const kind = integer(args, 3);
  const rows = integer(args, 4);
  const width = integer(args, 5);
  const step = (<usize>width) << 2;
  for (let row = <i32>claimTask(); row < rows; row = <i32>claimTask()) {
    const gates = 2 * <usize>row * step;
    for (let i = 0; i < width; i += 4) {
      const at = gates + ((<usize>i) << 2);
      const upstream = v128.load(gradient + <usize>row * step + ((<usize>i) << 2));
      const gate = v128.load(x + at);
      const ofGate = f32x4.mul(v128.load(x + at + step), activationSlope(kind, gate));
      storeLanes(y + at, f32x4.mul(upstream, ofGate), width - i);
      storeLanes(y + at + step, f32x4.mul(upstream, activate(kind, gate)), width - i);
    }
  }
}

/** Arguments: x, y, cap, size */
export function softCap(args: usize): void {
  const x = address(args, 0);
  const y = address(args, 1);
  const cap = f32x4.splat(real(args, 2));
  const size = integer(args, 3);
  // tanh(u) = 2 · sigmoid(2u) − 1
  const two = f32x4.splat(2);
  for (let from = firstOfTask(); from < size; from = firstOfTask()) {
    for (let i = from; i < min(from + stretch, size); i += 4) {
      const at = (<usize>i) << 2;
      const twice = f32x4.div(f32x4.mul(v128.load(x + at), two), cap);
      const tanh = f32x4.sub(f32x4.mul(sigmoid(twice), two), f32x4.splat(1));
      storeLanes(y + at, f32x4.mul(tanh, cap), size - i);
    }
  }
}

/** Arguments: gradient, y, gradient of x, cap, size */
export function softCapGradient(args: usize): void {
  const gradient = address(args, 0);
  const y = address(args, 1);
  const x = address(args, 2);
  const cap = f32x4.splat(real(args, 3));
  const size = integer(args, 4);
  for (let from = firstOfTask(); from < size; from = firstOfTask()) {
    for (let i = from; i < min(from + stretch, size); i += 4) {
      const at = (<usize>i) << 2;
      const share = f32x4.div(v128.load(y + at), cap);
      const slope = f32x4.sub(f32x4.splat(1), f32x4.mul(share, share));
      storeLanes(x + at, f32x4.mul(v128.load(gradient + at), slope), size - i);
    }
  }
}

/** Arguments: a, b, y, size */
export function add(args: usize): void {
  const a = address(args, 0);
  const b = address(args, 1);
  const y = address(args, 2);
  const size = integer(args, 3);
  for (let from = firstOfTask(); from < size; from = firstOfTask()) {
    for (let i = from; i < min(from + stretch, size); i += 4) {
      const at = (<usize>i) << 2;
      storeLanes(y + at, f32x4.add(v128.load(a + at), v128.load(b + at)), size - i);
    }
  }
}

/** Arguments: a, b, y, size */
export function multiply(args: usize): void {
  const a = address(args, 0);
  const b = address(args, 1);
  const y = address(args, 2);
  const size = integer(args, 3);
  for (let from = firstOfTask(); from < size; from = firstOfTask()) {
    for (let i = from; i < min(from + stretch, size); i += 4) {
      const at = (<usize>i) << 2;
      storeLanes(y + at, f32x4.mul(v128.load(a + at), v128.load(b + at)), size - i);
    }
  }
}

/** Arguments: x, factor, y, size */
export function scale(args: usize): void {
  const x = address(args, 0);
  const factor = v128.load_splat<f32>(address(args, 1));
  const y = address(args, 2);
  const size = integer(args, 3);
  for (let from = firstOfTask(); from < size; from = firstOfTask()) {
    for (let i = from; i < min(from + stretch, size); i += 4) {
      const at = (<usize>i) << 2;
      storeLanes(y + at, f32x4.mul(v128.load(x + at), factor), size - i);
    }
  }
}

/** Arguments: x, dropoutKey, y, site, threshold, 1/(1 − rate), size */
export function dropout(args: usize): void {
  const x = address(args, 0);
  const keyOfSite = siteKeyOf(load<i32>(address(args, 1)), integer(args, 3));
  const y = address(args, 2);
  const threshold = integer(args, 4);
  const kept = f32x4.splat(real(args, 5));
  const size = integer(args, 6);
  for (let from = firstOfTask(); from < size; from = firstOfTask()) {
    for (let i = from; i < min(from + stretch, size); i += 4) {
      const at = (<usize>i) << 2;
      const index = i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3));
      const factor = dropoutFactor(keyOfSite, threshold, kept, index);
      storeLanes(y + at, f32x4.mul(v128.load(x + at), factor), size - i);
    }
  }
}

/** Arguments: x, y, size */
export function copy(args: usize): void {
  const x = address(args, 0);
  const y = address(args, 1);
  const size = integer(args, 2);
  for (let from = firstOfTask(); from < size; from = firstOfTask()) {
    const at = (<usize>from) << 2;
    memory.copy(y + at, x + at, (<usize>min(stretch, size - from)) << 2);
  }
}
