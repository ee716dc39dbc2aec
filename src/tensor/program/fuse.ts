/**
 * @file Fusion: an elementwise operation on the result of a matrix product or of a norm's or the loss's
 * gradient moves into that one's kernel, where its numbers are still in registers. The model's code stays
 * plain (`x + linear(gelu(linear(x)))`), and no kernel reads or writes more than it must.
 */
import type { Program, ProgramNode, Value } from './program';

export function fuse(program: Program): Program {
  let nodes = program.nodes;
  for (const rule of [fuseActivation, fuseActivationGradient, fuseAdd, fuseFactor]) {
    const graph = new Graph(nodes, program);
    const absorbed = new Set<ProgramNode>();
    nodes.forEach((node, at) => {
      if (rule(node, at, graph)) absorbed.add(node);
    });
    nodes = nodes.filter((node) => !absorbed.has(node));
  }
  return { ...program, nodes };
}

/** Who makes a value, and how often it is read. */
class Graph {
  private readonly makers = new Map<Value, { node: ProgramNode; at: number }>();
  private readonly reads = new Map<Value, number>();

  constructor(nodes: readonly ProgramNode[], program: Program) {
    const read = (value: Value) => this.reads.set(value, this.readsOf(value) + 1);
    nodes.forEach((node, at) => {
      for (const value of Object.values(node.outputs)) this.makers.set(value, { node, at });
      Object.values(node.inputs).forEach(read);
    });
    Object.values(program.outputs).forEach(read);
  }

  makerOf(value: Value) {
    return this.makers.get(value);
  }

  readsOf(value: Value): number {
    return this.reads.get(value) ?? 0;
  }

  /** Notes that `node` now makes `value`. */
  moved(value: Value, maker: { node: ProgramNode; at: number }): void {
    this.makers.set(value, maker);
  }

  /** Whether a value is there before node number `at` runs. */
  isMadeBefore(value: Value, at: number): boolean {
    const maker = this.makerOf(value);
    return !maker || maker.at < at;
  }
}

/** matmul → activation; the argument is kept if something else reads it. */
function fuseActivation(node: ProgramNode, _at: number, graph: Graph): boolean {
  if (node.operation.kind !== 'activation') return false;
  const argument = node.inputs.x;
  const maker = graph.makerOf(argument);
  if (maker?.node.operation.kind !== 'matmul' || maker.node.outputs.y !== argument) return false;
  maker.node.operation = { ...maker.node.operation, activation: node.operation.activation };
  maker.node.outputs.y = node.outputs.y;
  if (graph.readsOf(argument) > 1) maker.node.outputs.before = argument;
  graph.moved(node.outputs.y, maker);
  return true;
}

/** matmul → · activation′(x), in the backward pass. */
function fuseActivationGradient(node: ProgramNode, _at: number, graph: Graph): boolean {
  if (node.operation.kind !== 'activationGradient') return false;
  const { gradient, x } = node.inputs;
  const maker = graph.makerOf(gradient);
  if (maker?.node.operation.kind !== 'matmul' || graph.readsOf(gradient) > 1) return false;
  if (maker.node.outputs.y !== gradient || maker.node.operation.activation) return false;
  if (!graph.isMadeBefore(x, maker.at)) return false;
  const { activation } = node.operation;
  maker.node.operation = { ...maker.node.operation, activationGradient: activation };
  maker.node.inputs.argument = x;
  maker.node.outputs.y = node.outputs.x;
  graph.moved(node.outputs.x, maker);
  return true;
}

/** matmul → + residual, and norm's gradient → + the gradient that went around the norm. */
function fuseAdd(node: ProgramNode, _at: number, graph: Graph): boolean {
  if (node.operation.kind !== 'add') return false;
  const { a, b } = node.inputs;
  const [later, other] =
    (graph.makerOf(a)?.at ?? -1) > (graph.makerOf(b)?.at ?? -1) ? [a, b] : [b, a];
  const maker = graph.makerOf(later);
  if (!maker || graph.readsOf(later) > 1 || !graph.isMadeBefore(other, maker.at)) return false;
  switch (maker.node.operation.kind) {
    case 'matmul':
      if (maker.node.outputs.y !== later || maker.node.inputs.residual) return false;
      maker.node.inputs.residual = other;
      maker.node.outputs.y = node.outputs.y;
      break;
    case 'normGradient':
      if (maker.node.inputs.addend) return false;
      maker.node.inputs.addend = other;
      maker.node.outputs.x = node.outputs.y;
      break;
    default:
      return false;
  }
  graph.moved(node.outputs.y, maker);
  return true;
}

/** The loss's gradient → · a number that is known before. */
function fuseFactor(node: ProgramNode, _at: number, graph: Graph): boolean {
  if (node.operation.kind !== 'scale') return false;
  const { x, factor } = node.inputs;
  const maker = graph.makerOf(x);
  if (maker?.node.operation.kind !== 'crossEntropy' || maker.node.outputs.gradient !== x)
    return false;
  if (maker.node.inputs.factor || graph.readsOf(x) > 1) return false;
  if (!graph.isMadeBefore(factor, maker.at)) return false;
  maker.node.inputs.factor = factor;
  maker.node.outputs.gradient = node.outputs.y;
  graph.moved(node.outputs.y, maker);
  return true;
}
