/**
 * @file Many products in one dispatch. Sizes differ from group to group, so they are variables here,
 * set by which tile of which product an invocation works on.
 */
import type { OperationOf } from '../../program/operation';
import { shapesOf } from '../../program/operation-shapes';
import { input, lineKernel, output, type Kernel, type Operand } from '../kernel';
import { count } from './count';
import { float } from './wgsl';

type GroupedMatmul = OperationOf<'groupedMatmul'>;

export interface GroupedPresence {
  addend: boolean;
}

/** @param isTiled by tiles in workgroup memory, for GPUs; else by tiles in registers */
export function groupedMatmulKernel(
  operation: GroupedMatmul,
  present: GroupedPresence,
  isTiled: boolean,
): Kernel {
  return isTiled ? tiledKernel(operation, present) : registerKernel(operation, present);
}

function operandsOf(operation: GroupedMatmul, present: GroupedPresence): Operand[] {
  const { inputs, outputs } = shapesOf(operation);
  const operands = [input('a', inputs.a.size), input('b', inputs.b.size)];
  if (present.addend) operands.push(input('addend', inputs.addend.size));
  return [...operands, output('y', outputs.y.size)];
}

/**
 * `productOf(tile)`: the sizes of the product that a tile belongs to, where its matrices begin, and the
 * tile's first row and column. `finish(part, row, column, sum)` writes an element.
 */
function tileFunctions(
  { groups, product, added }: GroupedMatmul,
  { addend }: GroupedPresence,
  rows: number,
  columns: number,
): { declarations: string; tiles: number } {
  let [tiles, startA, startB, startY] = [0, 0, 0, 0];
  const branches = groups.map(({ count: products, m, n, k }) => {
    const across = Math.ceil(n / columns);
    const each = Math.ceil(m / rows) * across;
    const before = tiles;
    const starts = [
      `${startA}u + matrix * ${m * k}u`,
      `${startB}u + matrix * ${k * n}u`,
      `${startY}u + matrix * ${m * n}u`,
    ];
    tiles += products * each;
    startA += products * m * k;
    startB += products * k * n;
    startY += products * m * n;
    return `if (tile < ${tiles}u) {
    let matrix = (tile - ${before}u) / ${each}u;
    let place = (tile - ${before}u) % ${each}u;
    let row = (place / ${across}u) * ${rows}u;
    let column = (place % ${across}u) * ${columns}u;
    return Product(${m}u, ${n}u, ${k}u, ${starts.join(', ')}, row, column);
  }`;
  });
  const declarations = `struct Product {
  m: u32, n: u32, k: u32, a: u32, b: u32, y: u32, row: u32, column: u32,
}
fn productOf(tile: u32) -> Product {
  ${branches.join(' else ')}
  return Product();
}
fn finish(part: Product, row: u32, column: u32, sum: f32) {
  if (row >= part.m || column >= part.n) { return; }
  let at = part.y + row * part.n + column;
  outY[at] = ${float(product)} * sum${addend ? ` + ${float(added)} * addend[at]` : ''};
}
`;
  return { declarations, tiles };
}

const inA = (inner: string, row: string) => `a[part.a + ${row} * part.k + ${inner}]`;
const inB = (transposeB: boolean, inner: string, column: string) =>
  transposeB
    ? `b[part.b + ${column} * part.k + ${inner}]`
    : `b[part.b + ${inner} * part.n + ${column}]`;

const lanes = 4;
/** Rows and groups of four columns of a tile in registers. */
const registerTile = { rows: 8, groups: 4 };

/**
 * For processors that play a GPU, without a barrier: four lanes work on a tile, and each holds every
 * fourth of its columns.
 */
