/**
 * @file What is fused to the end of a product, for each of its elements.
 */
import type { OperationOf } from '../../program/operation';
import { input, output, type Operand } from '../kernel';
import { activationFunction, activationSlopeFunction } from './wgsl';

export type Matmul = OperationOf<'matmul'>;

export interface MatmulPresence {
  bias: boolean;
  residual: boolean;
  before: boolean;
  columnSums: boolean;
}

/** What `finish` reads and writes. */
export function epilogueOperands(
  { m, n, activationGradient }: Matmul,
  present: MatmulPresence,
): Operand[] {
  const operands: Operand[] = [];
  if (present.bias) operands.push(input('bias', n));
  if (activationGradient) operands.push(input('argument', m * n));
  if (present.residual) operands.push(input('residual', m * n));
  operands.push(output('y', m * n));
  if (present.before) operands.push(output('before', m * n));
  return operands;
}

/** `fn finish(row, column, product)`: the epilogue of one element. */
export function epilogueFunction(operation: Matmul, present: MatmulPresence): string {
  const { n, activation, activationGradient } = operation;
  const steps = [
    present.bias ? 'value += bias[column];' : '',
    present.before ? 'outBefore[at] = value;' : '',
    activation ? 'value = activation(value);' : '',
    activationGradient ? 'value *= activationSlope(argument[at]);' : '',
    present.residual ? 'value += residual[at];' : '',
  ];
  return `${activation ? activationFunction(activation) : ''}${
    activationGradient ? activationSlopeFunction(activationGradient) : ''
  }
fn finish(row: u32, column: u32, product: f32) {
  let at = row * ${n}u + column;
  var value = product;
  ${steps.filter((step) => step !== '').join('\n  ')}
  outY[at] = value;
}
`;
}
