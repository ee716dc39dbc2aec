/**
 * @file A product by quads: of one matrix or both, each lane loads what lies beside its neighbour's,
 * and the quad hands it round in registers. No barrier.
 */
import type { Kernel } from '../kernel';
import { quadDeclarations } from './lanes';
import type { Matmul, MatmulPresence } from './matmul-epilogue';
import {
  columnTileStart,
  columnTileStores,
  count,
  finishInLoop,
  innerLoop,
  loadRightHand,
  outerProducts,
  registerTileKernel,
  tileFor,
  tileLanes,
  within,
} from './register-tile';

/** Rows and groups of four columns; more would spill more than they save. */
const largestTile = [16, 8] as const;
/** Rows and single columns. */
const largestSquare = [16, 16] as const;

/** Not for matrices that are both transposed. */
export function quadProductKernel(operation: Matmul, present: MatmulPresence): Kernel {
  return operation.transposeB ? rowsByRows(operation, present) : anyByColumns(operation, present);
}

/**
 * a[m, k] or aᵀ of a[k, m], times b[k, n]: lanes load four of a's inner elements, or of its columns,
 * which are rows of the product.
 */
function anyByColumns(operation: Matmul, present: MatmulPresence): Kernel {
  const { m, n, k, transposeA } = operation;
  const tile = tileFor(operation, largestTile, tileLanes);
  const rowGroups = count(tile.rows / tileLanes);
  const starts = transposeA
    ? rowGroups.map(
        (g) => `let laneRow${g} = ${within(`firstRow + ${g * tileLanes}u + lane`, m, tile.rows)};`,
      )
    : [];
  const element = (inner: string, column: string) => `b[(${inner}) * ${n}u + ${column}]`;
  const loadLeft = (steps: number) => {
    if (transposeA) {
      return count(steps).flatMap((step) =>
        rowGroups.map((g) => `let a${step}_${g} = a[(inner + ${step}u) * ${m}u + laneRow${g}];`),
      );
    }
    const place = steps === tileLanes ? 'inner + lane' : `inner + min(lane, ${steps - 1}u)`;
    return count(tile.rows).map((r) => `let a${r} = a[row${r} * ${k}u + ${place}];`);
  };
  const left = (step: number, r: number) =>
    transposeA
      ? `quadBroadcast(a${step}_${Math.floor(r / tileLanes)}, ${r % tileLanes}u)`
      : `quadBroadcast(a${r}, ${step}u)`;
  const sums = innerLoop(
    k,
    tileLanes,
    (steps) => `${loadRightHand(tile, steps, { present, element })}
    ${loadLeft(steps).join('\n    ')}
    ${outerProducts(tile, steps, left)}`,
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
  const tile = tileFor(operation, largestSquare, 1);
  const { rows, groups } = tile;
  const cells = count(rows).flatMap((r) => count(groups).map((g) => ({ r, g })));
  const starts = [
    ...count(rows).map((r) => `let row${r} = ${within(`firstRow + ${r}u`, m, rows)};`),
    ...count(groups).map((g) => `let column${g} = ${within(`firstColumn + ${g}u`, n, groups)};`),
    ...cells.map(({ r, g }) => `var sum${r}_${g} = 0.0;`),
  ];
  const sums = innerLoop(k, tileLanes, (steps) => {
    const load = (start: string) =>
      steps === tileLanes
        ? `${start} * ${k}u + inner + lane]`
        : `${start} * ${k}u + inner + min(lane, ${steps - 1}u)] * f32(lane < ${steps}u)`;
    return [
      ...count(groups).map((g) => `let b${g} = ${load(`b[column${g}`)};`),
      ...count(rows).map((r) => `let a${r} = ${load(`a[row${r}`)};`),
      ...cells.map(({ r, g }) => `sum${r}_${g} += a${r} * b${g};`),
    ].join('\n    ');
  });
  // Four columns at a time, of which each lane finishes one. All lanes must meet in the sums.
  const fours = Math.ceil(groups / tileLanes);
  const whole = count(rows).flatMap((r) =>
    count(fours).map((four) => {
      const columns = count(tileLanes).map((lane) => four * tileLanes + lane);
      const parts = columns.map((g) => (g < groups ? `sum${r}_${g}` : '0.0'));
      return `wholeSums(${parts.join(', ')}, lane)`;
    }),
  );
  const stores = finishInLoop(operation, tile, {
    sums: whole,
    perRow: fours,
    column: `firstColumn + group * ${tileLanes}u + lane`,
  });
  return registerTileKernel(operation, present, tile, {
    features: ['subgroups'],
    functions: quadDeclarations,
    sums: `${starts.join('\n  ')}\n  ${sums}`,
    // A tile of less than four columns leaves some lanes without one.
    stores:
      groups < tileLanes
        ? stores
            .replace('finish(row', `if (lane < ${groups}u) { finish(row`)
            .replace('sums[at]);', 'sums[at]); }')
        : stores,
  });
}
