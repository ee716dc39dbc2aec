/**
 * @file Which values of a program are stored as float16 in mixed precision: activations, their
 * gradients, and the copy of the weights that the products take. All else stays float32: what outlives
 * the program, what is read from it, statistics and sums, and the gradients of weights.
 */
import type { Operation } from './operation';
import { placeOf, type Program, type ProgramNode, type Value, type Values } from './program';

/** Operands that may be float16; the two sides may have names in common. */
interface HalfOperands {
  inputs: readonly string[];
  outputs: readonly string[];
}

const none: HalfOperands = { inputs: [], outputs: [] };

/** What may be float16 of a node of this operation. */
export function halfOperands(operation: Operation): HalfOperands {
  switch (operation.kind) {
    case 'embedding':
      return { inputs: ['table', 'positions'], outputs: ['y'] };
    case 'embeddingGradient':
    case 'positionGradient':
      return { inputs: ['gradient'], outputs: [] };
    case 'norm':
      return { inputs: ['x'], outputs: ['y'] };
    case 'normGradient':
      return { inputs: ['gradient', 'x', 'addend'], outputs: ['x'] };
    case 'normParameterGradient':
      return { inputs: ['gradient', 'x'], outputs: [] };
    case 'matmul':
      // Aᵀ·B is a weight's gradient.
      return operation.transposeA
        ? { inputs: ['a', 'b'], outputs: [] }
        : { inputs: ['a', 'b', 'argument', 'residual'], outputs: ['y', 'before'] };
    case 'attention':
      return { inputs: ['queryKeyValue', 'query', 'keyValue'], outputs: ['y'] };
    case 'attentionGradient': {
      const sources = ['queryKeyValue', 'query', 'keyValue'];
      return { inputs: ['gradient', 'y', ...sources], outputs: sources };
    }
    case 'crossEntropy':
      return { inputs: ['logits'], outputs: ['gradient'] };
    case 'activation':
    case 'gatedActivation':
    case 'softCap':
    case 'dropout':
    case 'copy':
      return { inputs: ['x'], outputs: ['y'] };
    case 'activationGradient':
    case 'gatedActivationGradient':
      return { inputs: ['gradient', 'x'], outputs: ['x'] };
    case 'softCapGradient':
      return { inputs: ['gradient', 'y'], outputs: ['x'] };
    case 'dispatchRows':
    case 'combineRows':
      return { inputs: ['x'], outputs: ['y'] };
    case 'gateGradient':
      return { inputs: ['gradient', 'x'], outputs: [] };
    case 'add':
      return { inputs: ['a', 'b'], outputs: ['y'] };
    // Routers are computed in float32, as Switch's are.
    case 'routing':
    case 'routingGradient':
    case 'expertUsage':
    case 'expertUsageGradient':
    case 'multiply':
    case 'sinkGradient':
    case 'attentionProbabilities':
    case 'attentionOfPairs':
    case 'cacheWrite':
    case 'cachedAttention':
    case 'sample':
    case 'scale':
    case 'sumOfSquares':
    case 'lossScaling':
    case 'adamw':
    case 'sgd':
    case 'lion':
    case 'muonDirection':
    case 'muonUpdate':
    case 'groupedMatmul':
      return none;
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}

/** Marks the values that are stored as float16 (`Value.isHalf`). */
export function inHalfPrecision(program: Program): Program {
  const { nodes, outputs } = program;
  const whole = new Set(Object.values(outputs).map(rootOf));
  const keepWhole = (values: Values, allowed: readonly string[]) => {
    for (const [name, value] of Object.entries(values)) {
      if (!allowed.includes(name)) whole.add(rootOf(value));
    }
  };
  for (const node of nodes) {
    const allowed = halfOperands(node.operation);
    keepWhole(node.inputs, allowed.inputs);
    keepWhole(node.outputs, allowed.outputs);
  }
  for (const node of nodes) {
    // A sum is as exact as what goes into it: gradients of weights are added too.
    const isWhole = (value: Value) => isAlwaysWhole(rootOf(value)) || whole.has(rootOf(value));
    if (node.operation.kind === 'add' && Object.values(node.inputs).some(isWhole)) {
      whole.add(rootOf(node.outputs.y));
    }
  }
  for (const root of rootsOf(nodes)) root.isHalf = !isAlwaysWhole(root) && !whole.has(root);
  return program;
}

const rootOf = (value: Value) => placeOf(value).root;

const isAlwaysWhole = ({ origin, type }: Value) => origin.kind !== 'computed' || type === 'int32';

function rootsOf(nodes: readonly ProgramNode[]): Set<Value> {
  return new Set(
    nodes.flatMap((node) =>
      [...Object.values(node.inputs), ...Object.values(node.outputs)].map(rootOf),
    ),
  );
}
