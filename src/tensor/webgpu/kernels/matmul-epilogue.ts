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
  { m, n, activationGradient }: Matmul,
  present: MatmulPresence,
  element: Element = 'f32',
): Operand[] {
  const columns = n / widthOf(element);
  const operands: Operand[] = [];
  if (present.bias) operands.push(input('bias', columns, element));
  if (activationGradient) operands.push(input('argument', m * columns, element));
  if (present.residual) operands.push(input('residual', m * columns, element));
  operands.push(output('y', m * columns, element));
  if (present.before) operands.push(output('before', m * columns, element));
  return operands;
}

export function columnSumsOperand({ n }: Matmul, element: Element = 'f32'): Operand {
  return output('columnSums', n / widthOf(element), element);
}

/**
 * `fn finish(row, column, product)`: the epilogue of one element, or of four from that column on.
 * @param element of the operands, and the type of `product`
 */
export function epilogueFunction(
  operation: Matmul,
  present: MatmulPresence,
  element: Element = 'f32',
): string {
  const { n, activation, activationGradient } = operation;
  const width = widthOf(element);
  const steps = [
    present.bias ? `value += bias[column / ${width}u];` : '',
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
