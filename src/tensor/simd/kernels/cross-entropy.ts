/** @file Cross-entropy of rows of logits against labels, and its gradient. */
import { address, integer } from './arguments';
import { keepLanes, largestLane, storeLanes, sumOfLanes, zeros } from './lanes';
import { exp, log } from './math';
import { barrier, claimTask } from './threads';

const rowsPerTask = 8;

/**
 * Arguments: logits, labels, factor, loss, rowLosses, gradient, rows, vocabulary. Labels outside of the
 * vocabulary are ignored, as negative ones.
 */
export function crossEntropy(args: usize): void {
  const labels = address(args, 1);
  const rowLosses = address(args, 4);
  const rows = integer(args, 6);
  const vocabulary = <u32>integer(args, 7);
  let counted = 0;
  for (let row = 0; row < rows; row++) {
    if (load<u32>(labels + ((<usize>row) << 2)) < vocabulary) counted++;
  }
  const factor = address(args, 2);
  const share: f32 = (factor != 0 ? load<f32>(factor) : 1) / <f32>max(1, counted);
  for (let first = firstOfTask(); first < rows; first = firstOfTask()) {
    for (let row = first; row < min(first + rowsPerTask, rows); row++) {
      const label = load<u32>(labels + ((<usize>row) << 2));
      const loss: f32 = label < vocabulary ? lossOfRow(args, row, label, share) : 0;
      if (label >= vocabulary) clearGradient(args, row);
      store<f32>(rowLosses + ((<usize>row) << 2), loss);
    }
  }
  barrier();
  if (claimTask() != 0) return;
  let sum: f64 = 0;
  for (let row = 0; row < rows; row++) sum += load<f32>(rowLosses + ((<usize>row) << 2));
  store<f32>(address(args, 3), <f32>(sum / <f64>max(1, counted)));
}

// @inline
function firstOfTask(): i32 {
  return <i32>claimTask() * rowsPerTask;
}

function lossOfRow(args: usize, row: i32, label: u32, share: f32): f32 {
  const gradient = address(args, 5);
  const vocabulary = integer(args, 7);
  const start = (<usize>row * <usize>vocabulary) << 2;
  const logits = address(args, 0) + start;
  const target = gradient + start;
  let largest = v128.load_splat<f32>(logits);
  for (let i = 0; i < vocabulary; i += 4) {
    let values = v128.load(logits + ((<usize>i) << 2));
    if (vocabulary - i < 4) values = v128.bitselect(values, largest, laneMask(vocabulary - i));
    largest = f32x4.pmax(largest, values);
  }
  const top = largestLane(largest);
  const tops = f32x4.splat(top);
  let sums = zeros();
  for (let i = 0; i < vocabulary; i += 4) {
    const at = (<usize>i) << 2;
    let weights = exp(f32x4.sub(v128.load(logits + at), tops));
    if (vocabulary - i < 4) weights = keepLanes(weights, vocabulary - i);
    if (gradient != 0) storeLanes(target + at, weights, vocabulary - i);
    sums = f32x4.add(sums, weights);
  }
  const sum = sumOfLanes(sums);
  const loss = <f32>(<f64>top + log(sum) - <f64>load<f32>(logits + ((<usize>label) << 2)));
  if (gradient == 0) return loss;
  const factor = f32x4.splat(share / sum);
  for (let i = 0; i < vocabulary; i += 4) {
    const at = target + ((<usize>i) << 2);
    storeLanes(at, f32x4.mul(v128.load(at), factor), vocabulary - i);
  }
  const ofLabel = target + ((<usize>label) << 2);
  store<f32>(ofLabel, load<f32>(ofLabel) - share);
  return loss;
}

// @inline
function laneMask(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}

function clearGradient(args: usize, row: i32): void {
  const gradient = address(args, 5);
  const rowBytes = (<usize>integer(args, 7)) << 2;
  if (gradient != 0) memory.fill(gradient + <usize>row * rowBytes, 0, rowBytes);
}
