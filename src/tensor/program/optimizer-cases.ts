/** @file The optimisers' operations in awkward shapes, for `testing.ts`. */
import type { Operation } from './operation';
import type { MatrixRun, ProductGroup } from './operations/optimizers';

/** With and without clipping; none, half or all of the elements decay. */
export function elementwiseUpdates(size: number): Operation[] {
  const update = { size, parts: 64, decayed: 0, weightDecay: 0.1, gradientClip: 0 };
  const half = { ...update, decayed: Math.floor(size / 2), gradientClip: 1 };
  const all = { ...update, parts: 1, decayed: size, gradientClip: 1e6 };
  const adamw = { kind: 'adamw', betas: [0.9, 0.99], epsilon: 1e-8 } as const;
  return [
    ...[update, half, all].map((shared): Operation => ({ ...adamw, ...shared })),
    { kind: 'sgd', momentum: 0.9, ...half },
    { kind: 'sgd', momentum: 0, ...update },
    { kind: 'lion', betas: [0.9, 0.99], ...half },
    { kind: 'lion', betas: [0.9, 0.99], ...all },
  ];
}

export function lossScalings(): Operation[] {
  return [1, 33, 64].flatMap((parts) =>
    [1, 2, 200].map((interval): Operation => {
      const bounds = { least: 4, most: 2 ** 16 };
      return { kind: 'lossScaling', parts, interval, ...bounds };
    }),
  );
}

export function muonOperations(): Operation[] {
  const run = { offset: 0, count: 1, step: 0, beside: 1 };
  const layouts: { size: number; runs: MatrixRun[] }[] = [
    { size: 1, runs: [{ ...run, rows: 1, columns: 1 }] },
    { size: 40, runs: [{ ...run, offset: 3, rows: 5, columns: 7 }] },
    // As a model's layers, with gaps: side by side, square, wide, tall.
    {
      size: 3 * 500,
      runs: [
        { offset: 0, count: 3, step: 500, rows: 6, columns: 6, beside: 3 },
        { offset: 110, count: 3, step: 500, rows: 6, columns: 6, beside: 1 },
        { offset: 160, count: 3, step: 500, rows: 6, columns: 25, beside: 1 },
        { offset: 320, count: 3, step: 500, rows: 25, columns: 6, beside: 1 },
      ],
    },
    // Queries with fewer keys and values beside them.
    {
      size: 2 * 80,
      runs: [
        { offset: 0, count: 2, step: 80, rows: 6, columns: 6, beside: 1, rowStep: 10 },
        { offset: 6, count: 2, step: 80, rows: 6, columns: 2, beside: 2, rowStep: 10 },
      ],
    },
    {
      size: 30_000,
      runs: [
        { offset: 0, count: 1, step: 0, rows: 65, columns: 67, beside: 2 },
        { offset: 9_000, count: 2, step: 10_000, rows: 130, columns: 66, beside: 1 },
      ],
    },
  ];
  const products: ProductGroup[][] = [
    [{ count: 1, m: 1, n: 1, k: 1 }],
    [{ count: 3, m: 5, n: 7, k: 3 }],
    [
      { count: 2, m: 33, n: 65, k: 17 },
      { count: 1, m: 1, n: 9, k: 30 },
      { count: 3, m: 66, n: 12, k: 40 },
    ],
    [
      { count: 4, m: 96, n: 96, k: 96 },
      { count: 1, m: 64, n: 130, k: 600 },
    ],
  ];
  return [
    ...layouts.flatMap(({ size, runs }): Operation[] => [
      { kind: 'muonDirection', size, parts: 64, runs, momentum: 0.95, gradientClip: 0 },
      { kind: 'muonDirection', size, parts: 1, runs, momentum: 0.95, gradientClip: 1 },
      { kind: 'muonUpdate', size, runs, weightDecay: 0.1 },
    ]),
    ...products.flatMap((groups) =>
      [false, true].map((transposeB): Operation => ({
        kind: 'groupedMatmul',
        groups,
        transposeB,
        product: 2.5,
        added: -1.5,
      })),
    ),
  ];
}
