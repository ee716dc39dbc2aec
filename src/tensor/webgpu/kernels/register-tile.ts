/**
 * @file A tile of the product in the registers of four lanes that stand side by side: `rows` rows and
 * four times `groups` columns, of which each lane holds every fourth; or, where lanes share the inner
 * sum, `rows` rows and `groups` columns, of which each lane holds a part.
 */
import type { Matmul, MatmulPresence } from './matmul-epilogue';
import { lineKernel, output, input, type Kernel, type WgslFeature } from '../kernel';
import { epilogueFunction, epilogueOperands } from './matmul-epilogue';

export const tileLanes = 4;
/** Small workgroups, so that few tiles are still shared out evenly. */
const size = 16;
/** As many tiles keep all cores busy. */
const enoughTiles = 32;

export interface RegisterTile {
  rows: number;
  groups: number;
  /** Columns of the product in a tile. */
  columns: number;
}

/**
 * The largest tile that leaves enough of them: a load costs as much as several multiplications, and
 * the larger a tile is, the more often it uses what it has loaded.
 * @param largest its rows and groups
 * @param perGroup columns of a group
 */
export function tileFor(
  { m, n, transposeA }: Matmul,
  largest: readonly [rows: number, groups: number],
  perGroup: number,
): RegisterTile {
  let [rows, groups] = largest;
  const fewestRows = transposeA ? tileLanes : 1;
  while (rows > fewestRows && rows / 2 >= m) rows /= 2;
  while (groups > 1 && (groups / 2) * perGroup >= n) groups /= 2;
  const tiles = () => Math.ceil(m / rows) * Math.ceil(n / (groups * perGroup));
  while (tiles() < enoughTiles && groups > 1) groups /= 2;
  while (tiles() < enoughTiles && rows > fewestRows) rows /= 2;
  return { rows, groups, columns: groups * perGroup };
}

export const count = (length: number) => Array.from({ length }, (_, index) => index);

export interface TileBody {
  features: readonly WgslFeature[];
  /** WGSL functions that the statements need. */
  functions?: string;
  /** Statements that set `sum{row}_{group}` and, where asked for, `columnSum{group}`. */
  sums: string;
  /** Statements that store them. */
  stores: string;
}

/** A kernel with one tile for each four lanes: names `lane`, `firstRow` and `firstColumn`. */
export function registerTileKernel(
  operation: Matmul,
  present: MatmulPresence,
  tile: RegisterTile,
  { features, functions = '', sums, stores }: TileBody,
): Kernel {
  const { m, n, k } = operation;
  const across = Math.ceil(n / tile.columns);
  const tiles = Math.ceil(m / tile.rows) * across;
  const operands = [input('a', m * k), input('b', k * n), ...epilogueOperands(operation, present)];
  if (present.columnSums) operands.push(output('columnSums', n));
  return lineKernel({
    operands,
    features,
    declarations: functions + epilogueFunction(operation, present),
    size,
    workgroups: Math.ceil((tiles * tileLanes) / size),
    body: `let lane = local % ${tileLanes}u;
  let tile = (group * ${size}u + local) / ${tileLanes}u;
  ${(tiles * tileLanes) % size === 0 ? '' : `if (tile >= ${tiles}u) { return; }`}
  let firstRow = (tile / ${across}u) * ${tile.rows}u;
  let firstColumn = (tile % ${across}u) * ${tile.columns}u;
  ${sums}
  ${stores}`,
  });
}

/** An index that may be read: only where the tiles overhang it is held back. */
export function within(index: string, length: number, tileLength: number): string {
  return length % tileLength === 0 ? index : `min(${index}, ${length - 1}u)`;
}

/**
 * Puts the lane's sums into an array and finishes them in a loop: the epilogue stands in the text once.
 * @param column of sum number `group` of a row
 */
