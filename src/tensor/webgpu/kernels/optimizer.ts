/**
 * @file AdamW (Loshchilov & Hutter 2019, arXiv 1711.05101) with clipping by the global norm, and the
 * sums of squares that the norm is made of.
 */
import { clipEpsilon } from '../../constants';
import type { OperationOf } from '../../program/operation';
import { inPlace, input, lineKernel, output, type Kernel } from '../kernel';
import { lanesOf, type LaneExchange } from './lanes';
import { float } from './wgsl';

export function sumOfSquaresKernel(
  { size, parts }: OperationOf<'sumOfSquares'>,
  exchange: LaneExchange,
): Kernel {
  const lanes = lanesOf(exchange);
  const stretch = Math.ceil(size / parts);
  return lineKernel({
    operands: [input('x', size), output('partials', parts)],
    features: lanes.features,
    declarations: lanes.declarations,
    size: lanes.size,
    workgroups: Math.ceil(parts / lanes.rows),
    body: `let lane = local % ${lanes.count}u;
  let part = min(group * ${lanes.rows}u + local / ${lanes.count}u, ${parts - 1}u);
  let end = min((part + 1u) * ${stretch}u, ${size}u);
  var sum = 0.0;
  for (var at = part * ${stretch}u + lane; at < end; at += ${lanes.count}u) { sum += x[at] * x[at]; }
  sum = laneSum(sum, local);
  if (lane == 0u) { outPartials[part] = sum; }`,
  });
}

/** Elements of one invocation: so many share the work of adding up the partials. */
const elementsEach = 16;

export function adamwKernel(operation: OperationOf<'adamw'>, exchange: LaneExchange): Kernel {
  const { size, parts, decayed, betas, epsilon, weightDecay, gradientClip } = operation;
  const lanes = lanesOf(exchange);
  const operands = [
    inPlace('weights', size),
    inPlace('firstMoment', size),
    inPlace('secondMoment', size),
    input('gradient', size),
    input('partials', parts),
    input('hyper', 3),
    output('gradientNorm', 1),
  ];
  const stretch = lanes.size * elementsEach;
  const clip =
    gradientClip > 0 ? `min(1.0, ${float(gradientClip)} / (norm + ${float(clipEpsilon)}))` : '1.0';
  return lineKernel({
    operands,
    features: lanes.features,
    declarations: lanes.declarations,
    size: lanes.size,
    workgroups: Math.ceil(size / stretch),
    body: `let lane = local % ${lanes.count}u;
  var squares = 0.0;
  for (var part = lane; part < ${parts}u; part += ${lanes.count}u) { squares += partials[part]; }
  let norm = sqrt(laneSum(squares, local));
  if (group == 0u && local == 0u) { outGradientNorm[0] = norm; }
  let clip = ${clip};
  let rate = hyper[0];
  let first = 1.0 / hyper[1];
  let second = inverseSqrt(hyper[2]);
  let end = min((group + 1u) * ${stretch}u, ${size}u);
  for (var at = group * ${stretch}u + local; at < end; at += ${lanes.size}u) {
    let slope = gradient[at] * clip;
    let firstMean = ${float(betas[0])} * firstMoment[at] + ${float(1 - betas[0])} * slope;
    let secondMean = ${float(betas[1])} * secondMoment[at] + ${float(1 - betas[1])} * slope * slope;
    firstMoment[at] = firstMean;
    secondMoment[at] = secondMean;
    let kept = select(1.0, 1.0 - rate * ${float(weightDecay)}, at < ${decayed}u);
    weights[at] = weights[at] * kept - rate * firstMean * first / (sqrt(secondMean) * second + ${float(epsilon)});
  }`,
  });
}
