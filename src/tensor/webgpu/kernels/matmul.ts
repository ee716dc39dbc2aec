/**
 * @file The product of two matrices: the choice between its kernels.
 */
import type { Kernel } from '../kernel';
import type { Matmul, MatmulPresence } from './matmul-epilogue';
import { registerProductKernel } from './matmul-registers';
import { tiledProductKernels } from './matmul-tiles';

/**
 * `tiles` of both matrices in workgroup memory, for GPUs; `quads`, whose lanes share what they load
 * through subgroups, and `lanes`, which share nothing, for processors that play a GPU: both without a
 * barrier.
 */
export const matmulVariants = ['tiles', 'quads', 'lanes'] as const;
export type MatmulVariant = (typeof matmulVariants)[number];

export function matmulKernels(
  operation: Matmul,
  present: MatmulPresence,
  variant: MatmulVariant,
): Kernel[] {
  switch (variant) {
    case 'tiles':
      return tiledProductKernels(operation, present);
    case 'quads':
      return [registerProductKernel(operation, present, { isQuad: true })];
    case 'lanes':
      return [registerProductKernel(operation, present, { isQuad: false })];
  }
}
