import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Matmul } from './matmul-epilogue';
import { invocationsOf, planTiles, tiledVariants } from './matmul-tilings';

const product = (m: number, n: number, k: number): Matmul => ({
  kind: 'matmul',
  m,
  n,
  k,
  transposeA: true,
  transposeB: false,
  activation: null,
  activationGradient: null,
});

describe('how a product is shared out', () => {
  it('covers every element of every sum once, within the limits of every device', () => {
    const size = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(size, size, size, fc.constantFrom(...tiledVariants), (m, n, k, variant) => {
        const plan = planTiles(product(m, n, k), variant);
        expect(plan.tiles).toBe(Math.ceil(m / plan.rows) * plan.across);
        expect(plan.across * plan.columns).toBeGreaterThanOrEqual(n);
        expect(plan.slices * plan.sliceLength).toBeGreaterThanOrEqual(k);
        expect((plan.slices - 1) * plan.sliceLength).toBeLessThan(k);
        expect(plan.sliceLength % plan.depth).toBe(0);
        const invocations = invocationsOf(plan);
        expect(invocations).toBeLessThanOrEqual(256);
        for (const length of [plan.rows, plan.columns]) {
          expect((length / 4) * (plan.depth / 4)).toBeLessThanOrEqual(invocations);
        }
        expect(4 * plan.depth * (plan.rows + plan.columns)).toBeLessThanOrEqual(16_384);
      }),
    );
  });

  it('cuts a long sum until there are workgroups enough', () => {
    const gradient = product(96, 384, 4096);
    const slicesBy = (variant: (typeof tiledVariants)[number]) =>
      planTiles(gradient, variant).slices;
    expect(slicesBy('tiles-32x32-4x4')).toBe(1);
    expect(slicesBy('split-256')).toBe(7);
    expect(slicesBy('split-1024')).toBe(26);
    // Of an output that has workgroups enough, or of a short sum, there are no slices.
    expect(planTiles(product(1024, 384, 4096), 'split-256').slices).toBe(1);
    expect(planTiles(product(96, 384, 200), 'split-1024').slices).toBe(1);
  });

  it('takes large tiles only where there are many', () => {
    expect(planTiles(product(4096, 1024, 384), 'tiles-128x64-8x8')).toMatchObject({ rows: 128 });
    expect(planTiles(product(256, 96, 96), 'tiles-128x64-8x8')).toMatchObject({ rows: 32 });
  });
});
