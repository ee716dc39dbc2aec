/**
 * @file How tiles of a product's matrices come to workgroup memory: in blocks of 4 × 4 elements, which
 * are read as four vectors as they lie in memory, and stored as four vectors along the tile's side.
 */
import { input, type Element, type Operand } from '../kernel';
import { count } from './count';

/** One of the two matrices, as the tiles see it: along the tile, and along the inner dimension. */
export interface Side {
  name: 'a' | 'b';
  /** Rows of a, or columns of b. */
  outer: number;
  inner: number;
  /** Whether inner elements stand side by side. */
  isInnerFirst: boolean;
  /** Of so many matrices, one behind the other, that of number `matrix` is meant. */
  count: number;
}

export interface TileOfSide {
  /** Rows of a, or columns of b, in a tile; and its inner elements. */
  length: number;
  depth: number;
  /** Invocations in a workgroup. */
  invocations: number;
}

const isWide = ({ outer, inner, isInnerFirst }: Side) => (isInnerFirst ? inner : outer) % 4 === 0;

export function sideOperand(matrix: Side): Operand {
  const element: Element = isWide(matrix) ? 'vec4<f32>' : 'f32';
  const elements = matrix.count * matrix.outer * matrix.inner;
  return input(matrix.name, isWide(matrix) ? elements / 4 : elements, element);
}

/** The tile in workgroup memory, e.g. `aTile`. */
export function tileDeclaration({ name }: Side, { length, depth }: TileOfSide): string {
  return `var<workgroup> ${name}Tile: array<vec4<f32>, ${(length * depth) / 4}>;`;
}

/** Four elements side by side, from that on whose place is given; held back from the line's end. */
function vectorAt(matrix: Side, line: string, along: string): string {
  const { name, outer, inner, isInnerFirst } = matrix;
  const width = isInnerFirst ? inner : outer;
  const start = `${matrix.count > 1 ? `matrix * ${outer * inner}u + ` : ''}${line} * ${width}u`;
  if (isWide(matrix)) return `${name}[(${start} + min(${along}, ${width - 4}u)) / 4u]`;
  const elements = count(4).map(
    (at) => `${name}[${start} + min(${along} + ${at}u, ${width - 1}u)]`,
  );
  return `vec4<f32>(${elements.join(', ')})`;
}

/**
 * Statements by which invocations load a block each; they see `local`, `inner` and `innerEnd`. What is
 * beyond the inner dimension counts as 0; what is beyond the tile's side is never used.
 * @param origin where the tile begins on this side
 */
export function loadBlocks(matrix: Side, origin: string, tile: TileOfSide): string {
  const { name, outer, inner, isInnerFirst } = matrix;
  const { length, depth, invocations } = tile;
  const groups = isInnerFirst ? depth / 4 : length / 4;
  const blocks = (length / 4) * (depth / 4);
  // Where there is not a block for everyone, the first ones load a and the last ones load b.
  const block = blocks < invocations && name === 'b' ? `(${invocations - 1}u - local)` : 'local';
  const [fast, slow] = [`${block} % ${groups}u`, `${block} / ${groups}u`];
  const [innerGroup, outerGroup] = isInnerFirst ? [fast, slow] : [slow, fast];
  const [lineStart, along] = isInnerFirst
    ? [`${name}Outer`, `${name}Inner`]
    : [`${name}Inner`, `${name}Outer`];
  const lines = isInnerFirst ? outer : inner;
  const vectors = count(4).map((line) => {
    const value = vectorAt(matrix, `min(${lineStart} + ${line}u, ${lines - 1}u)`, along);
    const isInside = isInnerFirst
      ? `${name}Inner + vec4<u32>(0u, 1u, 2u, 3u) < vec4<u32>(innerEnd)`
      : `vec4<bool>(${name}Inner + ${line}u < innerEnd)`;
    const kept = inner % depth === 0 ? value : `select(vec4<f32>(), ${value}, ${isInside})`;
    return `let ${name}${line} = ${kept};`;
  });
  const stored = count(4).map((line) => {
    const crossing = count(4).map((from) => `${name}${from}[${line}]`);
    return isInnerFirst ? `vec4<f32>(${crossing.join(', ')})` : `${name}${line}`;
  });
  const place = `${name}Group * ${length}u + ${outerGroup}`;
  return `${blocks < invocations ? `if (${block} < ${blocks}u) ` : ''}{
      let ${name}Group = ${innerGroup};
      let ${name}Inner = inner + ${name}Group * 4u;
      let ${name}Outer = ${origin} + (${outerGroup}) * 4u;
      ${vectors.join('\n      ')}
      ${stored
        .map((value, line) => `${name}Tile[${place} + ${(line * length) / 4}u] = ${value};`)
        .join('\n      ')}
    }`;
}
