/** @file Cases with which a machine's kernels are held to the reference. */
import { Random } from '../../base/random';
import { inPlaceOutputs, type Operation, type OperationKind, type OperationOf } from './operation';
import { keysOf, pairsOf, type AttentionShape } from './operations/attention';
import type { ActivationKind } from './operations/elementwise';
import { elementwiseUpdates, lossScalings, muonOperations } from './optimizer-cases';
import type { Program } from './program';
import { evaluate, type Operands } from './reference';
import { shapesOf } from './operation-shapes';
import { singleOperation } from './single';
import {
  attentionCases,
  cacheCases,
  pairAttentionCases,
  sinkOperations,
} from './testing-attention';
import { expertCases } from './testing-experts';
import { normOperations, rowShapes } from './testing-norms';
import { withAllOrNone, withEveryChoice, type OperationCase } from './testing-choices';

export type { OperationCase } from './testing-choices';

export interface RandomCase {
  program: Program;
  stores: Record<string, Float32Array>;
  feeds: Record<string, Float32Array | Int32Array>;
}

/** Outputs whose elements a machine may choose itself. */
export const scratchOutputs: Partial<Record<OperationKind, readonly string[]>> = {
  crossEntropy: ['rowLosses'],
  // The cut is free: compare the sum.
  sumOfSquares: ['partials'],
};

/** The case's operation alone. */
export function programOf({ operation, absent }: OperationCase): Program {
  const { inputs, outputs } = shapesOf(operation);
  const present = <T>(side: 'inputs' | 'outputs', shapes: Record<string, T>) =>
    Object.entries(shapes).filter(([name]) => !absent.includes(`${side}.${name}`));
  return singleOperation(
    operation,
    Object.fromEntries(present('inputs', inputs)),
    Object.fromEntries(present('outputs', outputs).map(([name, { size }]) => [name, size])),
  );
}

/**
 * A program of the one operation with random inputs of sensible sizes. What a gradient operation
 * takes from its forward pass is what the forward pass gives for the same inputs.
 */
export function randomCase({ operation, absent }: OperationCase, seed: number): RandomCase {
  const shapes = shapesOf(operation);
  const random = new Random(seed, operation.kind);
  const numbers: Record<string, Float32Array | Int32Array> = {};
  for (const [name, { size, type }] of Object.entries(shapes.inputs)) {
    if (absent.includes(`inputs.${name}`)) continue;
    const draw = drawing(operation, name, random);
    numbers[name] =
      type === 'int32'
        ? Int32Array.from({ length: size }, draw)
        : Float32Array.from({ length: size }, draw);
  }
  for (const [name, cells] of Object.entries(ofForwardPass(operation, asDoubles(numbers)))) {
    numbers[name] = cells instanceof Int32Array ? cells : Float32Array.from(cells);
  }
  const stored = new Set(Object.values(inPlaceOutputs[operation.kind] ?? {}));
  const result: RandomCase = {
    program: programOf({ operation, absent }),
    stores: {},
    feeds: {},
  };
  for (const [name, data] of Object.entries(numbers)) {
    if (stored.has(name)) result.stores[name] = Float32Array.from(data);
    else result.feeds[name] = data;
  }
  return result;
}

export function asDoubles(numbers: Record<string, Float32Array | Int32Array>): Operands {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, data]) => [
      name,
      data instanceof Int32Array ? data : Float64Array.from(data),
    ]),
  );
}

