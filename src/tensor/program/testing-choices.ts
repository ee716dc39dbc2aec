/** @file Cases of an operation with and without its optional operands. */
import type { Operation } from './operation';
import type { OperandShape } from './operand';
import { shapesOf } from './operation-shapes';

export interface OperationCase {
  operation: Operation;
  /**
   * Optional operands left out, as `inputs.bias` or `outputs.bias`: some operations have an input
   * and an output of the same name.
   */
  absent: string[];
}

export function optionalOperands(operation: Operation): string[] {
  const { inputs, outputs } = shapesOf(operation);
  const namesIn = (shapes: Record<string, OperandShape>) =>
    Object.keys(shapes).filter((name) => shapes[name].optional);
  return [
    ...namesIn(inputs).map((name) => `inputs.${name}`),
    ...namesIn(outputs).map((name) => `outputs.${name}`),
  ];
}

/** Every choice of the optional operands. */
export function withEveryChoice(operation: Operation): OperationCase[] {
  let choices: string[][] = [[]];
  for (const operand of optionalOperands(operation)) {
    choices = choices.flatMap((absent) => [absent, [...absent, operand]]);
  }
  return choices.map((absent) => ({ operation, absent }));
}

/** With all optional operands and with none. */
export function withAllOrNone(operation: Operation): OperationCase[] {
  const operands = optionalOperands(operation);
  return operands.length === 0
    ? [{ operation, absent: [] }]
    : [
        { operation, absent: [] },
        { operation, absent: operands },
      ];
}

/** None of the optional operands but these. */
export const withOnly = (operation: Operation, ...operands: string[]): OperationCase => ({
  operation,
  absent: optionalOperands(operation).filter((name) => !operands.includes(name)),
});
