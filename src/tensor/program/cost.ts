/**
 * @file What an operation must do at least, however a kernel does it: arithmetic and memory traffic, as
 * a roofline (`roofline.ts`) needs them.
 *
 * Arithmetic: additions, multiplications, divisions, comparisons, exponentials, logarithms and roots of
 * numbers count one each; a sum of n terms counts n, as is usual for matrix products (2·m·n·k). What is
 * needed twice is computed once. Signs, addresses and the integers of dropout's masks do not count.
 * Memory: every operand that is there is read or written once; one that is changed in place, both. Of
 * tables only the rows that may be needed count, and decoding is taken at its longest context. Prefixes
 * and padding are data, so attention is counted by its mask alone.
 */
import { shapesOf } from './operation-shapes';
import type { Operation, OperationOf } from './operation';
import { keysOf, pairsOf, type AttentionShape } from './operations/attention';
import type { CacheShape } from './operations/cache';
import type { ActivationKind } from './operations/elementwise';
import type { NormKind, NormShape } from './operations/norm';
import type { ElementwiseUpdate, MatrixRun } from './operations/optimizers';
import { bytesPerElement, type ProgramNode } from './program';

export interface Cost {
  flops: number;
  bytes: number;
}

export function costOf(node: ProgramNode): Cost {
  return { flops: flopsOf(node), bytes: bytesMovedBy(node) };
}

/** For each element: x·σ(a·x + b·x³), x·Φ(x) with a tail of five terms, x·σ(x), max(0, x), and
 * softplus with a logarithm of six terms. */
const activationFlops: Record<ActivationKind, number> = {
  gelu: 9,
  geluErf: 18,
  silu: 4,
  relu: 1,
  softplus: 19,
};
/** The slope, and its product with the gradient. */
const activationGradientFlops: Record<ActivationKind, number> = {
  gelu: 16,
  geluErf: 21,
  silu: 8,
  relu: 2,
  softplus: 5,
};

