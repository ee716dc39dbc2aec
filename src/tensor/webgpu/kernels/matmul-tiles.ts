/**
 * @file A product by square tiles in workgroup memory, for GPUs. Each of 8 × 8 invocations loads one
 * block of 4 × 4 elements of either matrix and computes a part of the tile from all of them. Where
 * there are too few tiles to fill a GPU and the inner dimension is long, as with gradients of weights,
 * the inner dimension is cut into slices, and a second kernel adds them up.
 */
import {
  elementKernel,
  input,
  lineKernel,
  output,
  read,
  scratch,
  type Element,
  type Kernel,
  type Operand,
} from '../kernel';
import { count } from './count';
import {
  epilogueFunction,
  epilogueOperands,
  type Matmul,
  type MatmulPresence,
} from './matmul-epilogue';

const side = 8;
const size = side * side;

interface TilePlan {
  /** Rows and columns of a tile. */
  length: number;
  /** Inner elements in workgroup memory at a time, so that there is one block for each invocation. */
  depth: number;
  across: number;
  tiles: number;
  slices: number;
  /** Inner elements of a slice, a multiple of the depth. */
  sliceLength: number;
}

/** Enough workgroups to keep a large GPU busy. */
const enoughTiles = 128;
const enoughWorkgroups = 256;
/** A slice must be worth the adding up. */
const leastSliceLength = 128;

function planTiles({ m, n, k }: Matmul): TilePlan {
  const tilesOf = (length: number) => Math.ceil(m / length) * Math.ceil(n / length);
  const length = tilesOf(64) >= enoughTiles ? 64 : 32;
  const depth = (4 * size * 4) / length;
  const tiles = tilesOf(length);
  const wanted = Math.min(
    Math.floor(enoughWorkgroups / tiles),
    Math.floor(k / leastSliceLength),
    16,
  );
  const sliceLength = Math.ceil(k / Math.max(1, wanted) / depth) * depth;
  const slices = Math.ceil(k / sliceLength);
  return { length, depth, across: Math.ceil(n / length), tiles, slices, sliceLength };
}

export function tiledProductKernels(operation: Matmul, present: MatmulPresence): Kernel[] {
  const plan = planTiles(operation);
  if (plan.slices === 1) return [productKernel(operation, present, plan, null)];
  const { m, n } = operation;
  const partials = scratch('partials', plan.slices * (m * n + (present.columnSums ? n : 0)));
  return [
    productKernel(operation, present, plan, partials),
    sumKernel(operation, present, plan, partials),
  ];
}

/** One of the two matrices, as the tiles see it: along the tile, and along the inner dimension. */
interface Side {
  name: 'a' | 'b';
  /** Rows of a, or columns of b. */
  outer: number;
  inner: number;
  /** Whether inner elements stand side by side. */
  isInnerFirst: boolean;
}

const isWide = ({ outer, inner, isInnerFirst }: Side) => (isInnerFirst ? inner : outer) % 4 === 0;

function sideOperand(matrix: Side): Operand {
  const element: Element = isWide(matrix) ? 'vec4<f32>' : 'f32';
  const elements = matrix.outer * matrix.inner;
  return input(matrix.name, isWide(matrix) ? elements / 4 : elements, element);
}

/**
 * Statements that load this invocation's block and store it as four vectors along the tile. What is
 * beyond the inner dimension counts as 0; what is beyond the tile's side is never stored.
 * @param origin where the tile begins on this side
 */
function loadBlock(matrix: Side, origin: string, { length, depth }: TilePlan): string {
  const { name, outer, inner, isInnerFirst } = matrix;
  const groups = isInnerFirst ? depth / 4 : length / 4;
  const [fast, slow] = [`local % ${groups}u`, `local / ${groups}u`];
  const [innerGroup, outerGroup] = isInnerFirst ? [fast, slow] : [slow, fast];
  // The four vectors as they lie in memory, each along the side by side dimension.
  const [lineStart, along] = isInnerFirst
    ? [`${name}Outer`, `${name}Inner`]
    : [`${name}Inner`, `${name}Outer`];
  const [lines, width] = isInnerFirst ? [outer, inner] : [inner, outer];
  const vectors = count(4).map((line) => {
    const row = `min(${lineStart} + ${line}u, ${lines - 1}u)`;
    const value = isWide(matrix)
      ? `${name}[(${row} * ${width}u + min(${along}, ${width - 4}u)) / 4u]`
      : `vec4<f32>(${count(4)
          .map((at) => `${name}[${row} * ${width}u + min(${along} + ${at}u, ${width - 1}u)]`)
          .join(', ')})`;
    const isInside = isInnerFirst
      ? `${name}Inner + vec4<u32>(0u, 1u, 2u, 3u) < vec4<u32>(innerEnd)`
      : `vec4<bool>(${name}Inner + ${line}u < innerEnd)`;
    return `let ${name}${line} = select(vec4<f32>(), ${value}, ${isInside});`;
  });
  const stored = count(4).map((line) =>
    isInnerFirst
      ? `vec4<f32>(${count(4)
          .map((from) => `${name}${from}[${line}]`)
          .join(', ')})`
      : `${name}${line}`,
  );
  return `let ${name}Inner = inner + (${innerGroup}) * 4u;
    let ${name}Outer = ${origin} + (${outerGroup}) * 4u;
    ${vectors.join('\n    ')}
    ${stored
      .map(
        (value, line) =>
          `${name}Tile[((${innerGroup}) * 4u + ${line}u) * ${length / 4}u + ${outerGroup}] = ${value};`,
      )
      .join('\n    ')}`;
}

