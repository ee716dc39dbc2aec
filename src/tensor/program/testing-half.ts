/** @file Cases of one operation (`testing.ts`) whose operands are stored as float16 where they may be. */
import { halfOperands, inHalfPrecision } from './half';
import type { ProgramNode, Value } from './program';
import type { RandomCase } from './testing';

/** The same case with copies from and to float32 around its operation. */
export function inHalf({ program, stores, feeds }: RandomCase): RandomCase {
  const [node] = program.nodes;
  const allowed = halfOperands(node.operation);
  let id = Object.keys({ ...node.inputs, ...node.outputs }).length * 2;
  const computed = ({ size }: Value): Value => ({
    id: id++,
    size,
    type: 'float32',
    origin: { kind: 'computed' },
  });
  const copy = (x: Value, y: Value): ProgramNode => ({
    operation: { kind: 'copy', size: x.size },
    inputs: { x },
    outputs: { y },
  });
  const [inputs, outputs, results] = [node.inputs, node.outputs, program.outputs].map((values) => ({
    ...values,
  }));
  const before: ProgramNode[] = [];
  const after: ProgramNode[] = [];
  for (const name of allowed.inputs) {
    if (!(name in inputs)) continue;
    const half = computed(inputs[name]);
    before.push(copy(inputs[name], half));
    inputs[name] = half;
  }
  for (const name of allowed.outputs) {
    if (!(name in outputs)) continue;
    const half = computed(outputs[name]);
    after.push(copy(half, outputs[name]));
    outputs[name] = half;
  }
  const nodes = [...before, { ...node, inputs, outputs }, ...after];
  return { program: inHalfPrecision({ nodes, outputs: results }), stores, feeds };
}
