/**
 * @file Leaves out what nothing reads: operations without a reader, and optional outputs (gradients
 * that an evaluation does not need).
 */
import { inPlaceOutputs, type OperationKind } from './operation';
import { placeOf, type Program, type Value } from './program';

/** Outputs that a machine may leave out when they are not read. */
const optionalOutputs: Partial<Record<OperationKind, readonly string[]>> = {
  normParameterGradient: ['bias'],
  matmul: ['before', 'columnSums'],
  crossEntropy: ['gradient'],
  attentionGradient: ['distanceBias', 'distanceShares'],
};

export function withoutUnused(program: Program): Program {
  const read = new Set<Value>();
  const markRead = (value: Value) => {
    read.add(value);
    read.add(placeOf(value).root);
  };
  Object.values(program.outputs).forEach(markRead);
  const nodes = [...program.nodes].reverse().filter((node) => {
    const { kind } = node.operation;
    const changesStore = kind in inPlaceOutputs;
    const isRead = (value: Value) => read.has(value) || read.has(placeOf(value).root);
    if (!changesStore && !Object.values(node.outputs).some(isRead)) return false;
    for (const name of optionalOutputs[kind] ?? []) {
      const value = node.outputs[name];
      if (value && !isRead(value)) delete node.outputs[name];
    }
    Object.values(node.inputs).forEach(markRead);
    return true;
  });
  return { ...program, nodes: nodes.reverse() };
}
