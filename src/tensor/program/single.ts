/**
 * @file What each operation takes and gives, and programs of one operation, with which kernels are
 * tried one by one.
 */
import {
  inPlaceOutputs,
  keysOf,
  type AttentionShape,
  type CacheShape,
  type ExpertShape,
  type Operation,
  type OperationOf,
  type ProductGroup,
} from './operation';
import { elementsOfRuns } from './matrix-runs';
import type { NumberType, Origin, Program, Value, Values } from './program';

export interface OperandShape {
  /** Number of elements. */
  size: number;
  type: NumberType;
  /** May be absent from a node. */
  optional: boolean;
  /** A table that may be longer than this. */
  extensible: boolean;
}

export interface OperationShapes {
  inputs: Record<string, OperandShape>;
  outputs: Record<string, OperandShape>;
}

const floats = (size: number): OperandShape => ({
  size,
  type: 'float32',
  optional: false,
  extensible: false,
});
const integers = (size: number): OperandShape => ({ ...floats(size), type: 'int32' });
const optional = (shape: OperandShape): OperandShape => ({ ...shape, optional: true });
const extensible = (shape: OperandShape): OperandShape => ({ ...shape, extensible: true });

/** Every input and output that a node of this operation can have. */
export function shapesOf(operation: Operation): OperationShapes {
  switch (operation.kind) {
    case 'embedding': {
      const { rows, width, vocabulary, time } = operation;
      return {
        inputs: {
          table: floats(vocabulary * width),
          ids: integers(rows),
          positions: optional(extensible(floats(time * width))),
          places: optional(integers(rows)),
        },
        outputs: { y: floats(rows * width) },
      };
    }
    case 'embeddingGradient': {
      const { rows, width, vocabulary } = operation;
      return {
        inputs: { gradient: floats(rows * width), ids: integers(rows) },
        outputs: { table: floats(vocabulary * width) },
      };
    }
    case 'positionGradient': {
      const { rows, width, positions } = operation;
      return {
        inputs: { gradient: floats(rows * width) },
        outputs: { positions: floats(positions * width) },
      };
    }
    case 'norm': {
      const { rows, width } = operation;
      return {
        inputs: { x: floats(rows * width), gain: floats(width), bias: optional(floats(width)) },
        outputs: { y: floats(rows * width), statistics: floats(rows * 2) },
      };
    }
    case 'normGradient': {
      const { rows, width } = operation;
      return {
        inputs: {
          gradient: floats(rows * width),
          x: floats(rows * width),
          gain: floats(width),
          statistics: floats(rows * 2),
          addend: optional(floats(rows * width)),
        },
        outputs: { x: floats(rows * width) },
      };
    }
    case 'normParameterGradient': {
      const { rows, width } = operation;
      return {
        inputs: {
          gradient: floats(rows * width),
          x: floats(rows * width),
          statistics: floats(rows * 2),
        },
        outputs: { gain: floats(width), bias: optional(floats(width)) },
      };
    }
    case 'matmul': {
      const { count = 1, m, n, k, transposeA, transposeB, activationGradient } = operation;
      const y = floats(count * m * n);
      const row = optional(floats(count * n));
      return {
        inputs: {
          a: floats(count * m * k),
          b: floats(count * k * n),
          bias: row,
          ...(activationGradient ? { argument: y } : {}),
          residual: optional(y),
        },
        outputs: {
          y,
          before: optional(y),
          ...(transposeA && !transposeB ? { columnSums: row } : {}),
        },
      };
    }
    case 'attention': {
      const { batch, heads, time, headDim } = operation;
      return {
        inputs: {
          ...attentionSources(operation),
          ...attentionOptions(operation),
          ...attentionKey(operation),
        },
        outputs: {
          y: floats(batch * time * heads * headDim),
          logSumExp: floats(batch * heads * time),
        },
      };
    }
    case 'attentionGradient': {
      const { batch, heads, time, headDim } = operation;
      const sources = attentionSources(operation);
      return {
        inputs: {
          gradient: floats(batch * time * heads * headDim),
          y: floats(batch * time * heads * headDim),
          logSumExp: floats(batch * heads * time),
          ...sources,
          ...attentionOptions(operation),
          ...attentionKey(operation),
        },
        outputs: {
          ...sources,
          rowSums: floats(batch * heads * time),
          ...biasByDistance(operation),
        },
      };
    }
    case 'attentionProbabilities': {
      const { batch, heads, time } = operation;
      return {
        inputs: { ...attentionSources(operation), ...attentionOptions(operation) },
        outputs: { probabilities: floats(batch * heads * time * keysOf(operation)) },
      };
    }
    case 'cacheWrite': {
      const cache = floats(cacheSize(operation));
      return {
        inputs: { ...cachedRows(operation), cache, cacheRows: integers(operation.rows) },
        outputs: { cache },
      };
    }
    case 'cachedAttention': {
      const { rows, context, heads, headDim } = operation;
      return {
        inputs: {
          ...cachedRows(operation),
          cache: floats(cacheSize(operation)),
          table: integers(rows * context),
          distanceBias: optional(floats(context * heads)),
        },
        outputs: { y: floats(rows * heads * headDim) },
      };
    }
    case 'crossEntropy': {
      const { rows, vocabulary } = operation;
      return {
        inputs: {
          logits: floats(rows * vocabulary),
          labels: integers(rows),
          factor: optional(floats(1)),
        },
        outputs: {
          loss: floats(1),
          rowLosses: floats(rows),
          gradient: optional(floats(rows * vocabulary)),
        },
      };
    }
    case 'sample': {
      const { rows, vocabulary } = operation;
      return {
        inputs: { logits: floats(rows * vocabulary), settings: floats(rows * 4) },
        outputs: { ids: integers(rows) },
      };
    }
    case 'routing':
      return {
        inputs: { logits: ofRouter(operation).probabilities },
        outputs: ofRouter(operation),
      };
    case 'routingGradient': {
      const { rows, perToken } = operation;
      const { probabilities, logSumExp, chosen, gates, shares } = ofRouter(operation);
      return {
        inputs: {
          gradient: floats(rows * perToken),
          factor: optional(floats(1)),
          ...{ probabilities, logSumExp, chosen, gates, shares },
        },
        outputs: { logits: probabilities },
      };
    }
    case 'dispatchRows':
    case 'combineRows':
    case 'gateGradient':
      return expertRows(operation);
    case 'activation':
    case 'softCap':
    case 'copy':
      return { inputs: { x: floats(operation.size) }, outputs: { y: floats(operation.size) } };
    case 'gatedActivation': {
      const { rows, width } = operation;
      return { inputs: { x: floats(rows * 2 * width) }, outputs: { y: floats(rows * width) } };
    }
    case 'gatedActivationGradient': {
      const { rows, width } = operation;
      const x = floats(rows * 2 * width);
      return { inputs: { gradient: floats(rows * width), x }, outputs: { x } };
    }
    case 'activationGradient':
      return {
        inputs: { gradient: floats(operation.size), x: floats(operation.size) },
        outputs: { x: floats(operation.size) },
      };
    case 'softCapGradient':
      return {
        inputs: { gradient: floats(operation.size), y: floats(operation.size) },
        outputs: { x: floats(operation.size) },
      };
    case 'add':
      return {
        inputs: { a: floats(operation.size), b: floats(operation.size) },
        outputs: { y: floats(operation.size) },
      };
    case 'scale':
      return {
        inputs: { x: floats(operation.size), factor: floats(1) },
        outputs: { y: floats(operation.size) },
      };
    case 'dropout':
      return {
        inputs: { x: floats(operation.size), dropoutKey: integers(1) },
        outputs: { y: floats(operation.size) },
      };
    case 'sumOfSquares':
      return {
        inputs: { x: floats(operation.size) },
        outputs: { partials: floats(operation.parts) },
      };
    case 'lossScaling':
      return {
        inputs: { partials: floats(operation.parts), state: floats(2) },
        outputs: { state: floats(2), unscale: floats(1) },
      };
    case 'adamw': {
      const { size, parts } = operation;
      const state = {
        weights: floats(size),
        firstMoment: floats(size),
        secondMoment: floats(size),
      };
      return {
        inputs: {
          ...state,
          gradient: floats(size),
          partials: floats(parts),
          hyper: floats(3),
          unscale: optional(floats(1)),
        },
        outputs: { ...state, gradientNorm: floats(1) },
      };
    }
    case 'sgd':
    case 'lion': {
      const { size, parts } = operation;
      const state = { weights: floats(size), buffer: floats(size) };
      return {
        inputs: {
          ...state,
          gradient: floats(size),
          partials: floats(parts),
          learningRate: floats(1),
          unscale: optional(floats(1)),
        },
        outputs: { ...state, gradientNorm: floats(1) },
      };
    }
    case 'muonDirection': {
      const { size, parts, runs } = operation;
      const buffer = floats(size);
      return {
        inputs: {
          buffer,
          gradient: floats(size),
          partials: floats(parts),
          unscale: optional(floats(1)),
        },
        outputs: { buffer, direction: floats(elementsOfRuns(runs)) },
      };
    }
    case 'muonUpdate': {
      const { size, runs } = operation;
      const weights = floats(size);
      return {
        inputs: {
          weights,
          direction: floats(elementsOfRuns(runs)),
          learningRate: floats(1),
          unscale: optional(floats(1)),
        },
        outputs: { weights },
      };
    }
    case 'groupedMatmul': {
      const sum = (sizeOf: (group: ProductGroup) => number) =>
        floats(operation.groups.reduce((size, group) => size + group.count * sizeOf(group), 0));
      const y = sum(({ m, n }) => m * n);
      return {
        inputs: {
          a: sum(({ m, k }) => m * k),
          b: sum(({ n, k }) => n * k),
          addend: optional(y),
        },
        outputs: { y },
      };
    }
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}

function attentionSources(shape: AttentionShape): Record<string, OperandShape> {
  const { batch, time, keyTime, heads, keyValueHeads, headDim } = shape;
  const query = batch * time * heads * headDim;
  const keyValue = batch * keysOf(shape) * 2 * keyValueHeads * headDim;
  return keyTime === undefined
    ? { queryKeyValue: floats(query + keyValue) }
    : { query: floats(query), keyValue: floats(keyValue) };
}

function attentionOptions(shape: AttentionShape): Record<string, OperandShape> {
  const { batch, time, keyTime, headDim, mask } = shape;
  const keyLengths = optional(integers(batch));
  if (keyTime !== undefined) return { keyLengths };
  return {
    rotation: optional(extensible(floats(time * headDim))),
    ...biasByDistance(shape),
    ...(mask.causal ? { prefixes: optional(integers(batch)) } : {}),
    keyLengths,
  };
}

function biasByDistance({ time, keyTime, heads }: AttentionShape): Record<string, OperandShape> {
  return keyTime === undefined ? { distanceBias: optional(floats((2 * time - 1) * heads)) } : {};
}

const cacheSize = ({ capacity, keyValueHeads, headDim }: CacheShape) =>
  capacity * 2 * keyValueHeads * headDim;

function cachedRows({ rows, heads, keyValueHeads, headDim, context }: CacheShape) {
  return {
    queryKeyValue: floats(rows * (heads + 2 * keyValueHeads) * headDim),
    places: integers(rows),
    rotation: optional(extensible(floats(context * headDim))),
  };
}

function attentionKey({ dropout }: AttentionShape): Record<string, OperandShape> {
  return dropout > 0 ? { dropoutKey: integers(1) } : {};
}

function ofRouter({ rows, experts, perToken, capacity }: ExpertShape) {
  return {
    probabilities: floats(rows * experts),
    logSumExp: floats(rows),
    chosen: integers(rows * perToken),
    gates: floats(rows * perToken),
    places: integers(rows * perToken),
    slots: integers(experts * capacity),
    shares: floats(2 * experts),
    losses: floats(2),
  };
}

function expertRows(
  operation: OperationOf<'dispatchRows' | 'combineRows' | 'gateGradient'>,
): OperationShapes {
  const { rows, experts, capacity, width } = operation;
  const { gates, places, slots } = ofRouter(operation);
  const ofTokens = floats(rows * width);
  const ofSlots = floats(experts * capacity * width);
  switch (operation.kind) {
    case 'dispatchRows':
      return { inputs: { x: ofTokens, slots, gates: optional(gates) }, outputs: { y: ofSlots } };
    case 'combineRows':
      return { inputs: { x: ofSlots, places, gates: optional(gates) }, outputs: { y: ofTokens } };
    case 'gateGradient':
      return { inputs: { gradient: ofTokens, x: ofSlots, places }, outputs: { gates } };
  }
}

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
