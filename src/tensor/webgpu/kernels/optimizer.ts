/**
 * @file The optimisers that work on each element by itself, with clipping by the global norm: AdamW
 * (Loshchilov & Hutter 2017, arXiv 1711.05101), stochastic gradient descent with momentum, Lion (Chen
 * et al. 2023, arXiv 2302.06675); and the sums of squares that the norm is made of.
 */
import { clipEpsilon } from '../../constants';
import type { OperationOf } from '../../program/operation';
import type { ElementwiseUpdate } from '../../program/operations/optimizers';
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

/**
 * Decides on the loss scale. Whether a number is finite is seen by its bits: a compiler may take it for
 * granted that all are.
 */
export function lossScalingKernel(
  { parts, interval, least, most }: OperationOf<'lossScaling'>,
  exchange: LaneExchange,
): Kernel {
  const lanes = lanesOf(exchange);
  return lineKernel({
    operands: [input('partials', parts), inPlace('state', 2), output('unscale', 1)],
    features: lanes.features,
    declarations: lanes.declarations,
    size: lanes.size,
    workgroups: 1,
    body: `${sumOfPartials(parts, lanes)}
  if (local > 0u) { return; }
  let isGood = (bitcast<u32>(squares) & 0x7f800000u) != 0x7f800000u;
  let scale = state[0];
  let goodSteps = select(0.0, state[1] + 1.0, isGood);
  let isLongEnough = goodSteps >= ${float(interval)};
  let factor = select(0.5, select(1.0, 2.0, isLongEnough), isGood);
  outUnscale[0] = select(0.0, 1.0 / scale, isGood);
  state[0] = clamp(scale * factor, ${float(least)}, ${float(most)});
  state[1] = select(goodSteps, 0.0, isLongEnough);`,
  });
}

/** Names `lane` and `squares`. */
const sumOfPartials = (parts: number, lanes: Lanes) => `let lane = local % ${lanes.count}u;
  var squares = 0.0;
  for (var part = lane; part < ${parts}u; part += ${lanes.count}u) { squares += partials[part]; }
  squares = laneSum(squares, local);`;

/** Whether the gradient is multiplied by a number first (`unscale`). */
export interface UpdatePresence {
  unscale: boolean;
}

export const unscaleOperands = ({ unscale }: UpdatePresence) =>
  unscale ? [input('unscale', 1)] : [];

/**
 * Names `lane`, `norm`, of the whole gradient, and `clip`, what the gradient is multiplied by.
 * @param skip statements that end with a return, where the step is skipped
 */
export function clipStatements(
  { parts, gradientClip }: Pick<ElementwiseUpdate, 'parts' | 'gradientClip'>,
  lanes: Lanes,
  { unscale }: UpdatePresence,
  skip = 'return;',
): string {
  const limit =
    gradientClip > 0 ? `min(1.0, ${float(gradientClip)} / (norm + ${float(clipEpsilon)}))` : '1.0';
  if (unscale) {
    return `${sumOfPartials(parts, lanes)}
  if (unscale[0] == 0.0) { ${skip} }
  let norm = sqrt(squares) * unscale[0];
  let clip = ${limit} * unscale[0];`;
  }
  return `${sumOfPartials(parts, lanes)}
  let norm = sqrt(squares);
  let clip = ${limit};`;
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
  present: UpdatePresence,
  exchange: LaneExchange,
  { state, rates, before = '', each }: Update,
): Kernel {
  const { size, parts, decayed, weightDecay } = operation;
  const lanes = lanesOf(exchange);
  const stretch = lanes.size * elementsEach;
  const setNorm = (norm: string) =>
    `if (group == 0u && local == 0u) { outGradientNorm[0] = ${norm}; }`;
  return lineKernel({
    operands: [
      inPlace('weights', size),
      ...state,
      input('gradient', size),
      input('partials', parts),
      rates,
      ...unscaleOperands(present),
      output('gradientNorm', 1),
    ],
    features: lanes.features,
    declarations: lanes.declarations,
    size: lanes.size,
    workgroups: Math.ceil(size / stretch),
    body: `${clipStatements(operation, lanes, present, `${setNorm('0.0')} return;`)}
  ${setNorm('norm')}
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

export function adamwKernel(
  operation: OperationOf<'adamw'>,
  present: UpdatePresence,
  exchange: LaneExchange,
): Kernel {
  const { size, betas, epsilon } = operation;
  return updateKernel(operation, present, exchange, {
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

export function sgdKernel(
  operation: OperationOf<'sgd'>,
  present: UpdatePresence,
  exchange: LaneExchange,
): Kernel {
  return updateKernel(operation, present, exchange, {
    state: [inPlace('buffer', operation.size)],
    rates: input('learningRate', 1),
    each: `let direction = ${float(operation.momentum)} * buffer[at] + slope;
    buffer[at] = direction;`,
  });
}

export function lionKernel(
  operation: OperationOf<'lion'>,
  present: UpdatePresence,
  exchange: LaneExchange,
): Kernel {
  const { size, betas } = operation;
  return updateKernel(operation, present, exchange, {
    state: [inPlace('buffer', size)],
    rates: input('learningRate', 1),
    each: `let direction = sign(${mean('buffer[at]', 'slope', betas[0])});
    buffer[at] = ${mean('buffer[at]', 'slope', betas[1])};`,
  });
}
