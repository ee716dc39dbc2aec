/**
 * @file The product of two matrices: the choice between its kernels.
 */
import type { Kernel } from '../kernel';
import { matmulClassOf, type Extent, type MatmulClass } from './matmul-class';
import type { Matmul, MatmulPresence } from './matmul-epilogue';
import { registerProductKernel } from './matmul-registers';
import { tiledProductKernels } from './matmul-tiles';
import { planTiles, tiledVariants, type TiledVariantName } from './matmul-tilings';

/**
 * Tiles of both matrices in workgroup memory, for GPUs; `quads`, whose lanes share what they load
 * through subgroups, and `lanes`, which share nothing, for processors that play a GPU: both without a
 * barrier.
 */
export const matmulVariants = [...tiledVariants, 'quads', 'lanes'] as const;
export type MatmulVariant = (typeof matmulVariants)[number];

/** For each class of products the variant that computes it. */
export type MatmulChoice = Record<MatmulClass, MatmulVariant>;

/** What may be best for products of an extent. */
export const matmulCandidates: Record<Extent, readonly MatmulVariant[]> = {
  wide: [
    'tiles-32x32-4x4',
    'tiles-64x64-8x4',
    'tiles-64x64-8x8',
    'tiles-128x64-8x8',
    'quads',
    'lanes',
  ],
  long: ['tiles-32x32-4x4', 'split-256', 'split-1024', 'quads', 'lanes'],
  small: ['tiles-32x32-4x4', 'split-256', 'quads', 'lanes'],
};

export function usesTiles(variant: MatmulVariant): variant is TiledVariantName {
  return variant !== 'quads' && variant !== 'lanes';
}

export function matmulKernels(
  operation: Matmul,
  present: MatmulPresence,
  choice: MatmulChoice,
): Kernel[] {
  const variant = choice[matmulClassOf(operation)];
  return usesTiles(variant)
    ? tiledProductKernels(operation, present, planTiles(operation, variant))
    : [registerProductKernel(operation, present, { isQuad: variant === 'quads' })];
}
