import { describe, expect, it } from 'vitest';
import { kernelsOf, type KernelMaker } from './kernels';
import { presumedChoice, measureVariants } from './variants';
import { testDevice } from './testing';

/** The fastest product by far: it computes nothing. */
const emptyProducts: KernelMaker = (node, choice) =>
  kernelsOf(node, choice).map((kernel) =>
    node.operation.kind === 'matmul' && choice.matmul !== 'lanes'
      ? { ...kernel, code: '@compute @workgroup_size(1) fn main() {}' }
      : kernel,
  );

describe('variants of kernels', () => {
  it('never uses a wrong one, and says so', async () => {
    const { choice, trials } = await measureVariants(await testDevice(), emptyProducts);
    expect(choice.matmul).toBe('lanes');
    const verdicts = Object.fromEntries(
      trials.map(({ part, variant, verdict }) => [`${part} ${variant}`, verdict]),
    );
    expect(verdicts).toMatchObject({
      'matmul tiles': 'wrong',
      'matmul quads': 'wrong',
      'matmul lanes': 'used',
    });
    expect(
      trials.filter(({ part, verdict }) => part === 'lanes' && verdict === 'used'),
    ).toHaveLength(1);
    // It is kept as text.
    expect(JSON.parse(JSON.stringify({ choice, trials }))).toEqual({ choice, trials });
  });

  it('leaves subgroups alone on a device without them', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    if (!adapter) throw new Error('no adapter');
    const device = await adapter.requestDevice();
    expect(presumedChoice(device, true)).toEqual({ matmul: 'lanes', lanes: 'shared' });
  });
});
