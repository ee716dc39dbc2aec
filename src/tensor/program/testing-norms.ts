/** @file Norms of awkward shapes: of whole rows, and of the vectors of heads. */
import type { Operation } from './operation';
import type { HeadRows, NormKind, NormShape } from './operations/norm';

export const rowShapes: readonly (readonly [rows: number, width: number])[] = [
  [1, 1],
  [1, 5],
  [7, 3],
  [5, 66],
  [67, 65],
  [3, 300],
  [300, 16],
  [64, 128],
];

const headRows: readonly (readonly [tokens: number, width: number, heads: HeadRows])[] = [
  [33, 20, { queries: 4, keys: 2, values: 2 }],
  [5, 66, { queries: 3, keys: 0, values: 0 }],
  [65, 16, { queries: 0, keys: 2, values: 2 }],
];

export function normOperations(): Operation[] {
  const norms: NormKind[] = ['layer', 'rms'];
  const plain = norms.flatMap((norm) =>
    rowShapes.map(([rows, width]): NormShape => ({ norm, rows, width })),
  );
  const ofHeads = headRows.flatMap(([tokens, width, heads]): NormShape[] => {
    const { queries, keys, values } = heads;
    return [{ norm: 'rms', rows: tokens * (queries + keys + values), width, heads }];
  });
  return [...plain, ...ofHeads].flatMap((shape): Operation[] => [
    { kind: 'norm', ...shape },
    { kind: 'normGradient', ...shape },
    { kind: 'normParameterGradient', ...shape },
  ]);
}