function registerKernel(operation: GroupedMatmul, present: GroupedPresence): Kernel {
  const { rows, groups } = registerTile;
  const { declarations, tiles } = tileFunctions(operation, present, rows, groups * lanes);
  const size = 16;
  const sums = count(rows).flatMap((r) => count(groups).map((g) => ({ r, g })));
  return lineKernel({
    operands: operandsOf(operation, present),
    declarations,
    size,
    workgroups: Math.ceil((tiles * lanes) / size),
    body: `let lane = local % ${lanes}u;
  let tile = (group * ${size}u + local) / ${lanes}u;
  if (tile >= ${tiles}u) { return; }
  let part = productOf(tile);
  ${count(rows)
    .map((r) => `let row${r} = min(part.row + ${r}u, part.m - 1u);`)
    .join('\n  ')}
  ${count(groups)
    .map((g) => `let column${g} = min(part.column + ${g * lanes}u + lane, part.n - 1u);`)
    .join('\n  ')}
  ${sums.map(({ r, g }) => `var sum${r}_${g} = 0.0;`).join(' ')}
  for (var inner = 0u; inner < part.k; inner++) {
    ${count(groups)
      .map((g) => `let b${g} = ${inB(operation.transposeB, 'inner', `column${g}`)};`)
      .join('\n    ')}
    ${count(rows)
      .map((r) => {
        const products = count(groups).map((g) => `sum${r}_${g} += a${r} * b${g};`);
        return `let a${r} = ${inA('inner', `row${r}`)}; ${products.join(' ')}`;
      })
      .join('\n    ')}
  }
  ${sums
    .map(({ r, g }) => {
      const column = `part.column + ${g * lanes}u + lane`;
      return `finish(part, part.row + ${r}u, ${column}, sum${r}_${g});`;
    })
    .join('\n  ')}`,
  });
}

/** Rows and columns of a tile in workgroup memory, and inner elements in it at a time. */
const length = 32;
const depth = 16;
/** Invocations along each side of a tile; each computes 4 × 4 elements. */
const side = length / 4;

/** For GPUs: all invocations of a workgroup load a stretch of both matrices for all of them. */
function tiledKernel(operation: GroupedMatmul, present: GroupedPresence): Kernel {
  const { declarations, tiles } = tileFunctions(operation, present, length, length);
  const size = side * side;
  const inside = (inner: string) => `min(${inner}, part.k - 1u)`;
  // Four rows of a, or columns of b, of one inner element; what is past the last of these counts as 0.
  const load = (tile: string, four: string, group: string, element: (at: number) => string) =>
    `${tile}[${four} * ${side}u + ${group}] = select(
        vec4<f32>(),
        vec4<f32>(${count(4).map(element).join(', ')}),
        inner + ${four} < part.k,
      );`;
  // What lies side by side in memory is loaded by neighbours.
  const alongInner = [`at % ${depth}u`, `at / ${depth}u`];
  const alongSide = [`at / ${side}u`, `at % ${side}u`];
  const [innerOfB, groupOfB] = operation.transposeB ? alongInner : alongSide;
  return lineKernel({
    operands: operandsOf(operation, present),
    declarations: `${declarations}
var<workgroup> aTile: array<vec4<f32>, ${side * depth}>;
var<workgroup> bTile: array<vec4<f32>, ${side * depth}>;`,
    size,
    workgroups: tiles,
    body: `let part = productOf(group);
  let x = local % ${side}u;
  let y = local / ${side}u;
  ${count(4)
    .map((r) => `var sum${r} = vec4<f32>();`)
    .join(' ')}
  for (var inner = 0u; inner < part.k; inner += ${depth}u) {
    for (var at = local; at < ${side * depth}u; at += ${size}u) {
      let innerA = ${alongInner[0]};
      let rowA = part.row + (${alongInner[1]}) * 4u;
      ${load('aTile', 'innerA', alongInner[1], (r) =>
        inA(inside('inner + innerA'), `min(rowA + ${r}u, part.m - 1u)`),
      )}
      let innerB = ${innerOfB};
      let columnB = part.column + (${groupOfB}) * 4u;
      ${load('bTile', 'innerB', groupOfB, (c) =>
        inB(operation.transposeB, inside('inner + innerB'), `min(columnB + ${c}u, part.n - 1u)`),
      )}
    }
    workgroupBarrier();
    for (var step = 0u; step < ${depth}u; step++) {
      let left = aTile[step * ${side}u + y];
      let right = bTile[step * ${side}u + x];
      ${count(4)
        .map((r) => `sum${r} += left[${r}] * right;`)
        .join(' ')}
    }
    workgroupBarrier();
  }
  for (var at = 0u; at < 4u; at++) {
    let column = part.column + x * 4u + at;
    ${count(4)
      .map((r) => `finish(part, part.row + y * 4u + ${r}u, column, sum${r}[at]);`)
      .join('\n    ')}
  }`,
  });
}
