/**
 * @file What a program means: every operation in plain loops with double precision, of which only what
 * is stored as float16 is rounded. The machines are held to this.
 */
import type { Operation } from './operation';
import { placeOf, type Program, type ProgramNode, type Value, type Values } from './program';
import {
  attention,
  attentionGradient,
  attentionOfPairs,
  attentionProbabilities,
  sinkGradient,
} from './reference/attention';
import { cacheWrite, cachedAttention } from './reference/cache';
import {
  activation,
  activationGradient,
  add,
  copy,
  dropout,
  gatedActivation,
  gatedActivationGradient,
  multiply,
  scale,
  softCap,
  softCapGradient,
} from './reference/elementwise';
import {
  combineRows,
  dispatchRows,
  expertUsage,
  expertUsageGradient,
  gateGradient,
  routing,
  routingGradient,
} from './reference/experts';
import { groupedMatmul, matmul } from './reference/matmul';
import type { Cells, Operands } from './reference/operands';
import {
  adamw,
  lion,
  lossScaling,
  muonDirection,
  muonUpdate,
  sgd,
  sumOfSquares,
} from './reference/optimizers';
import { roundToHalf } from './reference/half';
import {
  crossEntropy,
  embedding,
  embeddingGradient,
  norm,
  normGradient,
  normParameterGradient,
  positionGradient,
} from './reference/rows';
import { sample } from './reference/sample';
import type { OperandShape } from './operand';
import { shapesOf } from './operation-shapes';

export type { Cells, Operands } from './reference/operands';

export interface ReferenceMemory {
  /** Changed where the program writes to a store. */
  stores: Record<string, Float32Array>;
  feeds: Record<string, Float32Array | Int32Array>;
}

/** @returns the program's outputs by name */
export function runReference(program: Program, memory: ReferenceMemory): Operands {
  const stores: Record<string, Float64Array> = {};
  for (const [name, data] of Object.entries(memory.stores)) stores[name] = Float64Array.from(data);
  const roots = new Map<Value, Cells>();
  const cellsOf = (value: Value): Cells => {
    const { root, offset } = placeOf(value);
    const cells = roots.get(root) ?? rootCells(root, stores, memory.feeds);
    roots.set(root, cells);
    return cells.subarray(offset, offset + value.size);
  };
  const operandsOf = (values: Values): Operands =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cellsOf(value)]));

  for (const node of program.nodes) {
    checkNode(node);
    const outputs = operandsOf(node.outputs);
    runOperation(node.operation, operandsOf(node.inputs), outputs);
    for (const [name, value] of Object.entries(node.outputs)) {
      if (placeOf(value).root.isHalf) roundToHalf(outputs[name]);
    }
  }
  for (const [name, data] of Object.entries(memory.stores)) data.set(stores[name]);
  return Object.fromEntries(
    Object.entries(program.outputs).map(([name, value]) => [name, cellsOf(value).slice()]),
  );
}

function rootCells(
  { origin, size, type }: Value,
  stores: Record<string, Float64Array>,
  feeds: Record<string, Float32Array | Int32Array>,
): Cells {
  switch (origin.kind) {
    case 'store':
      return sized(stores[origin.name], size, `store ${origin.name}`);
    case 'feed':
      return sized(asCells(feeds[origin.name]), size, `feed ${origin.name}`);
    case 'constant':
      return sized(asCells(origin.data), size, 'constant');
    case 'pack':
      return empty(size, type);
    case 'computed':
      // Whoever reads what no node has written shall notice (an integer NaN is 0).
      return empty(size, type).fill(NaN);
    case 'part':
      throw new TypeError('a part is not a root');
  }
}

const empty = (size: number, type: Value['type']): Cells =>
  type === 'int32' ? new Int32Array(size) : new Float64Array(size);

const asCells = (data: Float32Array | Int32Array): Cells =>
  data instanceof Int32Array ? data : Float64Array.from(data);

function sized(cells: Cells, size: number, what: string): Cells {
  if (cells.length !== size) {
    throw new RangeError(`${what} has ${cells.length} elements, not ${size}`);
  }
  return cells;
}

/** Throws unless the node has the inputs and outputs of its operation in their sizes and types. */
function checkNode({ operation, inputs, outputs }: ProgramNode): void {
  const shapes = shapesOf(operation);
  checkOperands(`${operation.kind}, input`, inputs, shapes.inputs);
  checkOperands(`${operation.kind}, output`, outputs, shapes.outputs);
}

