/**
 * @file A product by tiles in registers, without a barrier, for processors that play a GPU: four
 * lanes work on a tile, and each holds every fourth of its columns. As quads, the lanes load four
 * elements of a's side by side and hand them round; else each loads them all for itself.
 */
import { input, lineKernel, type Kernel } from '../kernel';
import { count } from './count';
import {
  columnSumsOperand,
  epilogueFunction,
  epilogueOperands,
  startOfMatrix,
  type Matmul,
  type MatmulPresence,
} from './matmul-epilogue';

const lanes = 4;
/** Invocations in a workgroup: few, so that few tiles are still shared out evenly. */
const size = 16;
/** Inner elements that are taken at a time. */
const depth = 4;

interface Tile {
  rows: number;
  /** Groups of four columns. */
  groups: number;
  /** Columns of the product in a tile. */
  columns: number;
}

/** As many tiles keep all cores busy. */
const enoughTiles = 32;
/** From so many multiplications on, a tile that takes long to compile pays. */
const muchWork = 2 ** 23;

/**
 * The largest tile that leaves enough of them: a load costs as much as several multiplications, and
 * the larger a tile is, the more often it uses what it has loaded.
 */
function tileFor({ count: matrices = 1, m, n, k, transposeA }: Matmul): Tile {
  let [rows, groups] = matrices * m * n * k >= muchWork ? [16, 8] : [8, 4];
  const fewestRows = transposeA ? lanes : 1;
  while (rows > fewestRows && rows / 2 >= m) rows /= 2;
  while (groups > 1 && (groups / 2) * lanes >= n) groups /= 2;
  const tiles = () => matrices * Math.ceil(m / rows) * Math.ceil(n / (groups * lanes));
  while (tiles() < enoughTiles && groups > 1) groups /= 2;
  while (tiles() < enoughTiles && rows > fewestRows) rows /= 2;
  return { rows, groups, columns: groups * lanes };
}

export function registerProductKernel(
  operation: Matmul,
  present: MatmulPresence,
  { isQuad }: { isQuad: boolean },
): Kernel {
  const { count: matrices = 1, m, n, k } = operation;
  const tile = tileFor(operation);
  const across = Math.ceil(n / tile.columns);
  const each = Math.ceil(m / tile.rows) * across;
  const tiles = matrices * each;
  const operands = [
    input('a', matrices * m * k),
    input('b', matrices * k * n),
    ...epilogueOperands(operation, present),
  ];
  if (present.columnSums) operands.push(columnSumsOperand(operation));
  return lineKernel({
    operands,
    features: isQuad ? ['subgroups'] : [],
    declarations: epilogueFunction(operation, present),
    size,
    workgroups: Math.ceil((tiles * lanes) / size),
    body: `let lane = local % ${lanes}u;
  let tile = (group * ${size}u + local) / ${lanes}u;
  ${(tiles * lanes) % size === 0 ? '' : `if (tile >= ${tiles}u) { return; }`}
  ${matrices > 1 ? `let matrix = tile / ${each}u;` : ''}
  let firstRow = (tile${matrices > 1 ? ` % ${each}u` : ''} / ${across}u) * ${tile.rows}u;
  let firstColumn = (tile % ${across}u) * ${tile.columns}u;
  ${startOf(operation, present, tile)}
  ${innerLoop(k, (steps) => productsOf(operation, present, { tile, steps, isQuad }))}
  ${storesOf(operation, present, tile)}`,
  });
}

/** Names the tile's rows and columns, those of the lane, and sets the sums to 0. */
function startOf(
  { m, n, transposeA }: Matmul,
  { columnSums }: MatmulPresence,
  { rows, groups, columns }: Tile,
): string {
  // Only where tiles overhang the matrix, indices must be held back.
  const row = (index: string) => (m % rows === 0 ? index : `min(${index}, ${m - 1}u)`);
  const column = (index: string) => (n % columns === 0 ? index : `min(${index}, ${n - 1}u)`);
  const laneRows = transposeA ? count(Math.ceil(rows / lanes)) : [];
  return [
    ...count(rows).map((r) => `let row${r} = ${row(`firstRow + ${r}u`)};`),
    ...laneRows.map((g) => `let laneRow${g} = ${row(`firstRow + ${g * lanes}u + lane`)};`),
    ...count(groups).map(
      (g) => `let column${g} = ${column(`firstColumn + ${g * lanes}u + lane`)};`,
    ),
    ...count(rows).flatMap((r) => count(groups).map((g) => `var sum${r}_${g} = 0.0;`)),
    ...(columnSums ? count(groups).map((g) => `var columnSum${g} = 0.0;`) : []),
  ].join('\n  ');
}