/** How to draw an element of an input. */
function drawing(
  operation: Operation,
  name: string,
  random: Random,
): (_: unknown, index: number) => number {
  const normal = () => random.normal();
  const vocabulary = 'vocabulary' in operation ? operation.vocabulary : 1;
  switch (name) {
    case 'ids':
      return () => random.integer(vocabulary);
    case 'labels':
      // The first one counts, so that there is a loss.
      return (_, index) => (index > 0 && random.float() < 0.2 ? -1 : random.integer(vocabulary));
    case 'places': {
      const places =
        'time' in operation ? operation.time : 'context' in operation && operation.context;
      return () => random.integer(places || 1);
    }
    case 'prefixes':
    case 'keyLengths': {
      const keys =
        'mask' in operation ? keysOf(operation) : 'context' in operation ? operation.context : 0;
      return () => random.integer(keys + 1);
    }
    case 'table':
      return () => random.integer('capacity' in operation ? operation.capacity : 1);
    case 'cacheRows':
      // Each row has a place of its own.
      return (_, index) => ('capacity' in operation ? operation.capacity - 1 - index : 0);
    case 'dropoutKey':
      return () => random.uint32() | 0;
    case 'logits':
      // Many are equal, and some are impossible.
      return operation.kind === 'sample'
        ? (_, index) =>
            index % vocabulary > 0 && random.float() < 0.1
              ? -Infinity
              : Math.round(4 * random.normal()) / 2
        : normal;
    case 'settings':
      return (_, index) => {
        const [temperature, k, p] = samplings[Math.floor(index / 4) % samplings.length];
        return [temperature, k, p, random.float()][index % 4];
      };
    case 'probabilities':
      return () => random.float();
    case 'seen':
      return () => random.integer(2);
    case 'gain':
      return () => 1 + 0.3 * random.normal();
    case 'unscale':
      return () => (random.float() < 0.3 ? 0 : 0.25);
    case 'partials':
      // Of the loss scale: others follow from the gradient.
      return (_, index) => (index === 0 && random.float() < 0.4 ? Infinity : random.normal() ** 2);
    case 'state': {
      const interval = 'interval' in operation ? operation.interval : 1;
      return (_, index) => (index === 0 ? 2 ** random.integer(20) : random.integer(interval));
    }
    case 'learningRate':
      return () => 0.01;
    case 'deviation':
      return () => 0.3 + random.float();
    case 'secondMoment':
      return () => random.normal() ** 2;
    case 'hyper':
      return (_, index) => [0.01, 1 - 0.9 ** 3, 1 - 0.99 ** 3][index];
    case 'rotation': {
      const shape = 'headDim' in operation ? operation : { headDim: 2 };
      return (_, index) => rotationElement(shape, index);
    }
    case 'b': {
      // So that products of any length have elements of the size of 1.
      const depth =
        operation.kind === 'matmul'
          ? operation.k
          : operation.kind === 'groupedMatmul'
            ? Math.max(...operation.groups.map(({ k }) => k))
            : 1;
      const spread = 1 / Math.sqrt(depth);
      return () => spread * random.normal();
    }
    default:
      return normal;
  }
}

/** Temperature, k and p, row by row. */
const samplings = [
  [1, 0, 1],
  [0.8, 0, 0.9],
  [0, 0, 1],
  [1.5, 5, 1],
  [1, 40, 0.5],
] as const;

function rotationElement(shape: Pick<AttentionShape, 'headDim' | 'rotary'>, index: number): number {
  const { headDim } = shape;
  const position = Math.floor(index / headDim);
  const column = index % headDim;
  const half = headDim / 2;
  const isTurned = column % half < pairsOf(shape).channels / 2;
  const angle = isTurned ? position * 10_000 ** (-(column % half) / half) : 0;
  return column < half ? Math.cos(angle) : Math.sin(angle);
}

/** Inputs that are results of an earlier operation on the others. */
function ofForwardPass(operation: Operation, inputs: Operands): Operands {
  switch (operation.kind) {
    case 'normGradient':
    case 'normParameterGradient': {
      const gain = new Float64Array(2 * operation.width).fill(1);
      const { statistics } = evaluate({ ...operation, kind: 'norm' }, { gain, ...inputs });
      return { statistics };
    }
    case 'attentionGradient': {
      const { y, logSumExp } = evaluate({ ...operation, kind: 'attention' }, inputs);
      return { y, logSumExp };
    }
    case 'sinkGradient': {
      // Of three keys besides the sink.
      const { time, heads } = operation;
      const logSumExp = Float64Array.from(inputs.logSumExp, (x, at) =>
        Math.log(Math.exp(inputs.sinks[Math.floor(at / time) % heads]) + 3 * Math.exp(x)),
      );
      return { logSumExp };
    }
    case 'expertUsage':
    case 'expertUsageGradient': {
      const { rows, experts } = operation;
      const random = new Random(rows, 'noise');
      const noisy = Float64Array.from({ length: rows * experts }, () => random.normal());
      const { chosen, gates } = evaluate({ ...operation, kind: 'routing' }, { logits: noisy });
      if (operation.kind === 'expertUsage') return { noisy, chosen, gates };
      const given = { ...inputs, noisy, chosen, gates };
      const { slopes } = evaluate({ ...operation, kind: 'expertUsage' }, given);
      return { noisy, chosen, slopes };
    }
    case 'routingGradient':
    case 'dispatchRows':
    case 'combineRows':
    case 'gateGradient': {
      const { rows, experts } = operation;
      const random = new Random(rows, 'router');
      const logits = Float64Array.from({ length: rows * experts }, () => random.normal());
      const routed = evaluate({ ...operation, kind: 'routing' }, { logits });
      const needed = shapesOf(operation).inputs;
      const isGiven = (name: string) => name in needed && (name !== 'gates' || 'gates' in inputs);
      return Object.fromEntries(Object.entries(routed).filter(([name]) => isGiven(name)));
    }
    case 'adamw':
    case 'sgd':
    case 'lion':
    case 'muonDirection': {
      const { size, parts } = operation;
      return evaluate({ kind: 'sumOfSquares', size, parts }, { x: inputs.gradient });
    }
    default:
      return {};
  }
}

