/** @file The steps of the optimisers, and the gradient's norm that all of them clip. */
import { clipEpsilon, muonScale, newtonSchulz } from '../../constants';
import { isTall, placedMatrices, rowStepOf, type PlacedMatrix } from '../matrix-runs';
import type { OperationOf } from '../operation';
import type { ElementwiseUpdate } from '../operations/optimizers';
import type { Cells, Operands } from './operands';

/** Only the sum of the partials is defined: a machine may cut otherwise. */
export function sumOfSquares(
  { size, parts }: OperationOf<'sumOfSquares'>,
  { x }: Operands,
  { partials }: Operands,
): void {
  const stretch = Math.ceil(size / parts);
  partials.fill(0);
  for (let i = 0; i < size; i++) partials[Math.floor(i / stretch)] += x[i] ** 2;
}

function normOf(partials: Cells): number {
  let squares = 0;
  for (const partial of partials) squares += partial;
  return Math.sqrt(squares);
}

/** What PyTorch's `clip_grad_norm_` multiplies the gradient by. */
const clipFactor = (gradientClip: number, norm: number) =>
  gradientClip > 0 ? Math.min(1, gradientClip / (norm + clipEpsilon)) : 1;

export function lossScaling(
  { interval, least, most }: OperationOf<'lossScaling'>,
  { partials, state }: Operands,
  outputs: Operands,
): void {
  const [scale, goodSteps] = state;
  const isGood = Number.isFinite(normOf(partials));
  const isLongEnough = isGood && goodSteps + 1 >= interval;
  const next = isGood ? scale * (isLongEnough ? 2 : 1) : scale / 2;
  outputs.unscale[0] = isGood ? 1 / scale : 0;
  outputs.state[0] = Math.min(most, Math.max(least, next));
  outputs.state[1] = isGood && !isLongEnough ? goodSteps + 1 : 0;
}

/** Clips, decays and steps: `directionOf` an element of the clipped gradient keeps its own state. */
function updateElements(
  { size, decayed, weightDecay, gradientClip }: ElementwiseUpdate,
  { weights, gradient, partials, unscale }: Operands,
  outputs: Operands,
  learningRate: number,
  directionOf: (slope: number, index: number) => number,
): void {
  const [factor] = unscale ?? [1];
  if (factor === 0) {
    outputs.gradientNorm[0] = 0;
    return;
  }
  const norm = normOf(partials) * factor;
  const clip = clipFactor(gradientClip, norm) * factor;
  for (let i = 0; i < size; i++) {
    const direction = directionOf(gradient[i] * clip, i);
    const decay = i < decayed ? learningRate * weightDecay : 0;
    outputs.weights[i] = weights[i] * (1 - decay) - learningRate * direction;
  }
  outputs.gradientNorm[0] = norm;
}

export function adamw(operation: OperationOf<'adamw'>, inputs: Operands, outputs: Operands): void {
  const { betas, epsilon } = operation;
  const [beta1, beta2] = betas;
  const { firstMoment, secondMoment, hyper } = inputs;
  const [learningRate, correction1, correction2] = hyper;
  updateElements(operation, inputs, outputs, learningRate, (g, i) => {
    const m = beta1 * firstMoment[i] + (1 - beta1) * g;
    const v = beta2 * secondMoment[i] + (1 - beta2) * g ** 2;
    outputs.firstMoment[i] = m;
    outputs.secondMoment[i] = v;
    return m / correction1 / (Math.sqrt(v / correction2) + epsilon);
  });
}

export function sgd(operation: OperationOf<'sgd'>, inputs: Operands, outputs: Operands): void {
  const { buffer, learningRate } = inputs;
  updateElements(operation, inputs, outputs, learningRate[0], (g, i) => {
    outputs.buffer[i] = operation.momentum * buffer[i] + g;
    return outputs.buffer[i];
  });
}

export function lion(operation: OperationOf<'lion'>, inputs: Operands, outputs: Operands): void {
  const [beta1, beta2] = operation.betas;
  const { buffer, learningRate } = inputs;
  updateElements(operation, inputs, outputs, learningRate[0], (g, i) => {
    const direction = Math.sign(beta1 * buffer[i] + (1 - beta1) * g);
    outputs.buffer[i] = beta2 * buffer[i] + (1 - beta2) * g;
    return direction;
  });
}

/** Calls with the place of each element in the flat vector and in the packed one. */
function eachElement(
  { run, offset, packed }: PlacedMatrix,
  act: (at: number, packedAt: number) => void,
): void {
  const { rows, columns } = run;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const inMatrix = isTall(run) ? column * rows + row : row * columns + column;
      act(offset + row * rowStepOf(run) + column, packed + inMatrix);
    }
  }
}

export function muonDirection(
  { runs, momentum, gradientClip }: OperationOf<'muonDirection'>,
  { buffer, gradient, partials, unscale }: Operands,
  outputs: Operands,
): void {
  const { direction } = outputs;
  outputs.buffer.set(buffer);
  const [factor] = unscale ?? [1];
  if (factor === 0) {
    direction.fill(0);
    return;
  }
  const clip = clipFactor(gradientClip, normOf(partials) * factor) * factor;
  for (const matrix of placedMatrices(runs)) {
    let squares = 0;
    eachElement(matrix, (at, packedAt) => {
      const slope = gradient[at] * clip;
      outputs.buffer[at] = momentum * buffer[at] + slope;
      direction[packedAt] = slope + momentum * outputs.buffer[at];
      squares += direction[packedAt] ** 2;
    });
    const norm = Math.sqrt(squares) + newtonSchulz.epsilon;
    eachElement(matrix, (_at, packedAt) => (direction[packedAt] /= norm));
  }
}

export function muonUpdate(
  { runs, weightDecay }: OperationOf<'muonUpdate'>,
  { weights, direction, learningRate, unscale }: Operands,
  outputs: Operands,
): void {
  const [rate] = learningRate;
  outputs.weights.set(weights);
  if (unscale?.[0] === 0) return;
  for (const matrix of placedMatrices(runs)) {
    const scale = muonScale * Math.sqrt(Math.max(matrix.run.rows, matrix.run.columns));
    eachElement(matrix, (at, packedAt) => {
      outputs.weights[at] =
        weights[at] * (1 - rate * weightDecay) - rate * scale * direction[packedAt];
    });
  }
}
