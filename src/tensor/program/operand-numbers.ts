/**
 * @file How many numbers of each operand an operation reads or writes at least. Every operand that is
 * there is read or written once; one that is changed in place, both. Of tables only the rows that may be
 * needed count, and decoding is taken at its longest context. Prefixes and padding are data, so
 * attention is counted by its mask alone.
 */
import { elementsOfRuns } from './matrix-runs';
import type { Operation } from './operation';
import { shapesOf } from './operation-shapes';
import { keysOf, type AttentionShape } from './operations/attention';
import { longestView } from './operations/cache';
import type { ProgramNode } from './program';

export interface OperandNumbers {
  inputs: Record<string, number>;
  outputs: Record<string, number>;
}

/** How many numbers of each operand are read or written, by its name. */
export function operandNumbers({ operation, inputs, outputs }: ProgramNode): OperandNumbers {
  const shapes = shapesOf(operation);
  const fewer = partlyRead(operation, 'places' in inputs);
  const numbers: OperandNumbers = { inputs: {}, outputs: {} };
  for (const name in inputs) numbers.inputs[name] = fewer.inputs[name] ?? shapes.inputs[name].size;
  for (const name in outputs)
    numbers.outputs[name] = fewer.outputs[name] ?? shapes.outputs[name].size;
  return numbers;
}

interface Touched {
  inputs: Record<string, number | undefined>;
  outputs: Record<string, number | undefined>;
}

/** Operands of which not every number is needed, with how many are. */
function partlyRead(operation: Operation, hasPlaces: boolean): Touched {
  switch (operation.kind) {
    case 'embedding': {
      const { rows, width, vocabulary, time } = operation;
      const table = Math.min(rows, vocabulary) * width;
      const positions = (hasPlaces ? rows : Math.min(rows, time)) * width;
      return { inputs: { table, positions }, outputs: {} };
    }
    case 'attention':
    case 'attentionGradient':
      return { inputs: { distanceBias: distancesOf(operation) * operation.heads }, outputs: {} };
    case 'attentionProbabilities': {
      const { batch, time, heads, keyValueHeads, headDim } = operation;
      const queryKeyValue = batch * time * (heads + keyValueHeads) * headDim;
      const keyValue = batch * keysOf(operation) * keyValueHeads * headDim;
      const distanceBias = distancesOf(operation) * heads;
      return { inputs: { queryKeyValue, keyValue, distanceBias }, outputs: {} };
    }
    case 'attentionOfPairs': {
      const { batch, keyTime, keyValueHeads, headDim } = operation;
      return { inputs: { keyValue: batch * keyTime * keyValueHeads * headDim }, outputs: {} };
    }
    case 'cacheWrite': {
      const { rows, keyValueHeads, headDim } = operation;
      const queryKeyValue = rows * 2 * keyValueHeads * headDim;
      return {
        inputs: { queryKeyValue, cache: 0, rotation: rows * headDim },
        outputs: { cache: queryKeyValue },
      };
    }
    case 'cachedAttention': {
      const { rows, heads, keyValueHeads, headDim, capacity } = operation;
      const seen = rows * longestView(operation);
      return {
        inputs: {
          queryKeyValue: rows * heads * headDim,
          rotation: rows * headDim,
          table: seen,
          distanceBias: longestView(operation) * heads,
          cache: Math.min(seen, capacity) * 2 * keyValueHeads * headDim,
        },
        outputs: {},
      };
    }
    case 'muonDirection': {
      const elements = elementsOfRuns(operation.runs);
      return { inputs: { buffer: elements, gradient: elements }, outputs: { buffer: elements } };
    }
    case 'muonUpdate': {
      const elements = elementsOfRuns(operation.runs);
      return { inputs: { weights: elements }, outputs: { weights: elements } };
    }
    default:
      return { inputs: {}, outputs: {} };
  }
}

/** At how many distances from queries there are keys that they see. */
function distancesOf({ time, mask }: AttentionShape): number {
  if (!mask.causal) return 2 * time - 1;
  return mask.window === 0 ? time : Math.min(mask.window, time);
}