/** Awkward shapes of every operation, and one or two usual ones. */
export function operationCases(): OperationCase[] {
  return [
    ...embeddingCases(),
    ...normOperations().flatMap(withEveryChoice),
    ...matmulCases(),
    ...attentionCases(),
    ...pairAttentionCases(),
    ...cacheCases(),
    ...sinkOperations().map((operation) => ({ operation, absent: [] })),
    ...lossCases(),
    ...expertCases(),
    ...sampleOperations().flatMap(withEveryChoice),
    ...elementwiseOperations().flatMap(withEveryChoice),
    ...gatedOperations().flatMap(withEveryChoice),
    ...lossScalings().flatMap(withEveryChoice),
    ...muonOperations().flatMap(withEveryChoice),
  ];
}

function embeddingCases(): OperationCase[] {
  const shapes: [batch: number, time: number, width: number, vocabulary: number][] = [
    [1, 1, 1, 1],
    [3, 5, 7, 11],
    [2, 33, 65, 300],
    [4, 64, 128, 96],
  ];
  return shapes.flatMap(([batch, time, width, vocabulary]) => {
    const rows = batch * time;
    return [
      ...withEveryChoice({ kind: 'embedding', rows, width, vocabulary, time }).filter(
        // Places without positions say nothing.
        ({ absent }) => !absent.includes('inputs.positions') || absent.includes('inputs.places'),
      ),
      ...withEveryChoice({ kind: 'embeddingGradient', rows, width, vocabulary }),
      ...withEveryChoice({ kind: 'positionGradient', rows, width, time, positions: time }),
      ...withEveryChoice({ kind: 'positionGradient', rows, width, time, positions: time + 3 }),
    ];
  });
}

const activations: readonly ActivationKind[] = ['gelu', 'geluErf', 'silu', 'relu', 'softplus'];

function matmulCases(): OperationCase[] {
  const shapes = [
    [1, 1, 1],
    [1, 65, 33],
    [65, 1, 33],
    [33, 65, 1],
    [3, 5, 7],
    [16, 16, 16],
    [64, 64, 64],
    [65, 66, 67],
    [130, 12, 258],
    [8, 300, 20],
    [128, 192, 64],
  ];
  const transposes = [false, true].flatMap((transposeA) =>
    [false, true].map((transposeB) => ({ transposeA, transposeB })),
  );
  const none = { activation: null, activationGradient: null };
  const epilogues: Pick<OperationOf<'matmul'>, 'activation' | 'activationGradient'>[] = [
    none,
    ...activations.map((activation) => ({ ...none, activation })),
    ...activations.map((activationGradient) => ({ ...none, activationGradient })),
  ];
  return transposes.flatMap((transpose) => [
    ...withAllOrNone({
      kind: 'matmul',
      ...{ count: 3, m: 19, n: 20, k: 34 },
      ...transpose,
      ...{ ...none, activation: 'silu' },
    }),
    ...shapes.flatMap(([m, n, k]) =>
      withAllOrNone({ kind: 'matmul', m, n, k, ...transpose, ...none }),
    ),
    ...epilogues.flatMap((epilogue) => {
      const operation: Operation = {
        kind: 'matmul',
        m: 37,
        n: 29,
        k: 21,
        ...transpose,
        ...epilogue,
      };
      const other = epilogue.activation ?? epilogue.activationGradient ?? 'gelu';
      return other === 'gelu' ? withEveryChoice(operation) : withAllOrNone(operation);
    }),
  ]);
}

function lossCases(): OperationCase[] {
  return rowShapes.flatMap(([rows, vocabulary]) =>
    withEveryChoice({ kind: 'crossEntropy', rows, vocabulary }),
  );
}

function sampleOperations(): Operation[] {
  const shapes = [
    [1, 1],
    [9, 2],
    [70, 16],
    [7, 257],
    [5, 1000],
    [2, 32_768],
  ];
  return shapes.map(([rows, vocabulary]) => ({ kind: 'sample', rows, vocabulary }));
}

function gatedOperations(): Operation[] {
  return activations.flatMap((activation) =>
    rowShapes.flatMap(([rows, width]): Operation[] => [
      { kind: 'gatedActivation', activation, rows, width },
      { kind: 'gatedActivationGradient', activation, rows, width },
    ]),
  );
}

function elementwiseOperations(): Operation[] {
  const sizes = [1, 3, 63, 256, 257, 1030, 70_001];
  return sizes.flatMap((size): Operation[] => [
    ...activations.flatMap((activation): Operation[] => [
      { kind: 'activation', activation, size },
      { kind: 'activationGradient', activation, size },
    ]),
    { kind: 'softCap', cap: 1.5, size },
    { kind: 'softCapGradient', cap: 1.5, size },
    { kind: 'add', size },
    { kind: 'multiply', size },
    { kind: 'scale', size },
    { kind: 'copy', size },
    { kind: 'dropout', rate: 0.1, site: 0, size },
    { kind: 'dropout', rate: 0.5, site: 7, size },
    { kind: 'sumOfSquares', size, parts: 1 },
    { kind: 'sumOfSquares', size, parts: 64 },
    ...elementwiseUpdates(size),
  ]);
}