function flopsOf({ operation, inputs, outputs }: ProgramNode): number {
  const has = (name: string) => Number(name in inputs);
  switch (operation.kind) {
    case 'embedding':
      return has('positions') * operation.rows * operation.width;
    case 'embeddingGradient':
    case 'positionGradient':
      return operation.rows * operation.width;
    case 'norm': {
      const { width } = operation;
      const rows = normedRows(operation);
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
      const normed = normedRows(operation) * (each * width + (isLayer(operation) ? 2 : 1));
      return normed + has('addend') * rows * width;
    }
    case 'normParameterGradient': {
      const normalised = isLayer(operation) ? 2 : 1;
      return normedRows(operation) * operation.width * (normalised + 2 + Number('bias' in outputs));
    }
    case 'matmul':
      return matmulFlops(operation, has, 'columnSums' in outputs);
    case 'activation':
      return operation.size * activationFlops[operation.activation];
    case 'activationGradient':
      return operation.size * activationGradientFlops[operation.activation];
    case 'gatedActivation':
      return operation.rows * operation.width * (activationFlops[operation.activation] + 1);
    case 'gatedActivationGradient': {
      const { rows, width, activation } = operation;
      // The slope and the activation; their products with the value and the gradient.
      const each = activationGradientFlops[activation] + activationFlops[activation] + 2;
      return rows * width * each;
    }
    case 'attention': {
      const { batch, time, heads, keyValueHeads, headDim, dropout } = operation;
      const queries = batch * heads * time;
      // Two products; scale, largest, difference, exponential, sum.
      const each =
        4 * headDim +
        5 +
        Number(dropout > 0) +
        added(has) +
        addedValue(operation, has) +
        capFlops(operation);
      const turned = batch * time * (heads + keyValueHeads) * pairsOf(operation).channels;
      // The division of the mixed values by the sum; the sum's logarithm and its addition.
      return (
        batch * heads * visiblePairs(operation) * each +
        queries * (headDim + 2 + sinkFlops(has)) +
        has('rotation') * rotationFlops * turned
      );
    }
    case 'attentionGradient': {
      const { batch, time, heads, keyValueHeads, headDim, dropout } = operation;
      // Five products; scale, difference and exponential of the scores; of their gradient a
      // difference, a product and the scale; the bias and the sum of its gradient.
      // The same of products with distances.
      const wanted = ['distanceBias', 'relative', 'distanceShares'].filter(
        (name) => name in outputs,
      );
      const biased = added(has) + has('distanceSlopes') + wanted.length;
      // Under a cap, its slope too: square, difference, product.
      const capped = operation.scoreCap ? capFlops(operation) + 3 : 0;
      const each = 10 * headDim + 6 + 2 * Number(dropout > 0) + biased + capped;
      // Turned on load, and their gradients back.
      const turned = 2 * batch * time * (heads + keyValueHeads) * pairsOf(operation).channels;
      return (
        batch * heads * visiblePairs(operation) * each +
        batch * heads * time * 2 * headDim +
        has('rotation') * rotationFlops * turned
      );
    }
    case 'sinkGradient':
      // Difference, exponential, product, sum.
      return 4 * operation.batch * operation.time * operation.heads;
    case 'attentionProbabilities': {
      const { batch, time, heads, keyValueHeads, headDim } = operation;
      const each = 2 * headDim + 6 + added(has) + capFlops(operation);
      // One product; scale, largest, difference, exponential, sum, division.
      const turned = batch * time * (heads + keyValueHeads) * pairsOf(operation).channels;
      return (
        batch * heads * visiblePairs(operation) * each +
        batch * heads * time * sinkFlops(has) +
        has('rotation') * rotationFlops * turned
      );
    }
    case 'attentionOfPairs': {
      const { batch, heads, time, keyTime, headDim } = operation;
      // A product; choice, sum, division.
      return batch * heads * time * keyTime * (2 * headDim + 3 + addedValue(operation, has));
    }
    case 'cacheWrite': {
      const { rows, keyValueHeads } = operation;
      return has('rotation') * rotationFlops * rows * keyValueHeads * pairsOf(operation).channels;
    }
    case 'cachedAttention': {
      const { rows, heads, headDim } = operation;
      const each = 4 * headDim + 5 + added(has) + addedValue(operation, has) + capFlops(operation);
      return (
        rows * heads * (longestView(operation) * each + headDim + sinkFlops(has)) +
        has('rotation') * rotationFlops * rows * heads * pairsOf(operation).channels
      );
    }
    case 'crossEntropy': {
      const { rows, vocabulary } = operation;
      // Largest, difference, exponential, sum; for the gradient two divisions. In each row the
      // logarithm, the largest added, the label's logit and the sum of losses; for the gradient the 1.
      const gradient = Number('gradient' in outputs);
      return rows * ((4 + 2 * gradient) * vocabulary + 4 + gradient) + 1 + has('factor');
    }
    case 'routing': {
      const { rows, experts, perToken } = operation;
      // Largest, difference, exponential, sum, division, and the sum of probabilities; for each choice a
      // comparison with every expert, and a second one's gate. In each row the logarithm, the largest
      // added, square and sum; of each expert the mean and its product with the share.
      const each = experts * (6 + perToken) + 4 + (perToken - 1) * 3;
      return rows * each + 3 * experts;
    }
    case 'routingGradient': {
      const { rows, experts, perToken } = operation;
      // Of two gates the mean of their gradients, then difference and product; of one the same over all
      // experts. Of the losses the shares' mean, difference and product; the z-loss's share, and both
      // added.
      const gates = perToken === 2 ? 8 : 2 * experts + 2;
      return rows * (gates + has('factor') * (7 * experts + 3));
    }
    case 'expertUsage': {
      const { rows, experts, perToken } = operation;
      // Of each token the largest of the others, the share of a normal distribution for each expert, and
      // both sums; of each expert mean, square and slope, twice.
      return rows * (experts * (1 + 2 + 17 + 1) + perToken) + 2 * (experts * 6 + 6);
    }
    case 'expertUsageGradient': {
      const { rows, experts, perToken } = operation;
      // The density and its three shares, and of each gate the importance's.
      return rows * (experts * (1 + 2 + 5 + 5) + 2 * perToken);
    }
    case 'dispatchRows':
      return has('gates') * operation.experts * operation.capacity * operation.width;
    case 'combineRows':
      return (
        operation.rows *
        operation.width *
        (operation.perToken - 1 + has('gates') * operation.perToken)
      );
    case 'gateGradient':
      return 2 * operation.rows * operation.perToken * operation.width;
    case 'sample':
      // Largest, difference, temperature, exponential, sum, and the comparison with the bound.
      return operation.rows * operation.vocabulary * 6;
    case 'softCap':
      // cap · (2 · σ(2x / cap) − 1)
      return operation.size * 7;
    case 'softCapGradient':
      return operation.size * 4;
    case 'add':
    case 'multiply':
    case 'scale':
    case 'dropout':
      return operation.size;
    case 'copy':
      return 0;
    case 'sumOfSquares':
      return 2 * operation.size;
    case 'lossScaling':
      // Sum; the scale's reciprocal, its change, the count.
      return operation.parts + 3;
    case 'adamw':
      // Both moments (3 and 4), their corrections, root, ε, quotient, rate, difference.
      return elementwiseUpdateFlops(operation, 14) + unscaleFlops(has);
    case 'sgd':
      // The buffer (2), rate, difference.
      return elementwiseUpdateFlops(operation, 4) + unscaleFlops(has);
    case 'lion':
      // What gives the sign (3), the rate's difference, the buffer (3).
      return elementwiseUpdateFlops(operation, 7) + unscaleFlops(has);
    case 'muonDirection': {
      const { runs, parts, gradientClip } = operation;
      const clips = Number(gradientClip > 0);
      // The buffer (2), Nesterov (2), square and sum, quotient; of each matrix root and ε.
      return (
        elementsOf(runs) * (7 + clips) +
        matricesOf(runs) * 2 +
        clips * (parts + 4) +
        unscaleFlops(has)
      );
    }
    case 'muonUpdate': {
      const { runs, weightDecay } = operation;
      // Rate and difference, and the decay; their factors.
      const decays = Number(weightDecay > 0);
      return elementsOf(runs) * (2 + decays) + matricesOf(runs) * 2 + decays * 2;
    }
    case 'groupedMatmul':
      return operation.groups.reduce(
        (sum, { count, m, n, k }) => sum + count * m * n * (2 * k + 1 + 2 * has('addend')),
        0,
      );
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}

/** Values of heads stay as they are. */
function normedRows({ rows, heads }: NormShape): number {
  if (!heads) return rows;
  const { queries, keys, values } = heads;
  return (rows * (queries + keys)) / (queries + keys + values);
}

/** The norm and the clip's factor are multiplied. */
const unscaleFlops = (has: (name: string) => number) => 2 * has('unscale');

/** @param each of an element, without clipping and decay */
function elementwiseUpdateFlops(
  { size, parts, decayed, gradientClip, weightDecay }: ElementwiseUpdate,
  each: number,
): number {
  const clips = gradientClip > 0;
  const decays = weightDecay > 0 ? decayed : 0;
  // The norm, the clip's factor, the decay's.
  return (
    size * (each + Number(clips)) + decays + parts + 1 + (clips ? 3 : 0) + (decays > 0 ? 2 : 0)
  );
}

const matricesOf = (runs: readonly MatrixRun[]) =>
  runs.reduce((sum, { count, beside }) => sum + count * beside, 0);

const elementsOf = (runs: readonly MatrixRun[]) =>
  runs.reduce((sum, { count, beside, rows, columns }) => sum + count * beside * rows * columns, 0);

const isLayer = ({ norm }: { norm: NormKind }) => norm === 'layer';

/** cap · (2 · σ(2x / cap) − 1), as of `softCap`. */
const capFlops = ({ scoreCap }: { scoreCap?: number }) => (scoreCap ? 7 : 0);

/** To a score, by distance. */
const added = (has: (name: string) => number) => has('distanceBias') + has('relative');

/** To a value, by distance. */
const addedValue = ({ headDim }: { headDim: number }, has: (name: string) => number) =>
  headDim * has('distanceValues');

/** Largest, difference, exponential, sum. */
const sinkFlops = (has: (name: string) => number) => 4 * has('sinks');

/** Of each element that is turned: two products and a sum. */
const rotationFlops = 3;

function matmulFlops(
  { count = 1, m, n, k, activation, activationGradient }: OperationOf<'matmul'>,
  has: (name: string) => number,
  hasColumnSums: boolean,
): number {
  const each =
    2 * k +
    has('bias') +
    (activation ? activationFlops[activation] : 0) +
    (activationGradient ? activationGradientFlops[activationGradient] : 0) +
    has('residual');
  return count * (m * n * each + (hasColumnSums ? k * n : 0));
}

/** How many keys the queries of a sequence see, all together. */
export function visiblePairs({
  time,
  keyTime = time,
  mask,
}: Pick<AttentionShape, 'time' | 'keyTime' | 'mask'>): number {
  if (!mask.causal) return time * keyTime;
  const window = mask.window === 0 ? time : Math.min(mask.window, time);
  // The first queries see 1, 2, … keys, the others a whole window.
  return (window * (window + 1)) / 2 + (time - window) * window;
}

/** At how many distances from queries there are keys that they see. */
function distancesOf({ time, mask }: AttentionShape): number {
  if (!mask.causal) return 2 * time - 1;
  return mask.window === 0 ? time : Math.min(mask.window, time);
}

/** Keys that a query sees at most. */
function longestView({ context, window }: CacheShape): number {
  return window === 0 ? context : Math.min(window, context);
}

function bytesMovedBy(node: ProgramNode): number {
  const numbers = operandNumbers(node);
  const ofSide = (side: 'inputs' | 'outputs') =>
    Object.entries(node[side]).reduce(
      (sum, [name, value]) => sum + bytesPerElement(value) * numbers[side][name],
      0,
    );
  return ofSide('inputs') + ofSide('outputs');
}

interface OperandNumbers {
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
      const elements = elementsOf(operation.runs);
      return { inputs: { buffer: elements, gradient: elements }, outputs: { buffer: elements } };
    }
    case 'muonUpdate': {
      const elements = elementsOf(operation.runs);
      return { inputs: { weights: elements }, outputs: { weights: elements } };
    }
    default:
      return { inputs: {}, outputs: {} };
  }
}
