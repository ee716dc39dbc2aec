/**
 * @file What is fused to the end of a product, for each of its elements, or for four in a row at once.
 */
import type { OperationOf } from '../../program/operation';
import type { ProgramNode } from '../../program/program';
import { input, output, widthOf, type Element, type Operand } from '../kernel';
import { activationFunction, activationSlopeFunction } from './wgsl';

export type Matmul = OperationOf<'matmul'>;

/** Which of its optional operands a product has. */
export type MatmulPresence = ReturnType<typeof presenceOf>;

export function presenceOf({ inputs, outputs }: Pick<ProgramNode, 'inputs' | 'outputs'>) {
  return {
    bias: 'bias' in inputs,
    residual: 'residual' in inputs,
    before: 'before' in outputs,
    columnSums: 'columnSums' in outputs,
  };
}

/**
 * What `finish` reads and writes.
 * @param element vectors only where n is a multiple of 4
 */
export function epilogueOperands(
  operation: Matmul,
  present: MatmulPresence,
  element: Element = 'f32',
): Operand[] {
  const { count = 1, n, activationGradient } = operation;
  const columns = n / widthOf(element);
  const size = allRowsOf(operation) * columns;
  const operands: Operand[] = [];
  if (present.bias) operands.push(input('bias', count * columns, element));
  if (activationGradient) operands.push(input('argument', size, element));
  if (present.residual) operands.push(input('residual', size, element));
  operands.push(output('y', size, element));
  if (present.before) operands.push(output('before', size, element));
  return operands;
}

export function columnSumsOperand({ count = 1, n }: Matmul, element: Element = 'f32'): Operand {
  return output('columnSums', (count * n) / widthOf(element), element);
}

/** Rows of all products, which stand one behind the other. */
export const allRowsOf = ({ count = 1, m }: Matmul) => count * m;

/**
 * In the WGSL of many products, where that of number `matrix` begins: to be put before an index within
 * it.
 * @param size of one of the products' operands
 */
export const startOfMatrix = ({ count = 1 }: Matmul, size: number) =>
  count > 1 ? `matrix * ${size}u + ` : '';

/**
 * `fn finish(row, column, product)`: the epilogue of one element, or of four from that column on; the
 * row is one of all products'.
 * @param element of the operands, and the type of `product`
 */
export function epilogueFunction(
  operation: Matmul,
  present: MatmulPresence,
  element: Element = 'f32',
): string {
  const { count = 1, m, n, activation, activationGradient } = operation;
  const width = widthOf(element);
  const column = count > 1 ? `(row / ${m}u * ${n}u + column)` : 'column';
  const steps = [
    present.bias ? `value += bias[${column} / ${width}u];` : '',
    present.before ? 'outBefore[at] = value;' : '',
    activation ? 'value = activation(value);' : '',
    activationGradient ? 'value *= activationSlope(argument[at]);' : '',
    present.residual ? 'value += residual[at];' : '',
  ];
  return `${activation ? activationFunction(activation, element) : ''}${
    activationGradient ? activationSlopeFunction(activationGradient, element) : ''
  }
fn finish(row: u32, column: u32, product: ${element}) {
  let at = (row * ${n}u + column) / ${width}u;
  var value = product;
  ${steps.filter((step) => step !== '').join('\n  ')}
  outY[at] = value;
}
`;
}
