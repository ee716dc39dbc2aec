import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OperationKind } from '../program/operation';
import { operationCases, type OperationCase } from '../program/testing';
import { anyAttention } from '../program/testing-properties';
import { deviation, tolerance } from './agreement';
import type { KernelChoice } from './kernels';
import { matmulVariants } from './kernels/matmul';
import { WebGpuMachine } from './machine';
import { choiceOf, ownTiles, testDevice } from './testing';

const cases = operationCases();
const kinds = [...new Set(cases.map(({ operation }) => operation.kind))];
const ofKind = (...chosen: OperationKind[]) =>
  cases.filter(({ operation }) => chosen.includes(operation.kind));

let device: GPUDevice;
beforeAll(async () => {
  device = await testDevice();
});

/** Descriptions of the cases that deviate too much. */
async function deviating(
  choice: KernelChoice,
  chosen: readonly OperationCase[],
): Promise<string[]> {
  const machine = new WebGpuMachine(device, choice);
  const found = await Promise.all(chosen.map((one) => deviation(machine, one)));
  machine.dispose();
  return chosen.flatMap((one, at) =>
    found[at] < tolerance ? [] : [`${JSON.stringify(one)}: ${found[at]}`],
  );
}

/** Building pipelines takes long: a share of the cases must do where there are many. */
const someOf = <T>(list: readonly T[], every: number, from = 0) =>
  list.filter((_, at) => at % every === from % every);

/** Cases of attention that come in pairs, with and without a rotation: one of each pair. */
const oneOfPair = (list: readonly OperationCase[]) =>
  list.filter(({ operation }, at) => {
    const isPaired = list.at(at ^ 1)?.operation === operation;
    return !isPaired || at % 4 === 1 || at % 4 === 2;
  });

describe('operations agree with the reference', () => {
  it.each(kinds)('%s', async (kind) => {
    const ofThis = ofKind(kind);
    let chosen = kind.startsWith('attention') ? oneOfPair(ofThis) : ofThis;
    if (kind === 'matmul') chosen = someOf(ofThis, 4);
    expect(await deviating(choiceOf('quads'), chosen)).toEqual([]);
  });

  it('lanes that exchange numbers through workgroup memory', async () => {
    const shared = ofKind('norm', 'normGradient', 'crossEntropy', 'sumOfSquares', 'adamw');
    const muon = ofKind('muonDirection');
    const attention = ofKind('attention', 'attentionGradient', 'cachedAttention');
    const small = attention.filter(
      ({ operation }) => 'headDim' in operation && operation.headDim <= 8,
    );
    const chosen = [...someOf(shared, 11), ...someOf(small, 9), ...muon];
    expect(await deviating(choiceOf('lanes', 'shared'), chosen)).toEqual([]);
  });

  it('parameter gradients of norms where barriers are cheap', async () => {
    const chosen = someOf(ofKind('normParameterGradient'), 7);
    expect(await deviating(choiceOf('split-256'), chosen)).toEqual([]);
  });

  it.each([
    { lanes: 'quads', runs: 6 },
    { lanes: 'shared', runs: 3 },
  ] as const)('any attention, forth and back, by $lanes', async ({ lanes, runs }) => {
    const machine = new WebGpuMachine(device, choiceOf('quads', lanes));
    await fc.assert(
      fc.asyncProperty(anyAttention(30), fc.nat(), async (drawn, seed) => {
        const kinds = ['attention', 'attentionGradient', 'attentionProbabilities'] as const;
        const found = await Promise.all(
          kinds.map((kind) => {
            const one = { ...drawn, operation: { ...drawn.operation, kind } };
            return deviation(machine, one, seed);
          }),
        );
        expect(Math.max(...found), JSON.stringify(drawn)).toBeLessThan(tolerance);
      }),
      // What has been found is not made smaller: building pipelines takes long.
      { numRuns: runs, endOnFailure: true },
    );
    machine.dispose();
  });

  it.each([
    { variant: 'lanes', every: 9 },
    { variant: 'tiles-32x32-4x4', every: 31 },
  ] as const)('matmul by $variant', async ({ variant, every }) => {
    const chosen = [...someOf(ofKind('matmul'), every, 3), ...someOf(ofKind('groupedMatmul'), 3)];
    expect(await deviating(choiceOf(variant), chosen)).toEqual([]);
  });

  // So large that each takes its largest tiles, and slices of a long inner dimension.
  it.each([
    { variant: 'quads', m: 650, n: 1030, k: 33, transposeA: false },
    { variant: 'tiles-64x64-8x8', m: 650, n: 1032, k: 33, transposeA: true },
    { variant: 'tiles-128x64-8x8', m: 650, n: 1030, k: 33, transposeA: true },
    { variant: 'split-1024', m: 70, n: 76, k: 3300, transposeA: true },
  ] as const)('large matmul by $variant', async ({ variant, ...shape }) => {
    const operation = {
      kind: 'matmul',
      ...shape,
      transposeB: false,
      activation: null,
      activationGradient: null,
    } as const;
    expect(await deviating(choiceOf(variant), [{ operation, absent: [] }])).toEqual([]);
  });

  it.each(matmulVariants)('any matmul by %s', async (variant) => {
    const machine = new WebGpuMachine(device, choiceOf(variant), ownTiles(variant));
    const size = fc.integer({ min: 1, max: 70 });
    const activation = fc.constantFrom('gelu' as const, 'silu' as const, 'relu' as const, null);
    const operation = fc.record({
      kind: fc.constant('matmul' as const),
      m: size,
      n: size,
      k: variant.startsWith('split') ? fc.integer({ min: 250, max: 900 }) : size,
      transposeA: fc.boolean(),
      transposeB: fc.boolean(),
      activation,
      activationGradient: activation,
    });
    const absent = fc.subarray([
      'inputs.bias',
      'inputs.residual',
      'outputs.before',
      'outputs.columnSums',
    ]);
    await fc.assert(
      fc.asyncProperty(operation, absent, fc.nat(), async (drawn, left, seed) => {
        const one = {
          ...drawn,
          activationGradient: drawn.activation ? null : drawn.activationGradient,
        };
        expect(await deviation(machine, { operation: one, absent: left }, seed)).toBeLessThan(
          tolerance,
        );
      }),
      { numRuns: variant === 'quads' || variant === 'lanes' ? 8 : 3 },
    );
    machine.dispose();
  });
});
