/**
 * @file Programs of one operation, with which kernels are tried one by one.
 */
import { inPlaceOutputs, type Operation } from './operation';
import { shapesOf } from './operation-shapes';
import type { NumberType, Origin, Program, Value, Values } from './program';

/**
 * A program of one node. Inputs are feeds by their own names, except those that the operation
 * changes in place, which are stores; every output is read.
 * @param outputs size of each output that is present
 */
export function singleOperation(
  operation: Operation,
  inputs: Record<string, { size: number; type?: NumberType }>,
  outputs: Record<string, number>,
): Program {
  let id = 0;
  const value = (size: number, type: NumberType, origin: Origin): Value => ({
    id: id++,
    size,
    type,
    origin,
  });
  const inPlace = inPlaceOutputs[operation.kind] ?? {};
  const stored = new Set(Object.values(inPlace));
  const inputValues: Values = {};
  for (const [name, { size, type = 'float32' }] of Object.entries(inputs)) {
    inputValues[name] = value(size, type, { kind: stored.has(name) ? 'store' : 'feed', name });
  }
  const outputValues: Values = {};
  const types = shapesOf(operation).outputs;
  for (const [name, size] of Object.entries(outputs)) {
    outputValues[name] =
      name in inPlace
        ? inputValues[inPlace[name]]
        : value(size, types[name].type, { kind: 'computed' });
  }
  return {
    nodes: [{ operation, inputs: inputValues, outputs: outputValues }],
    outputs: { ...outputValues },
  };
}
