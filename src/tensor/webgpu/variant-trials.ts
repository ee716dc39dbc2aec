/**
 * @file What variants of kernels are tried on: awkward cases, in which they must be right, and usual
 * shapes, on which they are timed.
 */
import type { AttentionShape, OperationOf } from '../program/operation';
import type { Program } from '../program/program';
import { randomCase, type OperationCase } from '../program/testing';
import type { KernelChoice } from './kernels';
import type { WebGpuMachine } from './machine';

type Part = keyof KernelChoice;
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

/** The last two products are so large that each variant takes its largest tiles. */
export const gateCases: Record<Part, readonly OperationCase[]> = {
  matmul: [
    { operation: matmul([37, 29, 21], { transposeB: true, activation: 'gelu' }), absent: [] },
    {
      operation: matmul([33, 30, 65], { transposeA: true, activationGradient: 'silu' }),
      absent: [],
    },
    { operation: matmul([9, 17, 6], { transposeA: true, transposeB: true }), absent: [] },
    { operation: grouped, absent: [] },
    { operation: { ...grouped, transposeB: true }, absent: ['inputs.addend'] },
    { operation: matmul([650, 1030, 33]), absent: ['inputs.residual', 'outputs.before'] },
    { operation: matmul([70, 75, 3300], { transposeA: true }), absent: ['inputs.bias'] },
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

/** @param scale of every size: on a fast device small shapes would only time the dispatches */
export function timedCases(part: Part, scale: 1 | 4): readonly OperationCase[] {
  switch (part) {
    case 'matmul': {
      const [rows, width, wide] = [1024 * scale, 96 * scale, 384 * scale];
      const absent = ['inputs.residual', 'outputs.before'];
      return [
        { operation: matmul([rows, wide, width]), absent },
        { operation: matmul([width, wide, rows], { transposeA: true }), absent },
      ];
    }
    case 'lanes': {
      const rows = 1024 * scale;
      return [
        { operation: { kind: 'norm', norm: 'layer', rows, width: 96 * scale }, absent: [] },
        { operation: { kind: 'crossEntropy', rows, vocabulary: 256 }, absent: [] },
        { operation: { kind: 'attentionGradient', ...usualAttention }, absent: [] },
      ];
    }
  }
}

/** A run shorter than this says little: the clock is coarse, and reading back takes its time. */
const leastMilliseconds = 20;
const mostRepetitions = 64;
const runs = 3;

/** Milliseconds of an operation: the median of some runs, each of so many repetitions as it takes. */
export async function timeOf(machine: WebGpuMachine, timed: OperationCase): Promise<number> {
  const { program, feeds } = randomCase(timed, 1);
  // Constants, so that a run uploads nothing.
  const [node] = program.nodes;
  for (const value of Object.values(node.inputs)) {
    const { origin } = value;
    if (origin.kind === 'feed') value.origin = { kind: 'constant', data: feeds[origin.name] };
  }
  const once = await timeRuns(machine, program, 1);
  const repetitions = Math.min(mostRepetitions, Math.ceil(leastMilliseconds / once));
  if (repetitions <= 1) return once;
  return (await timeRuns(machine, program, repetitions)) / repetitions;
}

async function timeRuns(
  machine: WebGpuMachine,
  program: Program,
  repetitions: number,
): Promise<number> {
  const nodes = Array.from({ length: repetitions }, () => program.nodes).flat();
  const step = machine.compileProgram({ ...program, nodes }, { stores: {}, name: 'a measurement' });
  try {
    const [smallest] = Object.entries(program.outputs).sort(
      ([, left], [, right]) => left.size - right.size,
    );
    await step.run({}, [smallest[0]]);
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      await step.run({}, [smallest[0]]);
      times.push(performance.now() - start);
    }
    return times.sort((left, right) => left - right)[Math.floor(runs / 2)];
  } finally {
    step.dispose();
  }
}
