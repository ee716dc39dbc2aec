/** @file Operations that work on each element by itself, and the optimiser. */
import { clipEpsilon, geluCubic, geluSlope } from '../../constants';
import { dropoutThreshold, maskBits, siteKey } from '../../dropout-mask';
import type { ActivationKind, OperationOf } from '../operation';
import type { Operands } from './operands';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export const activationOf: Record<ActivationKind, (x: number) => number> = {
  gelu: (x) => x * sigmoid(geluSlope * x + geluCubic * x ** 3),
  silu: (x) => x * sigmoid(x),
  relu: (x) => Math.max(0, x),
};

/** The derivatives. */
export const activationSlope: Record<ActivationKind, (x: number) => number> = {
  gelu: (x) => {
    const gate = sigmoid(geluSlope * x + geluCubic * x ** 3);
    return gate + x * gate * (1 - gate) * (geluSlope + 3 * geluCubic * x ** 2);
  },
  silu: (x) => sigmoid(x) * (1 + x * (1 - sigmoid(x))),
  relu: (x) => (x > 0 ? 1 : 0),
};

export function activation(
  operation: OperationOf<'activation'>,
  { x }: Operands,
  { y }: Operands,
): void {
  const f = activationOf[operation.activation];
  for (let i = 0; i < operation.size; i++) y[i] = f(x[i]);
}

export function activationGradient(
  operation: OperationOf<'activationGradient'>,
  { gradient, x }: Operands,
  outputs: Operands,
): void {
  const slope = activationSlope[operation.activation];
  for (let i = 0; i < operation.size; i++) outputs.x[i] = gradient[i] * slope(x[i]);
}

export function add({ size }: OperationOf<'add'>, { a, b }: Operands, { y }: Operands): void {
  for (let i = 0; i < size; i++) y[i] = a[i] + b[i];
}

export function scale(
  { size }: OperationOf<'scale'>,
  { x, factor }: Operands,
  { y }: Operands,
): void {
  for (let i = 0; i < size; i++) y[i] = x[i] * factor[0];
}

export function copy({ size }: OperationOf<'copy'>, { x }: Operands, { y }: Operands): void {
  for (let i = 0; i < size; i++) y[i] = x[i];
}

/**
 * What dropout multiplies each element by: 0, or 1/(1 − rate) so that the expectation stays.
 * @param key the step's
 */
export function dropoutFactor(rate: number, key: number, site: number): (index: number) => number {
  const threshold = dropoutThreshold(rate);
  const keyOfSite = siteKey(key, site);
  return (index) => (maskBits(keyOfSite, index) < threshold ? 0 : 1 / (1 - rate));
}

export function dropout(
  { rate, site, size }: OperationOf<'dropout'>,
  { x, dropoutKey }: Operands,
  { y }: Operands,
): void {
  const factor = dropoutFactor(rate, dropoutKey[0], site);
  for (let i = 0; i < size; i++) y[i] = x[i] * factor(i);
}

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

/** Loshchilov & Hutter 2017 (arXiv 1711.05101), with clipping of the gradient's norm. */
export function adamw(
  operation: OperationOf<'adamw'>,
  { weights, firstMoment, secondMoment, gradient, partials, hyper }: Operands,
  outputs: Operands,
): void {
  const { size, decayed, epsilon, weightDecay, gradientClip } = operation;
  const [beta1, beta2] = operation.betas;
  const [learningRate, correction1, correction2] = hyper;
  let squares = 0;
  for (const partial of partials) squares += partial;
  const norm = Math.sqrt(squares);
  const clip = gradientClip > 0 ? Math.min(1, gradientClip / (norm + clipEpsilon)) : 1;
  for (let i = 0; i < size; i++) {
    const g = gradient[i] * clip;
    const m = beta1 * firstMoment[i] + (1 - beta1) * g;
    const v = beta2 * secondMoment[i] + (1 - beta2) * g ** 2;
    const update = m / correction1 / (Math.sqrt(v / correction2) + epsilon);
    const decay = i < decayed ? learningRate * weightDecay : 0;
    outputs.weights[i] = weights[i] * (1 - decay) - learningRate * update;
    outputs.firstMoment[i] = m;
    outputs.secondMoment[i] = v;
  }
  outputs.gradientNorm[0] = norm;
}