function checkOperands(what: string, values: Values, shapes: Record<string, OperandShape>): void {
  for (const name of Object.keys(values)) {
    if (!(name in shapes)) throw new TypeError(`${what} ${name}: there is no such one`);
  }
  for (const [name, shape] of Object.entries(shapes)) {
    if (!(name in values)) {
      if (!shape.optional) throw new TypeError(`${what} ${name} is missing`);
      continue;
    }
    const { size, type } = values[name];
    if (type !== shape.type) throw new TypeError(`${what} ${name} is ${type}`);
    if (shape.extensible ? size < shape.size : size !== shape.size) {
      throw new RangeError(`${what} ${name} has ${size} elements, not ${shape.size}`);
    }
  }
}

/** Runs one operation on memory that is there already. */
export function runOperation(operation: Operation, inputs: Operands, outputs: Operands): void {
  switch (operation.kind) {
    case 'embedding':
      return embedding(operation, inputs, outputs);
    case 'embeddingGradient':
      return embeddingGradient(operation, inputs, outputs);
    case 'positionGradient':
      return positionGradient(operation, inputs, outputs);
    case 'norm':
      return norm(operation, inputs, outputs);
    case 'normGradient':
      return normGradient(operation, inputs, outputs);
    case 'normParameterGradient':
      return normParameterGradient(operation, inputs, outputs);
    case 'matmul':
      return matmul(operation, inputs, outputs);
    case 'activation':
      return activation(operation, inputs, outputs);
    case 'activationGradient':
      return activationGradient(operation, inputs, outputs);
    case 'gatedActivation':
      return gatedActivation(operation, inputs, outputs);
    case 'gatedActivationGradient':
      return gatedActivationGradient(operation, inputs, outputs);
    case 'attention':
      return attention(operation, inputs, outputs);
    case 'attentionGradient':
      return attentionGradient(operation, inputs, outputs);
    case 'sinkGradient':
      return sinkGradient(operation, inputs, outputs);
    case 'attentionProbabilities':
      return attentionProbabilities(operation, inputs, outputs);
    case 'attentionOfPairs':
      return attentionOfPairs(operation, inputs, outputs);
    case 'cacheWrite':
      return cacheWrite(operation, inputs, outputs);
    case 'cachedAttention':
      return cachedAttention(operation, inputs, outputs);
    case 'crossEntropy':
      return crossEntropy(operation, inputs, outputs);
    case 'routing':
      return routing(operation, inputs, outputs);
    case 'routingGradient':
      return routingGradient(operation, inputs, outputs);
    case 'expertUsage':
      return expertUsage(operation, inputs, outputs);
    case 'expertUsageGradient':
      return expertUsageGradient(operation, inputs, outputs);
    case 'dispatchRows':
      return dispatchRows(operation, inputs, outputs);
    case 'combineRows':
      return combineRows(operation, inputs, outputs);
    case 'gateGradient':
      return gateGradient(operation, inputs, outputs);
    case 'sample':
      return sample(operation, inputs, outputs);
    case 'softCap':
      return softCap(operation, inputs, outputs);
    case 'softCapGradient':
      return softCapGradient(operation, inputs, outputs);
    case 'add':
      return add(operation, inputs, outputs);
    case 'multiply':
      return multiply(operation, inputs, outputs);
    case 'scale':
      return scale(operation, inputs, outputs);
    case 'dropout':
      return dropout(operation, inputs, outputs);
    case 'copy':
      return copy(operation, inputs, outputs);
    case 'sumOfSquares':
      return sumOfSquares(operation, inputs, outputs);
    case 'lossScaling':
      return lossScaling(operation, inputs, outputs);
    case 'adamw':
      return adamw(operation, inputs, outputs);
    case 'sgd':
      return sgd(operation, inputs, outputs);
    case 'lion':
      return lion(operation, inputs, outputs);
    case 'muonDirection':
      return muonDirection(operation, inputs, outputs);
    case 'muonUpdate':
      return muonUpdate(operation, inputs, outputs);
    case 'groupedMatmul':
      return groupedMatmul(operation, inputs, outputs);
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}

/** Every output that an operation can have, from inputs in double precision. */
export function evaluate(operation: Operation, inputs: Operands): Operands {
  const outputs: Operands = {};
  for (const [name, { size, type }] of Object.entries(shapesOf(operation).outputs)) {
    outputs[name] = empty(size, type);
  }
  runOperation(operation, inputs, outputs);
  return outputs;
}
