/**
 * @file The matrices of `MatrixRun`s: where each lies in the flat vector, and where in the packed one,
 * in which they stand one behind the other, those with more rows than columns transposed.
 */
import type { MatrixRun, ProductGroup } from './operations/optimizers';

export const elementsOfRun = ({ count, beside, rows, columns }: MatrixRun) =>
  count * beside * rows * columns;

export const elementsOfRuns = (runs: readonly MatrixRun[]) =>
  runs.reduce((sum, run) => sum + elementsOfRun(run), 0);

export const matricesOfRuns = (runs: readonly MatrixRun[]) =>
  runs.reduce((sum, { count, beside }) => sum + count * beside, 0);

/** Elements of the flat vector from row to row. */
export const rowStepOf = ({ columns, beside, rowStep = beside * columns }: MatrixRun) => rowStep;

export const isTall = ({ rows, columns }: MatrixRun) => rows > columns;

export interface PlacedMatrix {
  run: MatrixRun;
  /** Of its first element in the flat vector; from row to row there are `rowStepOf(run)`. */
  offset: number;
  /** Of its first element in the packed vector. */
  packed: number;
}

/** In the order in which they are packed. */
export function placedMatrices(runs: readonly MatrixRun[]): PlacedMatrix[] {
  const placed: PlacedMatrix[] = [];
  let packed = 0;
  for (const run of runs) {
    for (let place = 0; place < run.count; place++) {
      for (let at = 0; at < run.beside; at++) {
        placed.push({ run, offset: run.offset + place * run.step + at * run.columns, packed });
        packed += run.rows * run.columns;
      }
    }
  }
  return placed;
}

/** The products of packed matrices: short · long is the shape of each. */
export function groupsOfRuns(
  runs: readonly MatrixRun[],
  shapeOf: (short: number, long: number) => Omit<ProductGroup, 'count'>,
): ProductGroup[] {
  return runs.map(({ count, beside, rows, columns }) => ({
    count: count * beside,
    ...shapeOf(Math.min(rows, columns), Math.max(rows, columns)),
  }));
}
