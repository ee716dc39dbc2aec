/**
 * @file A product whose lanes share nothing: no barrier, no subgroup. Works for every matrix.
 */
import type { Kernel } from '../kernel';
import type { Matmul, MatmulPresence } from './matmul-epilogue';
import {
  columnTileStart,
  columnTileStores,
  count,
  innerLoop,
  outerProduct,
  registerTileKernel,
  tileFor,
  tileLanes,
} from './register-tile';

export function laneProductKernel(operation: Matmul, present: MatmulPresence): Kernel {
  const { m, n, k, transposeA, transposeB } = operation;
  const tile = tileFor(operation, [8, 4], tileLanes);
  const elementA = (row: string, inner: string) =>
    transposeA ? `a[(${inner}) * ${m}u + ${row}]` : `a[${row} * ${k}u + ${inner}]`;
  const elementB = (inner: string, column: string) =>
    transposeB ? `b[${column} * ${k}u + ${inner}]` : `b[(${inner}) * ${n}u + ${column}]`;
  const sums = innerLoop(k, 4, (steps) =>
    count(steps)
      .map((step) => {
        const inner = `inner + ${step}u`;
        const rightHand = count(tile.groups).map(
          (g) =>
            `let b${step}_${g} = ${elementB(inner, `column${g}`)};${
              present.columnSums ? ` columnSum${g} += b${step}_${g};` : ''
            }`,
        );
        return `${rightHand.join('\n    ')}
    ${outerProduct(tile, step, (r) => elementA(`row${r}`, inner))}`;
      })
      .join('\n    '),
  );
  return registerTileKernel(operation, present, tile, {
    features: [],
    sums: `${columnTileStart(operation, tile, present)}\n  ${sums}`,
    stores: columnTileStores(operation, tile, present),
  });
}
