/** @file The product of two matrices with all that may be fused to its end, and of many at once. */
import type { OperationOf } from '../operation';
import { activationOf, activationSlope } from './elementwise';
import type { Operands } from './operands';

export function matmul(
  operation: OperationOf<'matmul'>,
  inputs: Operands,
  outputs: Operands,
): void {
  const { count = 1 } = operation;
  for (let matrix = 0; matrix < count; matrix++) {
    const own = (operands: Operands): Operands =>
      Object.fromEntries(
        Object.entries(operands).map(([name, cells]) => {
          const size = cells.length / count;
          return [name, cells.subarray(matrix * size, (matrix + 1) * size)];
        }),
      );
    product(operation, own(inputs), own(outputs));
  }
}

function product(
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

export function groupedMatmul(
  { groups, transposeB, product, added }: OperationOf<'groupedMatmul'>,
  { a, b, addend }: Operands,
  { y }: Operands,
): void {
  let [startA, startB, startY] = [0, 0, 0];
  for (const { count, m, n, k } of groups) {
    for (let matrix = 0; matrix < count; matrix++) {
      for (let row = 0; row < m; row++) {
        for (let column = 0; column < n; column++) {
          let sum = 0;
          for (let inner = 0; inner < k; inner++) {
            const inB = transposeB ? column * k + inner : inner * n + column;
            sum += a[startA + row * k + inner] * b[startB + inB];
          }
          const at = startY + row * n + column;
          y[at] = product * sum + added * (addend?.[at] ?? 0);
        }
      }
      startA += m * k;
      startB += k * n;
      startY += m * n;
    }
  }
}
