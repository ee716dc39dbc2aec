import { describe, expect, it } from 'vitest';
import { deviation, tolerance } from './agreement';
import { kernelsOf, type KernelMaker } from './kernels';
import { matmulVariants } from './kernels/matmul';
import { matmulClasses, matmulClassOf } from './kernels/matmul-class';
import { WebGpuMachine } from './machine';
import { choiceOf, testDevice } from './testing';
import { gateCases } from './variant-trials';
import { presumedChoice, measureVariants } from './variants';

/** All kernels but products by `lanes` and sums by `shared` are the fastest by far: they compute nothing. */
const emptyKernels: KernelMaker = (node, choice) => {
  const { operation } = node;
  const isRight =
    operation.kind === 'groupedMatmul'
      ? Object.values(choice.matmul).includes('lanes')
      : operation.kind === 'matmul'
        ? choice.matmul[matmulClassOf(operation)] === 'lanes'
        : choice.lanes === 'shared';
  const kernels = kernelsOf(node, choice);
  return isRight
    ? kernels
    : kernels.map((kernel) => ({ ...kernel, code: '@compute @workgroup_size(1) fn main() {}' }));
};

/** Where a product is cut, the slices are not added up but the first one is taken. */
const firstSlices: KernelMaker = (node, choice) =>
  kernelsOf(node, choice).map((kernel) => ({
    ...kernel,
    code: kernel.code.replace(/slice < \d+u; slice\+\+/, 'slice < 1u; slice++'),
  }));

describe('variants of kernels', () => {
  it('never uses a wrong one, and says so', async () => {
    const { choice, trials } = await measureVariants(await testDevice(), emptyKernels);
    expect(choice.matmul).toEqual(choiceOf('lanes').matmul);
    for (const one of matmulClasses) {
      const ofClass = trials.filter(({ part }) => part === one);
      expect(ofClass.length).toBeGreaterThan(2);
      for (const { variant, verdict } of ofClass) {
        expect(`${variant} ${verdict}`).toBe(
          `${variant} ${variant === 'lanes' ? 'used' : 'wrong'}`,
        );
      }
    }
    expect(new Set(trials.map(({ variant }) => variant))).toEqual(
      new Set([...matmulVariants, 'shared']),
    );
    expect(choice.lanes).toBe('shared');
    expect(
      trials.flatMap(({ part, variant, verdict }) => (part === 'lanes' ? [variant, verdict] : [])),
    ).toEqual(['quads', 'wrong', 'shared', 'used']);
    // It is kept as text.
    expect(JSON.parse(JSON.stringify({ choice, trials }))).toEqual({ choice, trials });
  });

  it('the gate finds slices that are lost', async () => {
    const machine = new WebGpuMachine(await testDevice(), choiceOf('split-256'), firstSlices);
    const cut = gateCases.matmul.filter(
      ({ operation }) => operation.kind === 'matmul' && operation.k >= 512,
    );
    const found = await Promise.all(cut.map((one) => deviation(machine, one)));
    machine.dispose();
    expect(found.length).toBeGreaterThan(0);
    expect(Math.min(...found)).toBeGreaterThan(tolerance);
  });

  it('leaves subgroups alone on a device without them', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    if (!adapter) throw new Error('no adapter');
    const device = await adapter.requestDevice();
    expect(presumedChoice(device, true)).toEqual(choiceOf('lanes', 'shared'));
  });
});
