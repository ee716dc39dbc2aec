/**
 * @file The optimisers that work on each element by itself, with clipping by the global norm: AdamW
 * (Loshchilov & Hutter 2017, arXiv 1711.05101), stochastic gradient descent with momentum, Lion (Chen
 * et al. 2023, arXiv 2302.06675); and the sums of squares that the norm is made of.
 */
import { clipEpsilon } from '../../constants';
import type { ElementwiseUpdate, OperationOf } from '../../program/operation';
import { inPlace, input, lineKernel, output, type Kernel, type Operand } from '../kernel';
import { lanesOf, type LaneExchange, type Lanes } from './lanes';
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

/** Names `lane`, `norm`, of the whole gradient, and `clip`, what the gradient is multiplied by. */
export function clipStatements(
  { parts, gradientClip }: Pick<ElementwiseUpdate, 'parts' | 'gradientClip'>,
  lanes: Lanes,
): string {
  const clip =
    gradientClip > 0 ? `min(1.0, ${float(gradientClip)} / (norm + ${float(clipEpsilon)}))` : '1.0';
  return `let lane = local % ${lanes.count}u;
  var squares = 0.0;
  for (var part = lane; part < ${parts}u; part += ${lanes.count}u) { squares += partials[part]; }
  let norm = sqrt(laneSum(squares, local));
  let clip = ${clip};`;
}

/** Elements of one invocation: so many share the work of adding up the partials. */
const elementsEach = 16;

interface Update {
  /** Its own state, and what it reads of `rates`, its learning rate first. */
  state: readonly Operand[];
  rates: Operand;
  /** Statements before the elements; they see `rate`. */
  before?: string;
  /** Statements for the element `at`, with the clipped gradient `slope`; they name `direction`. */
  each: string;
}

function updateKernel(
  operation: ElementwiseUpdate,
  exchange: LaneExchange,
  { state, rates, before = '', each }: Update,
): Kernel {
  const { size, parts, decayed, weightDecay } = operation;
  const lanes = lanesOf(exchange);
  const stretch = lanes.size * elementsEach;
  return lineKernel({
    operands: [
      inPlace('weights', size),
      ...state,
      input('gradient', size),
      input('partials', parts),
      rates,
      output('gradientNorm', 1),
    ],
    features: lanes.features,
    declarations: lanes.declarations,
    size: lanes.size,
    workgroups: Math.ceil(size / stretch),
    body: `${clipStatements(operation, lanes)}
  if (group == 0u && local == 0u) { outGradientNorm[0] = norm; }
  let rate = ${rates.variable}[0];
  ${before}
  let end = min((group + 1u) * ${stretch}u, ${size}u);
  for (var at = group * ${stretch}u + local; at < end; at += ${lanes.size}u) {
    let slope = gradient[at] * clip;
    ${each}
    let kept = select(1.0, 1.0 - rate * ${float(weightDecay)}, at < ${decayed}u);
    weights[at] = weights[at] * kept - rate * direction;
  }`,
  });
}

/** Running mean: beta·old + (1 − beta)·now. */
const mean = (old: string, now: string, beta: number) =>
  `${float(beta)} * ${old} + ${float(1 - beta)} * ${now}`;

export function adamwKernel(operation: OperationOf<'adamw'>, exchange: LaneExchange): Kernel {
  const { size, betas, epsilon } = operation;
  return updateKernel(operation, exchange, {
    state: [inPlace('firstMoment', size), inPlace('secondMoment', size)],
    rates: input('hyper', 3),
    before: `let first = 1.0 / hyper[1];
  let second = inverseSqrt(hyper[2]);`,
    each: `let firstMean = ${mean('firstMoment[at]', 'slope', betas[0])};
    let secondMean = ${mean('secondMoment[at]', 'slope * slope', betas[1])};
    firstMoment[at] = firstMean;
    secondMoment[at] = secondMean;
    let direction = firstMean * first / (sqrt(secondMean) * second + ${float(epsilon)});`,
  });
}

export function sgdKernel(operation: OperationOf<'sgd'>, exchange: LaneExchange): Kernel {
  return updateKernel(operation, exchange, {
    state: [inPlace('buffer', operation.size)],
    rates: input('learningRate', 1),
    each: `let direction = ${float(operation.momentum)} * buffer[at] + slope;
    buffer[at] = direction;`,
  });
}

export function lionKernel(operation: OperationOf<'lion'>, exchange: LaneExchange): Kernel {
  const { size, betas } = operation;
  return updateKernel(operation, exchange, {
    state: [inPlace('buffer', size)],
    rates: input('learningRate', 1),
    each: `let direction = sign(${mean('buffer[at]', 'slope', betas[0])});
    buffer[at] = ${mean('buffer[at]', 'slope', betas[1])};`,
  });
}
