/**
 * @file Classes of products that want the same kernel: by how their matrices lie in memory, and by
 * shape. Each has a variant of its own, chosen by measurement.
 */
import type { Matmul } from './matmul-epilogue';

/** A·B; A·Bᵀ; Aᵀ·B, to which Aᵀ·Bᵀ is counted. */
const orientations = ['nn', 'nt', 'tn'] as const;
export type Orientation = (typeof orientations)[number];

/**
 * `small`: too few rows or columns for a tile, as in decoding; `long`: few outputs, each a long sum,
 * as a weight's gradient; `wide`: all else.
 */
const extents = ['wide', 'long', 'small'] as const;
export type Extent = (typeof extents)[number];

export type MatmulClass = `${Orientation}-${Extent}`;

export const matmulClasses: readonly MatmulClass[] = orientations.flatMap((orientation) =>
  extents.map((extent): MatmulClass => `${orientation}-${extent}`),
);

export function forEachClass<T>(
  valueOf: (orientation: Orientation, extent: Extent) => T,
): Record<MatmulClass, T> {
  return {
    'nn-wide': valueOf('nn', 'wide'),
    'nn-long': valueOf('nn', 'long'),
    'nn-small': valueOf('nn', 'small'),
    'nt-wide': valueOf('nt', 'wide'),
    'nt-long': valueOf('nt', 'long'),
    'nt-small': valueOf('nt', 'small'),
    'tn-wide': valueOf('tn', 'wide'),
    'tn-long': valueOf('tn', 'long'),
    'tn-small': valueOf('tn', 'small'),
  };
}

export const partsOfClass = forEachClass((orientation, extent) => ({ orientation, extent }));

/** Rows and columns that a tile should have at least. */
const leastSide = 32;
/** With fewer outputs and a sum so long, the outputs alone cannot keep a large GPU busy. */
const fewOutputs = 2 ** 18;
const longSum = 512;

function extentOf({ count = 1, m, n, k }: Matmul): Extent {
  if (Math.min(m, n) < leastSide) return 'small';
  return count * m * n < fewOutputs && k >= longSum ? 'long' : 'wide';
}

export function matmulClassOf(operation: Matmul): MatmulClass {
  const { transposeA, transposeB } = operation;
  const orientation = transposeA ? 'tn' : transposeB ? 'nt' : 'nn';
  return `${orientation}-${extentOf(operation)}`;
}
