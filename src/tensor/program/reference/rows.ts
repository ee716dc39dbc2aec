/** @file Operations on the rows of a matrix: embeddings, norms, the loss. */
import { normEpsilon } from '../../constants';
import type { OperationOf } from '../operation';
import { gainOf } from '../operations/norm';
import type { Operands } from './operands';

export function embedding(
  { rows, width, time }: OperationOf<'embedding'>,
  { table, ids, positions, places }: Operands,
  { y }: Operands,
): void {
  for (let row = 0; row < rows; row++) {
    const place = places?.[row] ?? row % time;
    for (let column = 0; column < width; column++) {
      y[row * width + column] =
        table[ids[row] * width + column] + (positions?.[place * width + column] ?? 0);
    }
  }
}

export function embeddingGradient(
  { rows, width }: OperationOf<'embeddingGradient'>,
  { gradient, ids }: Operands,
  { table }: Operands,
): void {
  table.fill(0);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) {
      table[ids[row] * width + column] += gradient[row * width + column];
    }
  }
}

export function positionGradient(
  { rows, width, time }: OperationOf<'positionGradient'>,
  { gradient }: Operands,
  { positions }: Operands,
): void {
  positions.fill(0);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) {
      positions[(row % time) * width + column] += gradient[row * width + column];
    }
  }
}

/** The variance is the biased one; RMS norm takes the mean to be 0. */
export function norm(
  operation: OperationOf<'norm'>,
  { x, gain, bias }: Operands,
  { y, statistics }: Operands,
): void {
  const { rows, width } = operation;
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    const mean = operation.norm === 'layer' ? meanOver(width, (column) => x[start + column]) : 0;
    const variance = meanOver(width, (column) => (x[start + column] - mean) ** 2);
    const number = gainOf(operation, row);
    const scale = number === null ? 1 : 1 / Math.sqrt(variance + normEpsilon);
    for (let column = 0; column < width; column++) {
      const normalised = (x[start + column] - mean) * scale;
      const factor = number === null ? 1 : gain[number * width + column];
      y[start + column] = normalised * factor + (bias?.[column] ?? 0);
    }
    statistics[row * 2] = mean;
    statistics[row * 2 + 1] = scale;
  }
}

/** What the mean and the scale take from the gradient is its part along 1 and along the row. */
export function normGradient(
  operation: OperationOf<'normGradient'>,
  { gradient, x, gain, statistics, addend }: Operands,
  outputs: Operands,
): void {
  const { rows, width } = operation;
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    const number = gainOf(operation, row);
    if (number === null) {
      for (let at = start; at < start + width; at++) {
        outputs.x[at] = gradient[at] + (addend?.[at] ?? 0);
      }
      continue;
    }
    const mean = statistics[row * 2];
    const scale = statistics[row * 2 + 1];
    const normalised = (column: number) => (x[start + column] - mean) * scale;
    const inner = (column: number) => gradient[start + column] * gain[number * width + column];
    const alongOne = operation.norm === 'layer' ? meanOver(width, inner) : 0;
    const alongRow = meanOver(width, (column) => inner(column) * normalised(column));
    for (let column = 0; column < width; column++) {
      const rest = inner(column) - alongOne - normalised(column) * alongRow;
      outputs.x[start + column] = rest * scale + (addend?.[start + column] ?? 0);
    }
  }
}

export function normParameterGradient(
  operation: OperationOf<'normParameterGradient'>,
  { gradient, x, statistics }: Operands,
  { gain, bias }: Operands,
): void {
  const { rows, width } = operation;
  gain.fill(0);
  bias?.fill(0);
  for (let row = 0; row < rows; row++) {
    const number = gainOf(operation, row);
    if (number === null) continue;
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const normalised = (x[at] - statistics[row * 2]) * statistics[row * 2 + 1];
      gain[number * width + column] += gradient[at] * normalised;
      if (bias) bias[column] += gradient[at];
    }
  }
}

/** Without a single label the loss and its gradient are 0. */
export function crossEntropy(
  { rows, vocabulary }: OperationOf<'crossEntropy'>,
  { logits, labels, factor }: Operands,
  { loss, rowLosses, gradient }: Operands,
): void {
  const counted = Math.max(1, labels.filter((label) => label >= 0).length);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * vocabulary;
    const label = labels[row];
    const logNormaliser = logSumExp(vocabulary, (token) => logits[start + token]);
    rowLosses[row] = label < 0 ? 0 : logNormaliser - logits[start + label];
    sum += rowLosses[row];
    if (!gradient) continue;
    for (let token = 0; token < vocabulary; token++) {
      const probability = Math.exp(logits[start + token] - logNormaliser);
      const slope = probability - (token === label ? 1 : 0);
      gradient[start + token] = label < 0 ? 0 : (slope / counted) * (factor?.[0] ?? 1);
    }
  }
  loss[0] = sum / counted;
}

function meanOver(count: number, term: (index: number) => number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += term(index);
  return sum / count;
}

/** log Σ exp(term), with the largest term taken out so that nothing overflows. */
export function logSumExp(count: number, term: (index: number) => number): number {
  let largest = -Infinity;
  for (let index = 0; index < count; index++) largest = Math.max(largest, term(index));
  let sum = 0;
  for (let index = 0; index < count; index++) sum += Math.exp(term(index) - largest);
  return largest + Math.log(sum);
}
