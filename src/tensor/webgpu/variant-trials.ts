/**
 * @file What variants of kernels are tried on: awkward cases, in which they must be right, and usual
 * shapes, on which they are timed.
 */
import type { OperationOf } from '../program/operation';
import type { AttentionShape } from '../program/operations/attention';
import type { Program } from '../program/program';
import { randomCase, type OperationCase } from '../program/testing';
import { partsOfClass, type Extent, type MatmulClass } from './kernels/matmul-class';
import type { WebGpuMachine } from './machine';

type Sizes = readonly [m: number, n: number, k: number];

function matmul([m, n, k]: Sizes, changes: Partial<OperationOf<'matmul'>> = {}) {
  return {
    kind: 'matmul',
    m,
    n,
    k,
    transposeA: false,
    transposeB: false,
    activation: null,
    activationGradient: null,
    ...changes,
  } as const;
}

const attention: AttentionShape = {
  batch: 3,
  time: 21,
  heads: 4,
  keyValueHeads: 2,
  headDim: 10,
  mask: { causal: true, window: 9 },
  dropout: 0.2,
  site: 1,
};

const grouped = {
  kind: 'groupedMatmul',
  groups: [
    { count: 2, m: 33, n: 65, k: 17 },
    { count: 3, m: 10, n: 9, k: 40 },
  ],
  transposeB: false,
  product: 2,
  added: -1,
} as const;

/**
 * Of the products, one is so large that each variant takes its largest tiles, and two have sums so
 * long that they are cut; sides are whole vectors and tiles, or neither.
 */
export const gateCases: Record<'matmul' | 'lanes', readonly OperationCase[]> = {
  matmul: [
    { operation: matmul([37, 29, 521], { transposeB: true, activation: 'gelu' }), absent: [] },
    {
      operation: matmul([33, 30, 65], { transposeA: true, activationGradient: 'silu' }),
      absent: [],
    },
    { operation: matmul([9, 17, 6], { transposeA: true, transposeB: true }), absent: [] },
    { operation: grouped, absent: [] },
    { operation: { ...grouped, transposeB: true }, absent: ['inputs.addend'] },
    {
      operation: matmul([652, 1036, 36], { activation: 'relu' }),
      absent: ['inputs.residual', 'outputs.before'],
    },
    { operation: matmul([72, 96, 3300], { transposeA: true }), absent: ['inputs.bias'] },
  ],
  lanes: [
    { operation: { kind: 'norm', norm: 'layer', rows: 67, width: 65 }, absent: [] },
    { operation: { kind: 'crossEntropy', rows: 67, vocabulary: 65 }, absent: [] },
    { operation: { kind: 'attention', ...attention }, absent: [] },
    { operation: { kind: 'attentionGradient', ...attention }, absent: [] },
  ],
};

const usualAttention: AttentionShape = {
  batch: 4,
  time: 64,
  heads: 4,
  keyValueHeads: 4,
  headDim: 24,
  mask: { causal: true, window: 0 },
  dropout: 0,
  site: 0,
};

/** For devices of any speed, and for fast ones. */
export type Scale = 'usual' | 'large';

const timedSizes: Record<Extent, Record<Scale, Sizes>> = {
  wide: { usual: [2048, 512, 96], large: [4096, 1024, 384] },
  long: { usual: [96, 384, 1024], large: [192, 768, 4096] },
  small: { usual: [4, 1024, 256], large: [4, 4096, 1024] },
};

export function timedProduct(of: MatmulClass, scale: Scale): OperationCase {
  const { orientation, extent } = partsOfClass[of];
  const operation = matmul(timedSizes[extent][scale], {
    transposeA: orientation === 'tn',
    transposeB: orientation === 'nt',
  });
  return { operation, absent: ['inputs.residual', 'outputs.before'] };
}

export function timedLanes(scale: Scale): readonly OperationCase[] {
  const [rows, width] = scale === 'usual' ? [1024, 96] : [4096, 384];
  return [
    { operation: { kind: 'norm', norm: 'layer', rows, width }, absent: [] },
    { operation: { kind: 'crossEntropy', rows, vocabulary: 256 }, absent: [] },
    { operation: { kind: 'attentionGradient', ...usualAttention }, absent: [] },
  ];
}

/** The operations one after the other. Inputs are constants, so that a run uploads nothing. */
export function timedProgram(cases: readonly OperationCase[]): Program {
  const drawn = cases.map((one) => randomCase(one, 1));
  for (const { program, feeds } of drawn) {
    for (const value of program.nodes.flatMap(({ inputs }) => Object.values(inputs))) {
      const { origin } = value;
      if (origin.kind === 'feed') value.origin = { kind: 'constant', data: feeds[origin.name] };
    }
  }
  const outputs = drawn.flatMap(({ program }) => Object.values(program.outputs));
  const smallest = outputs.reduce((least, one) => (one.size < least.size ? one : least));
  return { nodes: drawn.flatMap(({ program }) => program.nodes), outputs: { smallest } };
}

/** A run shorter than this says little: the clock is coarse, and reading back takes its time. */
const leastMilliseconds = 10;
const mostRepetitions = 64;
const mostRuns = 3;
/** After so many milliseconds there is no need for another run. */
const enoughMilliseconds = 60;

/** Milliseconds of a program: the median of some runs, each of so many repetitions as it takes. */
export async function timeOf(machine: WebGpuMachine, program: Program): Promise<number> {
  const once = await timeRuns(machine, program, 1);
  const repetitions = Math.min(mostRepetitions, Math.ceil(leastMilliseconds / once));
  if (repetitions <= 1) return once;
  return (await timeRuns(machine, program, repetitions)) / repetitions;
}

/** Has the pipelines built. */
export async function warmUp(machine: WebGpuMachine, program: Program): Promise<void> {
  const step = machine.compileProgram(program, { stores: {}, name: 'a measurement' });
  try {
    await step.run({}, ['smallest']);
  } finally {
    step.dispose();
  }
}

async function timeRuns(
  machine: WebGpuMachine,
  program: Program,
  repetitions: number,
): Promise<number> {
  const nodes = Array.from({ length: repetitions }, () => program.nodes).flat();
  const step = machine.compileProgram({ ...program, nodes }, { stores: {}, name: 'a measurement' });
  try {
    await step.run({}, ['smallest']);
    const times: number[] = [];
    const begin = performance.now();
    do {
      const start = performance.now();
      await step.run({}, ['smallest']);
      times.push(performance.now() - start);
    } while (times.length < mostRuns && performance.now() - begin < enoughMilliseconds);
    return times.sort((left, right) => left - right)[Math.floor(times.length / 2)];
  } finally {
    step.dispose();
  }
}