function productKernel(
  operation: Matmul,
  present: MatmulPresence,
  plan: TilePlan,
  partials: Operand | null,
): Kernel {
  const { m, n, k, transposeA, transposeB } = operation;
  const { length, depth, across, tiles, slices, sliceLength } = plan;
  const left: Side = { name: 'a', outer: m, inner: k, isInnerFirst: !transposeA };
  const right: Side = { name: 'b', outer: n, inner: k, isInnerFirst: transposeB };
  // An invocation's part: `vectors` stretches of four rows and as many of four columns.
  const vectors = count(length / side / 4);
  const rows = vectors.flatMap((vector) => count(4).map((at) => ({ vector, at })));
  const stretch = (place: string, vector: number) => `${place} * 4u + ${vector * side * 4}u`;
  const operands = [sideOperand(left), sideOperand(right)];
  if (partials) operands.push(partials);
  else {
    operands.push(...epilogueOperands(operation, present));
    if (present.columnSums) operands.push(output('columnSums', n));
  }
  const put = (row: string, column: string, value: string) =>
    partials
      ? `partials[(slice * ${m}u + ${row}) * ${n}u + ${column}] = ${value};`
      : `finish(${row}, ${column}, ${value});`;
  const putColumnSum = (column: string, value: string) =>
    partials
      ? `partials[${slices * m * n}u + slice * ${n}u + ${column}] = ${value};`
      : `outColumnSums[${column}] = ${value};`;
  const product = rows.map(({ vector, at }) =>
    vectors.map((v) => `sum${vector}${at}_${v} += left${vector}[${at}] * right${v};`).join(' '),
  );
  const stores = rows.map(
    ({ vector, at }) => `{
    let row = firstRow + ${stretch('y', vector)} + ${at}u;
    if (row < ${m}u) {
      ${vectors
        .map(
          (v) => `for (var at = 0u; at < 4u; at++) {
        let column = firstColumn + ${stretch('x', v)} + at;
        if (column < ${n}u) { ${put('row', 'column', `sum${vector}${at}_${v}[at]`)} }
      }`,
        )
        .join('\n      ')}
    }
  }`,
  );
  const columnSumStores = `if (firstRow == 0u && y == 0u) {
    ${vectors
      .map(
        (v) => `for (var at = 0u; at < 4u; at++) {
      let column = firstColumn + ${stretch('x', v)} + at;
      if (column < ${n}u) { ${putColumnSum('column', `columnSum${v}[at]`)} }
    }`,
      )
      .join('\n    ')}
  }`;
  return lineKernel({
    operands,
    declarations: `var<workgroup> aTile: array<vec4<f32>, ${(length * depth) / 4}>;
var<workgroup> bTile: array<vec4<f32>, ${(length * depth) / 4}>;
${partials ? '' : epilogueFunction(operation, present)}`,
    size,
    workgroups: tiles * slices,
    body: `let slice = group / ${tiles}u;
  let tile = group % ${tiles}u;
  let firstRow = (tile / ${across}u) * ${length}u;
  let firstColumn = (tile % ${across}u) * ${length}u;
  let x = local % ${side}u;
  let y = local / ${side}u;
  let innerEnd = min((slice + 1u) * ${sliceLength}u, ${k}u);
  ${rows.map(({ vector, at }) => vectors.map((v) => `var sum${vector}${at}_${v} = vec4<f32>();`).join(' ')).join('\n  ')}
  ${present.columnSums ? vectors.map((v) => `var columnSum${v} = vec4<f32>();`).join(' ') : ''}
  for (var inner = slice * ${sliceLength}u; inner < innerEnd; inner += ${depth}u) {
    ${loadBlock(left, 'firstRow', plan)}
    ${loadBlock(right, 'firstColumn', plan)}
    workgroupBarrier();
    for (var step = 0u; step < ${depth}u; step++) {
      ${vectors.map((v) => `let left${v} = aTile[step * ${length / 4}u + y + ${v * side}u]; let right${v} = bTile[step * ${length / 4}u + x + ${v * side}u];`).join(' ')}
      ${product.join('\n      ')}
      ${present.columnSums ? vectors.map((v) => `columnSum${v} += right${v};`).join(' ') : ''}
    }
    workgroupBarrier();
  }
  ${stores.join('\n  ')}
  ${present.columnSums ? columnSumStores : ''}`,
  });
}

/** Adds up the slices of each element. */
function sumKernel(
  operation: Matmul,
  present: MatmulPresence,
  { slices }: TilePlan,
  partials: Operand,
): Kernel {
  const { m, n } = operation;
  const operands = [read(partials), ...epilogueOperands(operation, present)];
  if (present.columnSums) operands.push(output('columnSums', n));
  const sum = (start: string, stride: number) => `var sum = 0.0;
    for (var slice = 0u; slice < ${slices}u; slice++) { sum += partials[${start} + slice * ${stride}u]; }`;
  const columnSums = `{
    let column = index - ${m * n}u;
    ${sum(`${slices * m * n}u + column`, n)}
    outColumnSums[column] = sum;
  }`;
  return elementKernel({
    operands,
    declarations: epilogueFunction(operation, present),
    count: m * n + (present.columnSums ? n : 0),
    body: `if (index < ${m * n}u) {
    ${sum('index', m * n)}
    finish(index / ${n}u, index % ${n}u, sum);
  } ${present.columnSums ? `else ${columnSums}` : ''}`,
  });
}
