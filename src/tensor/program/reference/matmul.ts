/** @file The product of two matrices with all that may be fused to its end. */
import type { OperationOf } from '../operation';
import { activationOf, activationSlope } from './elementwise';
import type { Operands } from './operands';

export function matmul(
  operation: OperationOf<'matmul'>,
  { a, b, bias, argument, residual }: Operands,
  { y, before, columnSums }: Operands,
): void {
  const { m, n, k, transposeA, transposeB, activation, activationGradient } = operation;
  const elementA = (row: number, inner: number) =>
    a[transposeA ? inner * m + row : row * k + inner];
  const elementB = (inner: number, column: number) =>
    b[transposeB ? column * k + inner : inner * n + column];
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      const at = row * n + column;
      let value = bias?.[column] ?? 0;
      for (let inner = 0; inner < k; inner++)
        value += elementA(row, inner) * elementB(inner, column);
      if (before) before[at] = value;
      if (activation) value = activationOf[activation](value);
      else if (activationGradient) value *= activationSlope[activationGradient](argument[at]);
      y[at] = value + (residual?.[at] ?? 0);
    }
  }
  if (!columnSums) return;
  columnSums.fill(0);
  for (let inner = 0; inner < k; inner++) {
    for (let column = 0; column < n; column++) columnSums[column] += elementB(inner, column);
  }
}
