/**
 * @file What the tests of this folder share.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { OperationKind } from '../program/operation';
import { operationCases, programOf, type OperationCase } from '../program/testing';
import { anyAttention } from '../program/testing-properties';
import { deviation, tolerance } from './agreement';
import { openDevice } from './device';
import { kernelsOf, type KernelChoice, type KernelMaker } from './kernels';
import type { LaneExchange } from './kernels/lanes';
import { usesTiles, type MatmulVariant } from './kernels/matmul';
import { forEachClass } from './kernels/matmul-class';
import { presenceOf } from './kernels/matmul-epilogue';
import { tiledProductKernels } from './kernels/matmul-tiles';
import { planTiles } from './kernels/matmul-tilings';
import { WebGpuMachine } from './machine';

/** A device, be it software. */
export async function testDevice(): Promise<GPUDevice> {
  const opened = await openDevice({ refuseSoftware: false });
  if (!opened.device) throw new Error(`no device: ${opened.refusal}`);
  return opened.device;
}

/** One variant for all products. */
export function choiceOf(matmul: MatmulVariant, lanes: LaneExchange = 'quads'): KernelChoice {
  return { matmul: forEachClass(() => matmul), lanes };
}

/** A variant's own tile is taken even where there are few of them. */
export const ownTiles =
  (variant: MatmulVariant): KernelMaker =>
  (node, choice) =>
    node.operation.kind === 'matmul' && usesTiles(variant)
      ? tiledProductKernels(node.operation, presenceOf(node), planTiles(node.operation, variant, 1))
      : kernelsOf(node, choice);

const cases = operationCases();

export const operationKinds = [...new Set(cases.map(({ operation }) => operation.kind))];

export const casesOf = (...kinds: OperationKind[]): OperationCase[] =>
  cases.filter(({ operation }) => kinds.includes(operation.kind));

/** Characters of WGSL, by which the time goes that it takes to build a case's pipelines. */
export const codeLength = (one: OperationCase): number =>
  programOf(one)
    .nodes.flatMap((node) => kernelsOf(node, choiceOf('quads')))
    .reduce((sum, { code }) => sum + code.length, 0);

/** Descriptions of the cases that deviate too much. */
export async function deviating(
  device: GPUDevice,
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

/** Attentions of any shape, with all that goes with them, in so many runs. */
export async function expectAnyAttention(device: GPUDevice, lanes: LaneExchange, numRuns: number) {
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
    { numRuns, endOnFailure: true },
  );
  machine.dispose();
}

/** Products of any shape by one variant's own tile, in so many runs. */
export async function expectAnyMatmul(device: GPUDevice, variant: MatmulVariant, numRuns: number) {
  const machine = new WebGpuMachine(device, choiceOf(variant), ownTiles(variant));
  const size = fc.integer({ min: 1, max: 70 });
  const activation = fc.constantFrom(
    'gelu' as const,
    'geluErf' as const,
    'silu' as const,
    'relu' as const,
    null,
  );
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
    { numRuns },
  );
  machine.dispose();
}
