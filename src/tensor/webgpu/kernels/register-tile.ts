/**
 * @file A tile of the product in the registers of four lanes that stand side by side: `rows` rows and
 * four times `groups` columns, of which each lane holds every fourth; or, where lanes share the inner
 * sum, `rows` rows and `groups` columns, of which each lane holds a part.
 */
import type { Matmul, MatmulPresence } from './matmul-epilogue';
import { lineKernel, output, input, type Kernel, type WgslFeature } from '../kernel';
import { epilogueFunction, epilogueOperands } from './matmul-epilogue';

export const tileLanes = 4;
const size = 64;
/** As many tiles keep all cores busy. */
const enoughTiles = 64;

export interface RegisterTile {
  rows: number;
  groups: number;
  /** Columns of the product in a tile. */
  columns: number;
}

/** The largest tile that leaves enough of them. @param perGroup columns of a group */
export function tileFor(
  { m, n }: Matmul,
  largest: [rows: number, groups: number],
  perGroup: number,
): RegisterTile {
  let [rows, groups] = largest;
  const smallestRows = 4;
  while (rows > smallestRows && rows / 2 >= m) rows /= 2;
  while (groups > 1 && (groups / 2) * perGroup >= n) groups /= 2;
  const tiles = () => Math.ceil(m / rows) * Math.ceil(n / (groups * perGroup));
  while (tiles() < enoughTiles && groups > 1) groups /= 2;
  while (tiles() < enoughTiles && rows > smallestRows) rows /= 2;
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

/** A statement that only runs inside of the matrix. */
export function guarded(
  { m, n }: Matmul,
  tile: RegisterTile,
  [row, column]: [row: string | null, column: string],
  statement: string,
): string {
  const conditions = [
    row !== null && m % tile.rows !== 0 ? `${row} < ${m}u` : '',
    n % tile.columns !== 0 ? `${column} < ${n}u` : '',
  ].filter((condition) => condition !== '');
  return conditions.length > 0 ? `if (${conditions.join(' && ')}) { ${statement} }` : statement;
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
  const place = (g: number) => `firstColumn + ${g * tileLanes}u + lane`;
  const elements = count(tile.rows).flatMap((r) =>
    count(tile.groups).map((g) => {
      const row = `firstRow + ${r}u`;
      return guarded(
        operation,
        tile,
        [row, place(g)],
        `finish(${row}, ${place(g)}, sum${r}_${g});`,
      );
    }),
  );
  if (present.columnSums) {
    const sums = count(tile.groups).map((g) =>
      guarded(operation, tile, [null, place(g)], `outColumnSums[${place(g)}] = columnSum${g};`),
    );
    elements.push(`if (firstRow == 0u) {\n  ${sums.join('\n  ')}\n  }`);
  }
  return elements.join('\n  ');
}

/** Multiplies a column of a, `a{k}_{r}`, with a row of b, `b{k}_{g}`, and adds it to the sums. */
export function outerProduct(
  tile: RegisterTile,
  step: number,
  left: (r: number) => string,
): string {
  return count(tile.rows)
    .map((r) =>
      [
        `let left${step}_${r} = ${left(r)};`,
        ...count(tile.groups).map((g) => `sum${r}_${g} += left${step}_${r} * b${step}_${g};`),
      ].join(' '),
    )
    .join('\n    ');
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
