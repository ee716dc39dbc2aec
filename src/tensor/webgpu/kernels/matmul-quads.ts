/**
 * @file A product by quads: of one matrix or both, each lane loads what lies beside its neighbour's,
 * and the quad hands it round in registers. No barrier; every load is of four elements side by side.
 */
import type { Kernel } from '../kernel';
import { quadDeclarations } from './lanes';
import type { Matmul, MatmulPresence } from './matmul-epilogue';
import {
  columnTileStart,
  columnTileStores,
  count,
  guarded,
  innerLoop,
  outerProduct,
  registerTileKernel,
  tileFor,
  tileLanes,
  within,
} from './register-tile';

export function quadProductKernel(operation: Matmul, present: MatmulPresence): Kernel {
  if (operation.transposeB) return rowsByRows(operation, present);
  return operation.transposeA
    ? columnsByRows(operation, present)
    : rowsByColumns(operation, present);
}

/** a[m, k]·b[k, n]: lanes load four of a's inner elements. */
function rowsByColumns(operation: Matmul, present: MatmulPresence): Kernel {
  const { n, k } = operation;
  const tile = tileFor(operation, [8, 4], tileLanes);
  const sums = innerLoop(k, tileLanes, (steps) => {
    const place = steps === tileLanes ? 'inner + lane' : `inner + min(lane, ${steps - 1}u)`;
    const loads = count(tile.rows).map((r) => `let a${r} = a[row${r} * ${k}u + ${place}];`);
    const products = count(steps).map((step) => {
      const rightHand = count(tile.groups).map(
        (g) => `let b${step}_${g} = b[(inner + ${step}u) * ${n}u + column${g}];`,
      );
      return `${rightHand.join('\n    ')}
    ${outerProduct(tile, step, (r) => `quadBroadcast(a${r}, ${step}u)`)}`;
    });
    return [...loads, ...products].join('\n    ');
  });
  return registerTileKernel(operation, present, tile, {
    features: ['subgroups'],
    sums: `${columnTileStart(operation, tile, present)}\n  ${sums}`,
    stores: columnTileStores(operation, tile, present),
  });
}

/** aᵀ of a[k, m], times b[k, n]: lanes load four of a's columns, which are rows of the product. */
function columnsByRows(operation: Matmul, present: MatmulPresence): Kernel {
  const { m, n, k } = operation;
  const tile = tileFor(operation, [8, 4], tileLanes);
  const rowGroups = count(tile.rows / tileLanes);
  const starts = rowGroups.map(
    (g) => `let laneRow${g} = ${within(`firstRow + ${g * tileLanes}u + lane`, m, tile.rows)};`,
  );
  const sums = innerLoop(k, 2, (steps) =>
    count(steps)
      .map((step) => {
        const loads = [
          ...rowGroups.map(
            (g) => `let a${step}_${g} = a[(inner + ${step}u) * ${m}u + laneRow${g}];`,
          ),
          ...count(tile.groups).map(
            (g) =>
              `let b${step}_${g} = b[(inner + ${step}u) * ${n}u + column${g}];${
                present.columnSums ? ` columnSum${g} += b${step}_${g};` : ''
              }`,
          ),
        ];
        return `${loads.join('\n    ')}
    ${outerProduct(tile, step, (r) => `quadBroadcast(a${step}_${Math.floor(r / tileLanes)}, ${r % tileLanes}u)`)}`;
      })
      .join('\n    '),
  );
  return registerTileKernel(operation, present, tile, {
    features: ['subgroups'],
    sums: `${columnTileStart(operation, tile, present)}\n  ${starts.join('\n  ')}\n  ${sums}`,
    stores: columnTileStores(operation, tile, present),
  });
}

/** a[m, k]·bᵀ of b[n, k]: each lane takes every fourth inner element; the quad adds up at the end. */
function rowsByRows(operation: Matmul, present: MatmulPresence): Kernel {
  const { m, n, k } = operation;
  const tile = tileFor(operation, [8, 8], 1);
  const cells = count(tile.rows).flatMap((r) => count(tile.groups).map((g) => ({ r, g })));
  const starts = [
    ...count(tile.rows).map((r) => `let row${r} = ${within(`firstRow + ${r}u`, m, tile.rows)};`),
    ...count(tile.groups).map(
      (g) => `let column${g} = ${within(`firstColumn + ${g}u`, n, tile.columns)};`,
    ),
    ...cells.map(({ r, g }) => `var sum${r}_${g} = 0.0;`),
  ];
  const sums = innerLoop(k, tileLanes, (steps) => {
    const load = (at: string) =>
      steps === tileLanes
        ? `${at} + inner + lane]`
        : `${at} + inner + min(lane, ${steps - 1}u)] * f32(lane < ${steps}u)`;
    return [
      ...count(tile.rows).map((r) => `let a${r} = ${load(`a[row${r} * ${k}u`)};`),
      ...count(tile.groups).map((g) => `let b${g} = ${load(`b[column${g} * ${k}u`)};`),
      ...cells.map(({ r, g }) => `sum${r}_${g} += a${r} * b${g};`),
    ].join('\n    ');
  });
  // Four columns at a time, of which each lane finishes one. All lanes must meet in the sums.
  const stores = count(tile.rows).flatMap((r) =>
    count(Math.ceil(tile.groups / tileLanes)).map((group) => {
      const four = count(tileLanes).map((lane) => {
        const g = group * tileLanes + lane;
        return g < tile.groups ? `sum${r}_${g}` : '0.0';
      });
      const row = `firstRow + ${r}u`;
      const column = `firstColumn + ${group * tileLanes}u + lane`;
      const finish = `finish(${row}, ${column}, whole${r}_${group});`;
      const isInTile = tile.groups < tileLanes ? `if (lane < ${tile.groups}u) ` : '';
      return `let whole${r}_${group} = wholeSums(${four.join(', ')}, lane);
  ${isInTile}{ ${guarded(operation, tile, [row, column], finish)} }`;
    }),
  );
  return registerTileKernel(operation, present, tile, {
    features: ['subgroups'],
    functions: quadDeclarations,
    sums: `${starts.join('\n  ')}\n  ${sums}`,
    stores: stores.join('\n  '),
  });
}
