/**
 * @file What an operation must do at least, however a kernel does it: arithmetic and memory traffic, as
 * a roofline (`roofline.ts`) needs them.
 *
 * Arithmetic: additions, multiplications, divisions, comparisons, exponentials, logarithms and roots of
 * numbers count one each; a sum of n terms counts n, as is usual for matrix products (2·m·n·k). What is
 * needed twice is computed once. Signs, addresses and the integers of dropout's masks do not count.
 * Memory: every operand that is there is read or written once; one that is changed in place, both. Of
 * tables only the rows that may be needed count, and decoding is taken at its longest context.
 */
import { shapesOf } from './single';
import type {
  ActivationKind,
  AttentionShape,
  CacheShape,
  NormKind,
  Operation,
  OperationOf,
} from './operation';
import type { ProgramNode } from './program';

export interface Cost {
  flops: number;
  bytes: number;
}

const bytesPerNumber = 4;

export function costOf(node: ProgramNode): Cost {
  return { flops: flopsOf(node), bytes: bytesPerNumber * numbersMoved(node) };
}

/** For each element: x·σ(a·x + b·x³), x·σ(x), max(0, x). */
const activationFlops: Record<ActivationKind, number> = { gelu: 9, silu: 4, relu: 1 };
/** The slope, and its product with the gradient. */
const activationGradientFlops: Record<ActivationKind, number> = { gelu: 16, silu: 8, relu: 2 };

