/**
 * @file A product by tiles in workgroup memory, for GPUs. Each invocation computes a part of the tile:
 * stretches of four rows by stretches of four columns. Where the inner dimension is cut into slices, a
 * second kernel adds them up, always in the same order.
 */
import {
  elementKernel,
  lineKernel,
  read,
  scratch,
  widthOf,
  type Element,
  type Kernel,
  type Operand,
} from '../kernel';
import { count } from './count';
import { loadBlocks, sideOperand, tileDeclaration, type Side } from './matmul-blocks';
import {
  allRowsOf,
  columnSumsOperand,
  epilogueFunction,
  epilogueOperands,
  startOfMatrix,
  type Matmul,
  type MatmulPresence,
} from './matmul-epilogue';
import { invocationsOf, type TilePlan } from './matmul-tilings';

export function tiledProductKernels(
  operation: Matmul,
  present: MatmulPresence,
  plan: TilePlan,
): Kernel[] {
  const element = elementOf(operation);
  if (plan.slices === 1) {
    const operands = outputOperands(operation, present, element);
    return [
      productKernel(operation, present, plan, {
        operands,
        declarations: epilogueFunction(operation, present, element),
        put: (row, column, value) => `finish(${row}, ${column}, ${value});`,
        putColumnSum: (column, value) =>
          `outColumnSums[${column} / ${widthOf(element)}u] = ${value};`,
      }),
    ];
  }
  const { count: matrices = 1, n } = operation;
  const { slices } = plan;
  const width = widthOf(element);
  const rows = allRowsOf(operation);
  const numbers = slices * (rows * n + (present.columnSums ? matrices * n : 0));
  const partials = scratch('partials', numbers / width, element);
  return [
    productKernel(operation, present, plan, {
      operands: [partials],
      declarations: '',
      put: (row, column, value) =>
        `partials[((slice * ${rows}u + ${row}) * ${n}u + ${column}) / ${width}u] = ${value};`,
      putColumnSum: (column, value) =>
        `partials[(${slices * rows * n}u + slice * ${matrices * n}u + ${column}) / ${width}u] = ${value};`,
    }),
    sumKernel(operation, present, slices, partials),
  ];
}

/** Four columns are written at once where rows are whole vectors. */
const elementOf = ({ n }: Matmul): Element => (n % 4 === 0 ? 'vec4<f32>' : 'f32');

function outputOperands(operation: Matmul, present: MatmulPresence, element: Element): Operand[] {
  const operands = epilogueOperands(operation, present, element);
  if (present.columnSums) operands.push(columnSumsOperand(operation, element));
  return operands;
}

/** Where a product's elements go. */
interface Target {
  operands: readonly Operand[];
  declarations: string;
  /** Statements for one element, or for four in a row; rows and columns are those of all products. */
  put(row: string, column: string, value: string): string;
  putColumnSum(column: string, value: string): string;
}

