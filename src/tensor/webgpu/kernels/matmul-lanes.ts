/**
 * @file A product whose lanes share nothing: no barrier, no subgroup. Works for every matrix.
 */
import type { Kernel } from '../kernel';
import type { Matmul, MatmulPresence } from './matmul-epilogue';
import {
  columnTileStart,
  columnTileStores,
  innerLoop,
  loadRightHand,
  outerProducts,
  registerTileKernel,
  tileFor,
  tileLanes,
} from './register-tile';

export function laneProductKernel(operation: Matmul, present: MatmulPresence): Kernel {
  const { m, n, k, transposeA, transposeB } = operation;
  const tile = tileFor(operation, [16, 4], tileLanes);
  const left = (step: number, r: number) =>
    transposeA
      ? `a[(inner + ${step}u) * ${m}u + row${r}]`
      : `a[row${r} * ${k}u + inner + ${step}u]`;
  const element = (inner: string, column: string) =>
    transposeB ? `b[${column} * ${k}u + ${inner}]` : `b[(${inner}) * ${n}u + ${column}]`;
  const sums = innerLoop(
    k,
    4,
    (steps) => `${loadRightHand(tile, steps, { present, element })}
    ${outerProducts(tile, steps, left)}`,
  );
  return registerTileKernel(operation, present, tile, {
    features: [],
    sums: `${columnTileStart(operation, tile, present)}\n  ${sums}`,
    stores: columnTileStores(operation, tile, present),
  });
}
