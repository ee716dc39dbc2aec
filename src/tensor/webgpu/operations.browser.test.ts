/**
 * @file Every kernel against the reference in double precision. Pipelines are built anew for each
 * shape, and that takes long on a software GPU: here on cases that cover the others two options at a
 * time, in `operations.full.browser.test.ts` on all of them.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { OperationCase } from '../program/testing';
import { covering } from '../program/testing-coverage';
import {
  casesOf,
  choiceOf,
  codeLength,
  deviating,
  expectAnyAttention,
  expectAnyMatmul,
  operationKinds,
  testDevice,
} from './testing';

let device: GPUDevice;
beforeAll(async () => {
  device = await testDevice();
});

/** Of attention, all but some lengths that end within a block of 64, as others do. */
const isNew = ({ operation }: OperationCase) =>
  !('mask' in operation) || ![65, 67, 131].includes(operation.time);

/** A share of the cases, where another way through the same kernel is tried. */
const someOf = <T>(list: readonly T[], every: number, from = 0) =>
  list.filter((_, at) => at % every === from % every);

describe('operations agree with the reference', () => {
  it.each(operationKinds)('%s', async (kind) => {
    const chosen = covering(casesOf(kind).filter(isNew), codeLength);
    expect(await deviating(device, choiceOf('quads'), chosen)).toEqual([]);
  });

  it('lanes that exchange numbers through workgroup memory', async () => {
    const shared = casesOf('norm', 'normGradient', 'crossEntropy', 'sumOfSquares', 'adamw');
    const muon = covering(casesOf('muonDirection'));
    const attention = casesOf('attention', 'attentionGradient', 'cachedAttention');
    const small = attention.filter(
      ({ operation }) => 'headDim' in operation && operation.headDim <= 8,
    );
    const chosen = [...someOf(shared, 11), ...someOf(small, 18), ...muon];
    expect(await deviating(device, choiceOf('lanes', 'shared'), chosen)).toEqual([]);
  });

  it('parameter gradients of norms where barriers are cheap', async () => {
    const chosen = someOf(casesOf('normParameterGradient'), 7);
    expect(await deviating(device, choiceOf('split-256'), chosen)).toEqual([]);
  });

  it.each([
    { lanes: 'quads', runs: 2 },
    { lanes: 'shared', runs: 1 },
  ] as const)('any attention, forth and back, by $lanes', async ({ lanes, runs }) => {
    await expectAnyAttention(device, lanes, runs);
  });

  it.each([
    ['lanes', 'matmul'],
    ['lanes', 'groupedMatmul'],
    ['tiles-32x32-4x4', 'groupedMatmul'],
  ] as const)('by %s: %s', async (variant, kind) => {
    expect(await deviating(device, choiceOf(variant), covering(casesOf(kind)))).toEqual([]);
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
    const one = { operation, absent: [] };
    expect(await deviating(device, choiceOf(variant), [one])).toEqual([]);
  });

  // Without those whose own tile is that of a large product above; wide tiles take long to build.
  it.each([
    { variant: 'quads', runs: 4 },
    { variant: 'lanes', runs: 4 },
    { variant: 'tiles-32x32-4x4', runs: 1 },
    { variant: 'tiles-64x64-8x4', runs: 1 },
    { variant: 'split-256', runs: 1 },
  ] as const)('any matmul by $variant', async ({ variant, runs }) => {
    await expectAnyMatmul(device, variant, runs);
  });
});