function productKernel(
  operation: Matmul,
  { columnSums }: MatmulPresence,
  plan: TilePlan,
  target: Target,
): Kernel {
  const { count: matrices = 1, m, n, k, transposeA, transposeB } = operation;
  const { rows, columns, rowsEach, columnsEach, depth, across, tiles, slices, sliceLength } = plan;
  const left: Side = { name: 'a', outer: m, inner: k, isInnerFirst: !transposeA, count: matrices };
  const right: Side = { name: 'b', outer: n, inner: k, isInnerFirst: transposeB, count: matrices };
  const invocations = invocationsOf(plan);
  const leftTile = { length: rows, depth, invocations };
  const rightTile = { length: columns, depth, invocations };
  const [high, wide] = [rows / rowsEach, columns / columnsEach];
  // An invocation's part: each vector of rows is `high` vectors from its next, one of columns `wide`.
  const rowVectors = count(rowsEach / 4);
  const columnVectors = count(columnsEach / 4);
  const ownRows = rowVectors.flatMap((vector) => count(4).map((at) => ({ vector, at })));
  const product = ownRows.map(({ vector, at }) =>
    columnVectors
      .map((v) => `sum${vector}${at}_${v} += left${vector}[${at}] * right${v};`)
      .join(' '),
  );
  const ofColumns = (v: number, sum: string, put: (column: string, value: string) => string) => {
    const first = `firstColumn + x * 4u + ${v * wide * 4}u`;
    return elementOf(operation) === 'f32'
      ? `for (var at = 0u; at < 4u; at++) {
        let column = ${first} + at;
        if (column < ${n}u) { ${put('column', `${sum}[at]`)} }
      }`
      : `{
        let column = ${first};
        if (column < ${n}u) { ${put('column', sum)} }
      }`;
  };
  const stores = ownRows.map(({ vector, at }) => {
    const ofRow = columnVectors.map((v) =>
      ofColumns(v, `sum${vector}${at}_${v}`, (column, value) =>
        target.put(`(${startOfMatrix(operation, m)}row)`, column, value),
      ),
    );
    return `{
    let row = firstRow + y * 4u + ${vector * high * 4 + at}u;
    if (row < ${m}u) {
      ${ofRow.join('\n      ')}
    }
  }`;
  });
  const columnSumStores = columnVectors.map((v) =>
    ofColumns(v, `columnSum${v}`, (column, value) =>
      target.putColumnSum(`(${startOfMatrix(operation, n)}${column})`, value),
    ),
  );
  return lineKernel({
    operands: [sideOperand(left), sideOperand(right), ...target.operands],
    declarations: `${tileDeclaration(left, leftTile)}
${tileDeclaration(right, rightTile)}
${target.declarations}`,
    size: invocations,
    workgroups: matrices * tiles * slices,
    body: `${matrices > 1 ? `let matrix = group / ${tiles * slices}u;` : ''}
  let slice = group / ${tiles}u${matrices > 1 ? ` % ${slices}u` : ''};
  let tile = group % ${tiles}u;
  let firstRow = (tile / ${across}u) * ${rows}u;
  let firstColumn = (tile % ${across}u) * ${columns}u;
  let x = local % ${wide}u;
  let y = local / ${wide}u;
  let innerEnd = min((slice + 1u) * ${sliceLength}u, ${k}u);
  ${ownRows
    .map(({ vector, at }) =>
      columnVectors.map((v) => `var sum${vector}${at}_${v} = vec4<f32>();`).join(' '),
    )
    .join('\n  ')}
  ${columnSums ? columnVectors.map((v) => `var columnSum${v} = vec4<f32>();`).join(' ') : ''}
  for (var inner = slice * ${sliceLength}u; inner < innerEnd; inner += ${depth}u) {
    ${loadBlocks(left, 'firstRow', leftTile)}
    ${loadBlocks(right, 'firstColumn', rightTile)}
    workgroupBarrier();
    for (var step = 0u; step < ${depth}u; step++) {
      ${rowVectors.map((v) => `let left${v} = aTile[step * ${rows / 4}u + y + ${v * high}u];`).join(' ')}
      ${columnVectors.map((v) => `let right${v} = bTile[step * ${columns / 4}u + x + ${v * wide}u];`).join(' ')}
      ${product.join('\n      ')}
      ${columnSums ? columnVectors.map((v) => `columnSum${v} += right${v};`).join(' ') : ''}
    }
    workgroupBarrier();
  }
  ${stores.join('\n  ')}
  ${columnSums ? `if (firstRow == 0u && y == 0u) { ${columnSumStores.join('\n    ')} }` : ''}`,
  });
}

/** Adds up the slices, from the first to the last. */
function sumKernel(
  operation: Matmul,
  present: MatmulPresence,
  slices: number,
  partials: Operand,
): Kernel {
  const { count: matrices = 1, n } = operation;
  const { element } = partials;
  const width = widthOf(element);
  const outputs = (allRowsOf(operation) * n) / width;
  const columns = n / width;
  const allColumns = matrices * columns;
  const sum = (start: string, stride: number) => `var sum = ${element}();
    for (var slice = 0u; slice < ${slices}u; slice++) { sum += partials[${start} + slice * ${stride}u]; }`;
  const columnSums = `else {
    let column = index - ${outputs}u;
    ${sum(`${slices * outputs}u + column`, allColumns)}
    outColumnSums[column] = sum;
  }`;
  return elementKernel({
    operands: [read(partials), ...outputOperands(operation, present, element)],
    declarations: epilogueFunction(operation, present, element),
    count: outputs + (present.columnSums ? allColumns : 0),
    body: `if (index < ${outputs}u) {
    ${sum('index', outputs)}
    finish(index / ${columns}u, (index % ${columns}u) * ${width}u, sum);
  } ${present.columnSums ? columnSums : ''}`,
  });
}
