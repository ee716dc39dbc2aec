/**
 * @file Arithmetic of the operations on each number.
 */
import type { ActivationKind, ElementwiseOperation } from '../operations/elementwise';

/** For each element: x·σ(a·x + b·x³), x·Φ(x) with a tail of five terms, x·σ(x), max(0, x), and
 * softplus with a logarithm of six terms. */
export const activationFlops: Record<ActivationKind, number> = {
  gelu: 9,
  geluErf: 18,
  silu: 4,
  relu: 1,
  softplus: 19,
};
/** The slope, and its product with the gradient. */
export const activationGradientFlops: Record<ActivationKind, number> = {
  gelu: 16,
  geluErf: 21,
  silu: 8,
  relu: 2,
  softplus: 5,
};

export function elementwiseFlops(operation: ElementwiseOperation): number {
  switch (operation.kind) {
    case 'activation':
      return operation.size * activationFlops[operation.activation];
    case 'activationGradient':
      return operation.size * activationGradientFlops[operation.activation];
    case 'gatedActivation':
      return operation.rows * operation.width * (activationFlops[operation.activation] + 1);
    case 'gatedActivationGradient': {
      const { rows, width, activation } = operation;
      // The slope and the activation; their products with the value and the gradient.
      const each = activationGradientFlops[activation] + activationFlops[activation] + 2;
      return rows * width * each;
    }
    case 'softCap':
      // cap · (2 · σ(2x / cap) − 1)
      return operation.size * 7;
    case 'softCapGradient':
      return operation.size * 4;
    case 'add':
    case 'multiply':
    case 'scale':
    case 'dropout':
      return operation.size;
    case 'copy':
      return 0;
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}
