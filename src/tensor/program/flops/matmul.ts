/**
 * @file Arithmetic of the matrix product.
 */
import type { MatmulOperation } from '../operations/matmul';
import { activationFlops, activationGradientFlops } from './elementwise';
import type { Presence } from './presence';

export function matmulFlops(
  { count = 1, m, n, k, activation, activationGradient }: MatmulOperation,
  has: Presence,
  gives: Presence,
): number {
  const each =
    2 * k +
    has('bias') +
    (activation ? activationFlops[activation] : 0) +
    (activationGradient ? activationGradientFlops[activationGradient] : 0) +
    has('residual');
  return count * (m * n * each + gives('columnSums') * k * n);
}
