/** @file Operations that work on each element by itself. */
import { geluCubic, geluSlope } from '../../constants';
import { dropoutThreshold, maskBits, siteKey } from '../../dropout-mask';
import { normalDensity, normalDistribution } from '../../normal-distribution';
import type { OperationOf } from '../operation';
import type { ActivationKind } from '../operations/elementwise';
import type { Operands } from './operands';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export const activationOf: Record<ActivationKind, (x: number) => number> = {
  gelu: (x) => x * sigmoid(geluSlope * x + geluCubic * x ** 3),
  geluErf: (x) => x * normalDistribution(x),
  silu: (x) => x * sigmoid(x),
  relu: (x) => Math.max(0, x),
  softplus: (x) => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))),
};

/** The derivatives. */
export const activationSlope: Record<ActivationKind, (x: number) => number> = {
  gelu: (x) => {
    const gate = sigmoid(geluSlope * x + geluCubic * x ** 3);
    return gate + x * gate * (1 - gate) * (geluSlope + 3 * geluCubic * x ** 2);
  },
  geluErf: (x) => normalDistribution(x) + x * normalDensity(x),
  silu: (x) => sigmoid(x) * (1 + x * (1 - sigmoid(x))),
  relu: (x) => (x > 0 ? 1 : 0),
  softplus: sigmoid,
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

export function gatedActivation(
  { rows, width, ...operation }: OperationOf<'gatedActivation'>,
  { x }: Operands,
  { y }: Operands,
): void {
  const f = activationOf[operation.activation];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) {
      const gate = 2 * row * width + column;
      y[row * width + column] = f(x[gate]) * x[gate + width];
    }
  }
}

export function gatedActivationGradient(
  { rows, width, ...operation }: OperationOf<'gatedActivationGradient'>,
  { gradient, x }: Operands,
  outputs: Operands,
): void {
  const f = activationOf[operation.activation];
  const slope = activationSlope[operation.activation];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) {
      const gate = 2 * row * width + column;
      const upstream = gradient[row * width + column];
      outputs.x[gate] = upstream * x[gate + width] * slope(x[gate]);
      outputs.x[gate + width] = upstream * f(x[gate]);
    }
  }
}

export function softCap(
  { cap, size }: OperationOf<'softCap'>,
  { x }: Operands,
  { y }: Operands,
): void {
  for (let i = 0; i < size; i++) y[i] = cap * Math.tanh(x[i] / cap);
}

export function softCapGradient(
  { cap, size }: OperationOf<'softCapGradient'>,
  { gradient, y }: Operands,
  { x }: Operands,
): void {
  for (let i = 0; i < size; i++) x[i] = gradient[i] * (1 - (y[i] / cap) ** 2);
}

export function add({ size }: OperationOf<'add'>, { a, b }: Operands, { y }: Operands): void {
  for (let i = 0; i < size; i++) y[i] = a[i] + b[i];
}

export function multiply(
  { size }: OperationOf<'multiply'>,
  { a, b }: Operands,
  { y }: Operands,
): void {
  for (let i = 0; i < size; i++) y[i] = a[i] * b[i];
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
