/** @file How evenly noisy top-k uses its experts, and the gradient of its two losses. */
import type { OperationOf } from '../../program/operation';
import type { ExpertShape } from '../../program/operations/experts';
import { elementKernel, input, lineKernel, output, read, type Kernel } from '../kernel';
import { count } from './count';
import { densityAt, float, normalShare } from './wgsl';

export function expertUsageKernels(shape: OperationOf<'expertUsage'>): Kernel[] {
  return [probabilityKernel(shape), usageKernel(shape), lossKernel(shape)];
}

/** Whether a token has chosen an expert, for a row that begins at `first` of the choices. */
const isChosen = ({ perToken }: ExpertShape) =>
  count(perToken)
    .map((at) => `chosen[first + ${at}u] == i32(expert)`)
    .join(' || ');

/** Leaves `first` and `start`, where a row's choices and logits begin, and `next`, its best other expert. */
const thresholds = (shape: ExpertShape) => {
  const { experts, perToken } = shape;
  return `let first = index * ${perToken}u;
  let start = index * ${experts}u;
  let last = u32(chosen[first + ${perToken - 1}u]);
  var next = last;
  for (var expert = 0u; expert < ${experts}u; expert++) {
    if (${isChosen(shape)}) { continue; }
    if (next == last || noisy[start + expert] > noisy[start + next]) { next = expert; }
  }`;
};

/** Of each token, alone. */
function probabilityKernel(shape: ExpertShape): Kernel {
  const { rows, experts, perToken } = shape;
  const size = rows * experts;
  return elementKernel({
    operands: [
      ...logits(size),
      input('chosen', rows * perToken, 'i32'),
      output('probabilities', size),
    ],
    declarations: `fn shareBelow(x: f32) -> f32 {
  ${normalShare('f32')}
  return below;
}`,
    count: rows,
    body:
      experts === perToken
        ? `for (var at = index * ${experts}u; at < (index + 1u) * ${experts}u; at++) { outProbabilities[at] = 1.0; }`
        : `${thresholds(shape)}
  for (var expert = 0u; expert < ${experts}u; expert++) {
    let at = start + expert;
    let threshold = noisy[start + select(last, next, ${isChosen(shape)})];
    outProbabilities[at] = shareBelow((clean[at] - threshold) / deviation[at]);
  }`,
  });
}

const logits = (size: number) => [
  input('clean', size),
  input('noisy', size),
  input('deviation', size),
];

/** Of each expert, by a workgroup: the sums of its gates and of its probabilities. */
function usageKernel({ rows, experts, perToken }: ExpertShape): Kernel {
  const size = 64;
  return lineKernel({
    operands: [
      input('chosen', rows * perToken, 'i32'),
      input('gates', rows * perToken),
      read(output('probabilities', rows * experts)),
      output('usage', 2 * experts),
    ],
    declarations: `var<workgroup> sums: array<vec2<f32>, ${size}>;`,
    size,
    workgroups: experts,
    body: `var sum = vec2<f32>(0.0);
  for (var row = local; row < ${rows}u; row += ${size}u) {
    for (var choice = row * ${perToken}u; choice < (row + 1u) * ${perToken}u; choice++) {
      if (chosen[choice] == i32(group)) { sum.x += gates[choice]; }
    }
    sum.y += outProbabilities[row * ${experts}u + group];
  }
  sums[local] = sum;
  workgroupBarrier();
  if (local > 0u) { return; }
  for (var other = 1u; other < ${size}u; other++) { sum += sums[other]; }
  outUsage[group] = sum.x;
  outUsage[${experts}u + group] = sum.y;`,
  });
}

/** One invocation for each loss: there are few experts. */
function lossKernel({ experts }: ExpertShape): Kernel {
  return elementKernel({
    operands: [
      read(output('usage', 2 * experts)),
      output('slopes', 2 * experts),
      output('losses', 2),
    ],
    count: 2,
    body: `let start = index * ${experts}u;
  var mean = 0.0;
  for (var at = start; at < start + ${experts}u; at++) { mean += outUsage[at] * ${float(1 / experts)}; }
  var variance = 0.0;
  for (var at = start; at < start + ${experts}u; at++) {
    let distance = outUsage[at] - mean;
    variance += distance * distance * ${float(1 / experts)};
  }
  outLosses[index] = variance / (mean * mean);
  for (var at = start; at < start + ${experts}u; at++) {
    let change = outUsage[at] - mean - variance / mean;
    outSlopes[at] = ${float(2 / experts)} * change / (mean * mean);
  }`,
  });
}

export function expertUsageGradientKernels(
  operation: OperationOf<'expertUsageGradient'>,
): Kernel[] {
  return [gateKernel(operation), densityKernel(operation), thresholdKernel(operation)];
}

function gateKernel({
  rows,
  experts,
  perToken,
  importance,
}: OperationOf<'expertUsageGradient'>): Kernel {
  const choices = rows * perToken;
  return elementKernel({
    operands: [
      input('gradient', choices),
      input('factor', 1),
      input('chosen', choices, 'i32'),
      input('slopes', 2 * experts),
      output('gates', choices),
    ],
    count: choices,
    body: `let slope = factor[0] * ${float(importance)} * slopes[chosen[index]];
  outGates[index] = gradient[index] + slope;`,
  });
}

function densityKernel(operation: OperationOf<'expertUsageGradient'>): Kernel {
  const { rows, experts, perToken, load } = operation;
  const size = rows * experts;
  return elementKernel({
    operands: [
      input('factor', 1),
      ...logits(size),
      input('chosen', rows * perToken, 'i32'),
      input('slopes', 2 * experts),
      output('clean', size),
      output('deviation', size),
    ],
    count: rows,
    body:
      experts === perToken
        ? `for (var at = index * ${experts}u; at < (index + 1u) * ${experts}u; at++) {
    outClean[at] = 0.0;
    outDeviation[at] = 0.0;
  }`
        : `${thresholds(operation)}
  for (var expert = 0u; expert < ${experts}u; expert++) {
    let at = start + expert;
    let threshold = noisy[start + select(last, next, ${isChosen(operation)})];
    let distance = (clean[at] - threshold) / deviation[at];
    let density = ${densityAt('distance')} / deviation[at];
    let slope = factor[0] * ${float(load)} * slopes[${experts}u + expert] * density;
    outClean[at] = slope;
    outDeviation[at] = -slope * distance;
  }`,
  });
}

/** What thresholds are moved by: of a row's logits two are any. */
function thresholdKernel(operation: OperationOf<'expertUsageGradient'>): Kernel {
  const { rows, experts, perToken } = operation;
  const size = rows * experts;
  return elementKernel({
    operands: [
      input('noisy', size),
      input('chosen', rows * perToken, 'i32'),
      read(output('clean', size)),
      output('noisy', size),
    ],
    count: rows,
    body: `${thresholds(operation)}
  var ofNext = 0.0;
  var ofLast = 0.0;
  for (var expert = 0u; expert < ${experts}u; expert++) {
    let slope = outClean[start + expert];
    if (${isChosen(operation)}) { ofNext -= slope; } else { ofLast -= slope; }
    outNoisy[start + expert] = 0.0;
  }
  outNoisy[start + next] = ofNext;
  outNoisy[start + last] = ${experts === perToken ? '0.0' : 'ofLast'};`,
  });
}