/** The body of a loop over `inner`, and once more for what is left over at its end. */
function innerLoop(k: number, body: (steps: number) => string): string {
  const whole = k - (k % depth);
  const loop = `for (var inner = 0u; inner < ${whole}u; inner += ${depth}u) {
    ${body(depth)}
  }`;
  const rest = `{
    const inner = ${whole}u;
    ${body(k - whole)}
  }`;
  return `${whole > 0 ? loop : ''}\n  ${whole < k ? rest : ''}`;
}

/** Adds the products of some inner elements to the sums, each of which is written only once. */
function productsOf(
  operation: Matmul,
  { columnSums }: MatmulPresence,
  { tile, steps, isQuad }: { tile: Tile; steps: number; isQuad: boolean },
): string {
  const { m, n, k, transposeA, transposeB } = operation;
  const [startA, startB] = [startOfMatrix(operation, m * k), startOfMatrix(operation, k * n)];
  const { rows, groups } = tile;
  const elementA = (row: string, inner: string) =>
    transposeA
      ? `a[${startA}(${inner}) * ${m}u + ${row}]`
      : `a[${startA}${row} * ${k}u + ${inner}]`;
  const elementB = (inner: string, column: string) =>
    transposeB
      ? `b[${startB}${column} * ${k}u + ${inner}]`
      : `b[${startB}(${inner}) * ${n}u + ${column}]`;
  const lines = count(steps).flatMap((step) =>
    count(groups).map((g) => `let b${step}_${g} = ${elementB(`inner + ${step}u`, `column${g}`)};`),
  );
  if (columnSums) {
    for (const g of count(groups)) {
      const addends = count(steps).map((step) => ` + b${step}_${g}`);
      lines.push(`columnSum${g} = columnSum${g}${addends.join('')};`);
    }
  }
  // What each lane loads of a for its quad: of a row four inner elements, or of a column four rows.
  if (isQuad && transposeA) {
    for (const step of count(steps)) {
      for (const g of count(Math.ceil(rows / lanes))) {
        lines.push(`let a${step}_${g} = ${elementA(`laneRow${g}`, `inner + ${step}u`)};`);
      }
    }
  } else if (isQuad) {
    const inner = steps === lanes ? 'inner + lane' : `inner + min(lane, ${steps - 1}u)`;
    for (const r of count(rows)) lines.push(`let a${r} = ${elementA(`row${r}`, inner)};`);
  }
  const left = (step: number, r: number) => {
    if (!isQuad) return elementA(`row${r}`, `inner + ${step}u`);
    return transposeA
      ? `quadBroadcast(a${step}_${Math.floor(r / lanes)}, ${r % lanes}u)`
      : `quadBroadcast(a${r}, ${step}u)`;
  };
  for (const r of count(rows)) {
    lines.push(...count(steps).map((step) => `let left${step}_${r} = ${left(step, r)};`));
    for (const g of count(groups)) {
      const products = count(steps).map((step) => ` + left${step}_${r} * b${step}_${g}`);
      lines.push(`sum${r}_${g} = sum${r}_${g}${products.join('')};`);
    }
  }
  return lines.join('\n    ');
}

/** Finishes the sums, in a loop, so that the epilogue is compiled only once. */
function storesOf(
  operation: Matmul,
  { columnSums }: MatmulPresence,
  { rows, groups, columns }: Tile,
): string {
  const { m, n } = operation;
  const sums = count(rows).flatMap((r) => count(groups).map((g) => `sum${r}_${g}`));
  const inside = (conditions: string[], statement: string) => {
    const needed = conditions.filter((condition) => condition !== '');
    return needed.length > 0 ? `if (${needed.join(' && ')}) { ${statement} }` : statement;
  };
  const rowIsInside = m % rows === 0 ? '' : `row < ${m}u`;
  const columnIsInside = n % columns === 0 ? '' : `column < ${n}u`;
  const finish = `var sums: array<f32, ${sums.length}>;
  ${sums.map((sum, at) => `sums[${at}] = ${sum};`).join(' ')}
  for (var r = 0u; r < ${rows}u; r++) {
    let row = firstRow + r;
    for (var g = 0u; g < ${groups}u; g++) {
      let column = firstColumn + g * ${lanes}u + lane;
      ${inside([rowIsInside, columnIsInside], `finish(${startOfMatrix(operation, m)}row, column, sums[r * ${groups}u + g]);`)}
    }
  }`;
  if (!columnSums) return finish;
  const stores = count(groups).map(
    (g) => `{ let column = firstColumn + ${g * lanes}u + lane;
    ${inside([columnIsInside], `outColumnSums[${startOfMatrix(operation, n)}column] = columnSum${g};`)} }`,
  );
  return `${finish}
  if (firstRow == 0u) {
    ${stores.join('\n    ')}
  }`;
}