export function finishInLoop(
  { m, n }: Matmul,
  { rows, columns }: RegisterTile,
  { sums, perRow, column }: { sums: readonly string[]; perRow: number; column: string },
): string {
  const conditions = [
    m % rows === 0 ? '' : `row < ${m}u`,
    n % columns === 0 ? '' : `column < ${n}u`,
  ].filter((condition) => condition !== '');
  const finish = 'finish(row, column, sums[at]);';
  return `var sums: array<f32, ${sums.length}>;
  ${sums.map((sum, at) => `sums[${at}] = ${sum};`).join(' ')}
  for (var at = 0u; at < ${sums.length}u; at++) {
    let row = firstRow + at / ${perRow}u;
    let group = at % ${perRow}u;
    let column = ${column};
    ${conditions.length > 0 ? `if (${conditions.join(' && ')}) { ${finish} }` : finish}
  }`;
}

/** Names `row{r}` and `column{g}` (this lane's), and sets the sums to 0. */
export function columnTileStart(
  operation: Matmul,
  tile: RegisterTile,
  present: MatmulPresence,
): string {
  const { m, n } = operation;
  return [
    ...count(tile.rows).map((r) => `let row${r} = ${within(`firstRow + ${r}u`, m, tile.rows)};`),
    ...count(tile.groups).map(
      (g) =>
        `let column${g} = ${within(`firstColumn + ${g * tileLanes}u + lane`, n, tile.columns)};`,
    ),
    ...count(tile.rows).flatMap((r) => count(tile.groups).map((g) => `var sum${r}_${g} = 0.0;`)),
    ...(present.columnSums ? count(tile.groups).map((g) => `var columnSum${g} = 0.0;`) : []),
  ].join('\n  ');
}

/** Stores the sums of a tile of which each lane holds every fourth column. */
export function columnTileStores(
  operation: Matmul,
  tile: RegisterTile,
  present: MatmulPresence,
): string {
  const { rows, groups } = tile;
  const finish = finishInLoop(operation, tile, {
    sums: count(rows).flatMap((r) => count(groups).map((g) => `sum${r}_${g}`)),
    perRow: groups,
    column: `firstColumn + group * ${tileLanes}u + lane`,
  });
  if (!present.columnSums) return finish;
  const stores = count(groups).map((g) => {
    const column = `firstColumn + ${g * tileLanes}u + lane`;
    const store = `outColumnSums[${column}] = columnSum${g};`;
    return operation.n % tile.columns === 0
      ? store
      : `if (${column} < ${operation.n}u) { ${store} }`;
  });
  return `${finish}
  if (firstRow == 0u) {
    ${stores.join('\n    ')}
  }`;
}

/**
 * Adds the products of some steps to the sums: column `left(step, row)` of a with row `b{step}_{g}`
 * of b. Each sum is written once for all steps.
 */
export function outerProducts(
  tile: RegisterTile,
  steps: number,
  left: (step: number, r: number) => string,
): string {
  return count(tile.rows)
    .map((r) => {
      const lefts = count(steps).map((step) => `let left${step}_${r} = ${left(step, r)};`);
      const sums = count(tile.groups).map((g) => {
        const products = count(steps).map((step) => ` + left${step}_${r} * b${step}_${g}`);
        return `sum${r}_${g} = sum${r}_${g}${products.join('')};`;
      });
      return [...lefts, ...sums].join(' ');
    })
    .join('\n    ');
}

/** Loads `b{step}_{g}` of some steps, and adds them to the column sums where they are asked for. */
export function loadRightHand(
  tile: RegisterTile,
  steps: number,
  {
    present,
    element,
  }: { present: MatmulPresence; element: (inner: string, column: string) => string },
): string {
  const loads = count(steps).flatMap((step) =>
    count(tile.groups).map(
      (g) => `let b${step}_${g} = ${element(`inner + ${step}u`, `column${g}`)};`,
    ),
  );
  const sums = present.columnSums
    ? count(tile.groups).map((g) => {
        const addends = count(steps).map((step) => ` + b${step}_${g}`);
        return `columnSum${g} = columnSum${g}${addends.join('')};`;
      })
    : [];
  return [...loads, ...sums].join('\n    ');
}

/** A loop over the inner dimension in steps, and once more for what is left over. */
export function innerLoop(k: number, step: number, body: (steps: number) => string): string {
  const whole = k - (k % step);
  const loop =
    whole > 0
      ? `for (var inner = 0u; inner < ${whole}u; inner += ${step}u) {
    ${body(step)}
  }`
      : '';
  return whole === k
    ? loop
    : `${loop}
  {
    const inner = ${whole}u;
    ${body(k - whole)}
  }`;
}
