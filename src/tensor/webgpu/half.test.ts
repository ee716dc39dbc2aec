/**
 * @file Kernels whose operands are stored as float16 against the reference. SwiftShader, which the other tests of kernels run on, has no float16; this runs in Node with
 * the package `webgpu` on any adapter that has it, and is skipped where there is none (`bench/README.md`
 * says how to get one).
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { afterAll, describe, expect, it } from 'vitest';
import { operationCases, randomCase, type OperationCase } from '../program/testing';
import { halfOperands } from '../program/half';
import { inHalf } from '../program/testing-half';
import { deviationFrom, expectationOfDrawn } from './agreement';
import type { KernelChoice, KernelMaker } from './kernels';
import { matmulVariants } from './kernels/matmul';
import { WebGpuMachine } from './machine';
import { choiceOf, ownTiles } from './testing';
import { halfDeviceInNode } from './testing-node';

/** Of float16 the last digit is one in a thousand. */
const tolerance = 2e-3;

const device = await halfDeviceInNode();
afterAll(() => device?.destroy());

const cases = operationCases().filter(({ operation }) => {
  const { inputs, outputs } = halfOperands(operation);
  return inputs.length + outputs.length > 0;
});
const kinds = [...new Set(cases.map(({ operation }) => operation.kind))];
const products = cases.filter(({ operation }, at) => operation.kind === 'matmul' && at % 67 === 0);
const someOf = <T>(list: readonly T[], every: number) => list.filter((_, at) => at % every === 0);

describe.skipIf(!device)('float16', { timeout: 120_000 }, () => {
  async function deviating(
    choice: KernelChoice,
    chosen: readonly OperationCase[],
    makeKernels?: KernelMaker,
  ) {
    if (!device) return [];
    const machine = new WebGpuMachine(device, choice, makeKernels);
    const wrong: string[] = [];
    for (const [at, one] of chosen.entries()) {
      const expected = expectationOfDrawn(one.operation.kind, inHalf(randomCase(one, at)));
      const found = await deviationFrom(machine, expected);
      if (!(found < tolerance)) wrong.push(`${JSON.stringify(one)}: ${found}`);
    }
    machine.dispose();
    return wrong;
  }

  it.each(kinds)('%s', async (kind) => {
    const ofThis = cases.filter(({ operation }) => operation.kind === kind);
    const lanes = device?.features.has('subgroups')
      ? choiceOf('quads')
      : choiceOf('lanes', 'shared');
    expect(await deviating(lanes, someOf(ofThis, Math.ceil(ofThis.length / 5)))).toEqual([]);
  });

  it.each(matmulVariants.filter((variant) => variant !== 'quads'))('%s', async (variant) => {
    const choice = choiceOf(variant, 'shared');
    expect(await deviating(choice, products, ownTiles(variant))).toEqual([]);
  });
});
