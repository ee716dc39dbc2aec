/**
 * @file Softmax cross-entropy from logits: one kernel for the losses and gradients of all rows, one
 * for the mean.
 */
import type { OperationOf } from '../../program/operation';
import { input, lineKernel, output, read, type Kernel } from '../kernel';
import { lanesOf, rowOfLane, type LaneExchange } from './lanes';

/** Each workgroup counts the labels for itself: what the gradient of a mean is divided by. */
const countLabels = (rows: number, size: number) => `var own = 0u;
  for (var at = local; at < ${rows}u; at += ${size}u) { own += select(0u, 1u, labels[at] >= 0); }
  atomicAdd(&counted, own);
  workgroupBarrier();
  let weight = 1.0 / f32(max(1u, atomicLoad(&counted)));`;

export function crossEntropyKernels(
  { rows, vocabulary }: OperationOf<'crossEntropy'>,
  present: { gradient: boolean; factor: boolean },
  exchange: LaneExchange,
): Kernel[] {
  const lanes = lanesOf(exchange);
  const rowLosses = output('rowLosses', rows);
  const operands = [input('logits', rows * vocabulary), input('labels', rows, 'i32'), rowLosses];
  if (present.factor) operands.push(input('factor', 1));
  if (present.gradient) operands.push(output('gradient', rows * vocabulary));
  const columns = `var column = lane; column < ${vocabulary}u; column += ${lanes.count}u`;
  const gradient = `let share = select(0.0, weight${present.factor ? ' * factor[0]' : ''}, isCounted);
  for (${columns}) {
    let probability = exp(logits[row * ${vocabulary}u + column] - logSumExp);
    let wanted = select(0.0, 1.0, isCounted && column == u32(label));
    outGradient[row * ${vocabulary}u + column] = (probability - wanted) * share;
  }`;
  const rowsKernel = lineKernel({
    operands,
    features: lanes.features,
    declarations: `var<workgroup> counted: atomic<u32>;\n${lanes.declarations}`,
    size: lanes.size,
    workgroups: Math.ceil(rows / lanes.rows),
    body: `${rowOfLane(lanes, rows)}
  ${present.gradient ? countLabels(rows, lanes.size) : ''}
  var largest = -3.4e38;
  for (${columns}) { largest = max(largest, logits[row * ${vocabulary}u + column]); }
  largest = laneMax(largest, local);
  var sum = 0.0;
  for (${columns}) { sum += exp(logits[row * ${vocabulary}u + column] - largest); }
  let logSumExp = largest + log(laneSum(sum, local));
  let label = labels[row];
  let isCounted = label >= 0;
  if (lane == 0u) {
    outRowLosses[row] = select(0.0, logSumExp - logits[row * ${vocabulary}u + u32(max(label, 0))], isCounted);
  }
  ${present.gradient ? gradient : ''}`,
  });
  return [rowsKernel, meanKernel(rows, rowLosses.variable)];
}

function meanKernel(rows: number, losses: string): Kernel {
  const size = 64;
  return lineKernel({
    operands: [input('labels', rows, 'i32'), read(output('rowLosses', rows)), output('loss', 1)],
    declarations: `var<workgroup> counted: atomic<u32>;
var<workgroup> sums: array<f32, ${size}>;`,
    size,
    workgroups: 1,
    body: `var sum = 0.0;
  for (var row = local; row < ${rows}u; row += ${size}u) { sum += ${losses}[row]; }
  sums[local] = sum;
  ${countLabels(rows, size)}
  if (local > 0u) { return; }
  for (var other = 1u; other < ${size}u; other++) { sum += sums[other]; }
  outLoss[0] = sum * weight;`,
  });
}