function flopsOf({ operation, inputs, outputs }: ProgramNode): number {
  const has = (name: string) => Number(name in inputs);
  switch (operation.kind) {
    case 'embedding':
      return has('positions') * operation.rows * operation.width;
    case 'embeddingGradient':
    case 'positionGradient':
      return operation.rows * operation.width;
    case 'norm': {
      const { rows, width } = operation;
      // Square, sum, scale, gain; with a mean its sum and its removal. In each row: both means, ε, root
      // and reciprocal.
      const each = (isLayer(operation) ? 6 : 4) + has('bias');
      return rows * (each * width + (isLayer(operation) ? 5 : 4));
    }
    case 'normGradient': {
      const { rows, width } = operation;
      // Normalised x; gradient · gain; its parts along the row (product, sum) and, with a mean, along 1;
      // then both are taken away and the rest is scaled.
      const each = isLayer(operation) ? 2 + 1 + 2 + 1 + 4 : 1 + 1 + 2 + 3;
      return rows * ((each + has('addend')) * width + (isLayer(operation) ? 2 : 1));
    }
    case 'normParameterGradient': {
      const { rows, width } = operation;
      const normalised = isLayer(operation) ? 2 : 1;
      return rows * width * (normalised + 2 + Number('bias' in outputs));
    }
    case 'matmul':
      return matmulFlops(operation, has, 'columnSums' in outputs);
    case 'activation':
      return operation.size * activationFlops[operation.activation];
    case 'activationGradient':
      return operation.size * activationGradientFlops[operation.activation];
    case 'attention': {
      const { batch, time, heads, keyValueHeads, headDim, dropout } = operation;
      const queries = batch * heads * time;
      // Two products; scale, largest, difference, exponential, sum.
      const each = 4 * headDim + 5 + Number(dropout > 0);
      const turned = batch * time * (heads + keyValueHeads) * headDim;
      // The division of the mixed values by the sum; the sum's logarithm and its addition.
      return (
        batch * heads * visiblePairs(operation) * each +
        queries * (headDim + 2) +
        has('rotation') * rotationFlops * turned
      );
    }
    case 'attentionGradient': {
      const { batch, time, heads, keyValueHeads, headDim, dropout } = operation;
      // Five products; scale, difference and exponential of the scores; of their gradient a
      // difference, a product and the scale.
      const each = 10 * headDim + 6 + 2 * Number(dropout > 0);
      // Turned on load, and their gradients back.
      const turned = 2 * batch * time * (heads + keyValueHeads) * headDim;
      return (
        batch * heads * visiblePairs(operation) * each +
        batch * heads * time * 2 * headDim +
        has('rotation') * rotationFlops * turned
      );
    }
    case 'attentionProbabilities': {
      const { batch, time, heads, keyValueHeads, headDim } = operation;
      // One product; scale, largest, difference, exponential, sum, division.
      const turned = batch * time * (heads + keyValueHeads) * headDim;
      return (
        batch * heads * visiblePairs(operation) * (2 * headDim + 6) +
        has('rotation') * rotationFlops * turned
      );
    }
    case 'cacheWrite': {
      const { rows, keyValueHeads, headDim } = operation;
      return has('rotation') * rotationFlops * rows * keyValueHeads * headDim;
    }
    case 'cachedAttention': {
      const { rows, heads, headDim } = operation;
      const each = 4 * headDim + 5;
      return (
        rows * heads * (longestView(operation) * each + headDim) +
        has('rotation') * rotationFlops * rows * heads * headDim
      );
    }
    case 'crossEntropy': {
      const { rows, vocabulary } = operation;
      // Largest, difference, exponential, sum; for the gradient two divisions. In each row the
      // logarithm, the largest added, the label's logit and the sum of losses; for the gradient the 1.
      const gradient = Number('gradient' in outputs);
      return rows * ((4 + 2 * gradient) * vocabulary + 4 + gradient) + 1;
    }
    case 'add':
    case 'scale':
    case 'dropout':
      return operation.size;
    case 'copy':
      return 0;
    case 'sumOfSquares':
      return 2 * operation.size;
    case 'adamw': {
      const { size, parts, decayed, gradientClip, weightDecay } = operation;
      const clips = gradientClip > 0;
      const decays = weightDecay > 0 ? decayed : 0;
      // Both moments (3 and 4), their corrections, root, ε, quotient, rate, difference.
      const each = 14 + Number(clips);
      // The norm, the clip's factor, the decay's.
      return size * each + decays + parts + 1 + (clips ? 3 : 0) + (decays > 0 ? 2 : 0);
    }
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}

const isLayer = ({ norm }: { norm: NormKind }) => norm === 'layer';

/** Of each element that is turned: two products and a sum. */
const rotationFlops = 3;

function matmulFlops(
  { m, n, k, activation, activationGradient }: OperationOf<'matmul'>,
  has: (name: string) => number,
  hasColumnSums: boolean,
): number {
  const each =
    2 * k +
    has('bias') +
    (activation ? activationFlops[activation] : 0) +
    (activationGradient ? activationGradientFlops[activationGradient] : 0) +
    has('residual');
  return m * n * each + (hasColumnSums ? k * n : 0);
}

/** How many keys the queries of a sequence see, all together. */
export function visiblePairs({ time, mask }: Pick<AttentionShape, 'time' | 'mask'>): number {
  if (!mask.causal) return time * time;
  const window = mask.window === 0 ? time : Math.min(mask.window, time);
  // The first queries see 1, 2, … keys, the others a whole window.
  return (window * (window + 1)) / 2 + (time - window) * window;
}

/** Keys that a query sees at most. */
function longestView({ context, window }: CacheShape): number {
  return window === 0 ? context : Math.min(window, context);
}

function numbersMoved({ operation, inputs, outputs }: ProgramNode): number {
  const shapes = shapesOf(operation);
  const fewer = partlyRead(operation, 'places' in inputs);
  let numbers = 0;
  for (const name in inputs) numbers += fewer.inputs[name] ?? shapes.inputs[name].size;
  for (const name in outputs) numbers += fewer.outputs[name] ?? shapes.outputs[name].size;
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
    case 'attentionProbabilities': {
      const { batch, time, heads, keyValueHeads, headDim } = operation;
      const queryKeyValue = batch * time * (heads + keyValueHeads) * headDim;
      return { inputs: { queryKeyValue }, outputs: {} };
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
          cache: Math.min(seen, capacity) * 2 * keyValueHeads * headDim,
        },
        outputs: {},
      };
    }
    default:
      return { inputs: {}, outputs: {} };
  }
}
