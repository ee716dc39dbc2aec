/**
 * @file How a tiled product is shared out among workgroups: tiles of the output, and, where these are
 * few and the inner dimension is long, slices of the inner dimension (split-K). All follows from the
 * shape and the variant, so that a step is planned before it runs.
 */
import type { Matmul } from './matmul-epilogue';

export interface Tiling {
  /** Rows and columns of a tile. */
  rows: number;
  columns: number;
  /** Of these, what one invocation computes; multiples of 4. */
  rowsEach: number;
  columnsEach: number;
  /**
   * Inner elements in workgroup memory at a time: of either matrix at most one block of 4 × 4 for each
   * invocation.
   */
  depth: number;
}

const smallest: Tiling = { rows: 32, columns: 32, rowsEach: 4, columnsEach: 4, depth: 32 };

interface TiledVariant {
  tiling: Tiling;
  /**
   * Workgroups that keep the device busy: where there are fewer tiles, the inner dimension is cut until
   * there are about as many. WebGPU does not tell the number of cores, so there are variants of this
   * too. 1: it is never cut.
   */
  workgroups: number;
}

/** By rows and columns of a tile and what an invocation computes of it, or by the workgroups wanted. */
export const tiledVariants = [
  'tiles-32x32-4x4',
  'tiles-64x64-8x4',
  'tiles-64x64-8x8',
  'tiles-128x64-8x8',
  'split-256',
  'split-1024',
] as const;
export type TiledVariantName = (typeof tiledVariants)[number];

const variants: Record<TiledVariantName, TiledVariant> = {
  'tiles-32x32-4x4': { tiling: smallest, workgroups: 1 },
  'tiles-64x64-8x4': {
    tiling: { rows: 64, columns: 64, rowsEach: 8, columnsEach: 4, depth: 16 },
    workgroups: 1,
  },
  'tiles-64x64-8x8': {
    tiling: { rows: 64, columns: 64, rowsEach: 8, columnsEach: 8, depth: 16 },
    workgroups: 1,
  },
  'tiles-128x64-8x8': {
    tiling: { rows: 128, columns: 64, rowsEach: 8, columnsEach: 8, depth: 16 },
    workgroups: 1,
  },
  'split-256': { tiling: smallest, workgroups: 256 },
  'split-1024': { tiling: smallest, workgroups: 1024 },
};

/** With fewer tiles a large one would leave a GPU idle: the smallest is taken. */
const enoughTiles = 96;
/** A slice must be worth the adding up. */
const leastSliceLength = 128;

export interface TilePlan extends Tiling {
  across: number;
  /** Of one product. */
  tiles: number;
  slices: number;
  /** Inner elements of a slice, a multiple of the depth. */
  sliceLength: number;
}

/**
 * The slices of a product hold no more numbers together than `workgroups` tiles.
 * @param leastTiles for tests: 1 takes the variant's own tile for any shape
 */
export function planTiles(
  { count = 1, m, n, k }: Matmul,
  name: TiledVariantName,
  leastTiles = enoughTiles,
): TilePlan {
  const { tiling: largest, workgroups } = variants[name];
  const tilesOf = ({ rows, columns }: Tiling) => Math.ceil(m / rows) * Math.ceil(n / columns);
  const tiling = count * tilesOf(largest) >= leastTiles ? largest : smallest;
  const tiles = tilesOf(tiling);
  const wanted = Math.min(
    Math.floor(workgroups / (count * tiles)),
    Math.floor(k / leastSliceLength),
  );
  const sliceLength = Math.ceil(k / Math.max(1, wanted) / tiling.depth) * tiling.depth;
  return {
    ...tiling,
    across: Math.ceil(n / tiling.columns),
    tiles,
    slices: Math.ceil(k / sliceLength),
    sliceLength,
  };
}

/** Invocations in a workgroup. */
export function invocationsOf({ rows, columns, rowsEach, columnsEach }: Tiling): number {
  return (rows / rowsEach) * (columns / columnsEach);
}
