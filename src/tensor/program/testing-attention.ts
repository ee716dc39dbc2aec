/** @file Cases of attention, with and without a cache: awkward shapes with chosen options. */
import { clippingOf } from '../clipped-distance';
import type { OperationOf } from './operation';
import type { AttentionShape } from './operations/attention';
import type { CacheShape } from './operations/cache';
import { withAllOrNone, withEveryChoice, withOnly, type OperationCase } from './testing-choices';

export function attentionCases(): OperationCase[] {
  const plain: AttentionShape = {
    batch: 2,
    time: 13,
    heads: 4,
    keyValueHeads: 4,
    headDim: 8,
    mask: { causal: true, window: 0 },
    dropout: 0,
    site: 3,
  };
  const shapes: AttentionShape[] = [
    plain,
    { ...plain, batch: 1, time: 1, heads: 1, keyValueHeads: 1, headDim: 2 },
    { ...plain, batch: 1, time: 1, heads: 2, keyValueHeads: 1, mask: { causal: false, window: 0 } },
    { ...plain, mask: { causal: false, window: 0 } },
    { ...plain, mask: { causal: true, window: 1 } },
    { ...plain, mask: { causal: true, window: 5 } },
    { ...plain, keyValueHeads: 2 },
    { ...plain, keyValueHeads: 1, heads: 3, headDim: 6 },
    { ...plain, dropout: 0.3 },
    { ...plain, dropout: 0.5, keyValueHeads: 2, mask: { causal: true, window: 4 }, site: 0 },
    { ...plain, time: 65, heads: 2, keyValueHeads: 1, headDim: 20 },
    {
      ...plain,
      time: 130,
      heads: 2,
      keyValueHeads: 2,
      headDim: 16,
      mask: { causal: true, window: 70 },
    },
    {
      ...plain,
      time: 130,
      heads: 1,
      keyValueHeads: 1,
      headDim: 64,
      mask: { causal: false, window: 0 },
    },
    { ...plain, batch: 1, time: 259, heads: 1, keyValueHeads: 1, headDim: 4, dropout: 0.1 },
    { ...plain, batch: 1, time: 40, heads: 2, keyValueHeads: 2, headDim: 128 },
    { ...plain, time: 64, headDim: 32, dropout: 0.1 },
  ];
  // Without a rotation a head may have an odd width.
  const odd: AttentionShape = { ...plain, heads: 3, keyValueHeads: 3, headDim: 5 };
  const biased: AttentionShape[] = [
    plain,
    { ...plain, batch: 1, time: 1, heads: 1, keyValueHeads: 1, headDim: 2 },
    { ...plain, time: 22, heads: 6, keyValueHeads: 2, mask: { causal: false, window: 0 } },
    { ...plain, batch: 3, time: 66, keyValueHeads: 2, mask: { causal: true, window: 5 } },
    { ...plain, time: 131, heads: 1, keyValueHeads: 1, headDim: 20, dropout: 0.2 },
  ];
  const turned: AttentionShape[] = [
    { ...plain, rotary: { order: 'interleaved', channels: 8 } },
    { ...plain, rotary: { order: 'half', channels: 4 }, dropout: 0.2 },
    { ...plain, keyValueHeads: 2, headDim: 20, rotary: { order: 'interleaved', channels: 6 } },
    { ...plain, time: 66, headDim: 32, rotary: { order: 'half', channels: 18 } },
    { ...plain, heads: 3, keyValueHeads: 1, headDim: 6, rotary: { order: 'half', channels: 2 } },
  ];
  const notCausal = { causal: false, window: 0 };
  const cross: AttentionShape[] = [
    { ...plain, mask: notCausal, keyTime: 9 },
    { ...plain, mask: notCausal, time: 1, keyTime: 1, heads: 1, keyValueHeads: 1, headDim: 3 },
    { ...plain, mask: notCausal, time: 7, keyTime: 68, heads: 6, keyValueHeads: 2, dropout: 0.3 },
    { ...plain, mask: notCausal, batch: 1, time: 130, keyTime: 21, headDim: 20 },
  ];
  const kinds = ['attention', 'attentionGradient', 'attentionProbabilities'] as const;
  const bias = ['inputs.distanceBias', 'outputs.distanceBias'];
  const before = { before: 4, after: 0 };
  const byDistance = ['inputs.distanceValues', 'inputs.distanceSlopes', 'outputs.distanceShares'];
  const relative: AttentionShape[] = [
    { ...plain, clipping: before, keyValueHeads: 2, dropout: 0.2 },
    { ...plain, clipping: before, time: 66, mask: { causal: true, window: 5 }, scoreCap: 0.5 },
    { ...odd, clipping: { before: 40, after: 1 }, mask: notCausal },
  ];
  const capped: AttentionShape[] = [
    { ...plain, scoreCap: 0.5 },
    { ...plain, time: 67, keyValueHeads: 2, dropout: 0.2, scoreCap: 1.5 },
    { ...plain, mask: notCausal, keyTime: 9, scoreCap: 0.7 },
  ];
  return kinds.flatMap((kind): OperationCase[] => [
    ...shapes.flatMap((shape) => {
      const operation = { ...shape, kind };
      return [withOnly(operation, 'inputs.rotation'), withOnly(operation)];
    }),
    ...turned.map((shape) => withOnly({ ...shape, kind }, 'inputs.rotation')),
    withOnly({ ...odd, kind }),
    withOnly({ ...odd, kind, headDim: 1 }),
    ...biased.map((shape) => withOnly({ ...shape, kind }, ...bias, 'inputs.rotation')),
    withOnly({ ...odd, kind }, ...bias),
    withOnly({ ...odd, kind }, 'inputs.distanceBias'),
    withOnly({ ...plain, kind, time: 66 }, 'inputs.prefixes'),
    withOnly({ ...plain, kind, time: 66 }, 'inputs.keyLengths'),
    { operation: { ...plain, kind, mask: { causal: true, window: 5 } }, absent: [] },
    { operation: { ...plain, kind, mask: notCausal, dropout: 0.1 }, absent: [] },
    ...capped.flatMap((shape) => withAllOrNone({ ...shape, kind })),
    ...relative.flatMap((shape) => [
      withOnly({ ...shape, kind }),
      withOnly({ ...shape, kind }, ...byDistance),
    ]),
    withOnly(
      { ...plain, kind, clipping: before },
      ...byDistance,
      'inputs.sinks',
      'inputs.prefixes',
      'inputs.keyLengths',
    ),
    withOnly({ ...plain, kind, time: 66, mask: { causal: true, window: 5 } }, 'inputs.sinks'),
    withOnly({ ...odd, kind }, 'inputs.sinks', 'inputs.keyLengths'),
    ...cross.flatMap((shape, at) => withEveryChoice({ ...shape, kind }).slice(at % 2)),
  ]);
}

export function pairAttentionCases(): OperationCase[] {
  const plain = { batch: 2, time: 13, heads: 4, keyValueHeads: 2, headDim: 8, hasSink: false };
  const alone = [
    plain,
    { ...plain, batch: 1, time: 1, heads: 1, keyValueHeads: 1, headDim: 1, hasSink: true },
    { ...plain, time: 2, headDim: 4, hasSink: true },
    { ...plain, time: 30, heads: 3, keyValueHeads: 3, headDim: 5 },
    { ...plain, headDim: 5, clipping: { before: 3, after: 2 } },
  ].map((shape) => {
    const rowWidth = (shape.heads + 2 * shape.keyValueHeads) * shape.headDim;
    return { ...shape, keyTime: shape.time, rowWidth };
  });
  const cross = [
    { ...plain, keyTime: 9, rowWidth: 32, hasSink: true },
    { ...plain, time: 3, keyTime: 21, keyValueHeads: 4, headDim: 3, rowWidth: 24 },
  ];
  return [...alone, ...cross].flatMap((shape) =>
    withAllOrNone({ kind: 'attentionOfPairs', ...shape }),
  );
}

export const sinkOperations = (): OperationOf<'sinkGradient'>[] => [
  { kind: 'sinkGradient', batch: 1, time: 1, heads: 1 },
  { kind: 'sinkGradient', batch: 3, time: 67, heads: 5 },
  { kind: 'sinkGradient', batch: 2, time: 130, heads: 16 },
];

export function cacheCases(): OperationCase[] {
  const plain: CacheShape = {
    rows: 4,
    heads: 4,
    keyValueHeads: 4,
    headDim: 8,
    capacity: 41,
    context: 20,
    window: 0,
  };
  const shapes: CacheShape[] = [
    plain,
    { ...plain, rows: 1, heads: 1, keyValueHeads: 1, headDim: 2, capacity: 1, context: 1 },
    { ...plain, rows: 3, keyValueHeads: 2, window: 5 },
    { ...plain, rows: 7, heads: 3, keyValueHeads: 1, headDim: 6, context: 33 },
    { ...plain, rows: 64, heads: 2, keyValueHeads: 2, headDim: 32, context: 300, capacity: 301 },
    { ...plain, rows: 2, heads: 1, keyValueHeads: 1, headDim: 128, context: 65 },
  ];
  const turned: CacheShape[] = [
    { ...plain, rotary: { order: 'interleaved', channels: 8 } },
    { ...plain, rotary: { order: 'half', channels: 4 } },
    {
      ...plain,
      rows: 7,
      keyValueHeads: 2,
      headDim: 20,
      rotary: { order: 'interleaved', channels: 6 },
    },
    { ...plain, rows: 3, headDim: 32, rotary: { order: 'half', channels: 18 } },
  ];
  const capped: CacheShape[] = [
    { ...plain, scoreCap: 0.5 },
    { ...plain, rows: 3, keyValueHeads: 2, window: 5, context: 33, scoreCap: 1.5 },
  ];
  // The large ones are slow by their definition.
  const withChoices = (shape: CacheShape) =>
    (shape.context > 50 ? withAllOrNone : withEveryChoice)({ ...shape, kind: 'cachedAttention' });
  return [
    ...shapes.flatMap((shape) => [
      ...withEveryChoice({ ...shape, kind: 'cacheWrite' }),
      ...withChoices(shape),
    ]),
    ...capped.flatMap((shape) => withAllOrNone({ ...shape, kind: 'cachedAttention' })),
    withOnly({ ...plain, kind: 'cachedAttention', clipping: clippingOf(4, true) }),
    withOnly(
      { ...plain, kind: 'cachedAttention', headDim: 6, clipping: clippingOf(4, true) },
      'inputs.distanceValues',
    ),
    withOnly(
      {
        ...plain,
        kind: 'cachedAttention',
        keyValueHeads: 2,
        window: 5,
        clipping: clippingOf(30, true),
        scoreCap: 2,
      },
      'inputs.sinks',
      'inputs.distanceValues',
      'inputs.prefixes',
    ),
    ...turned.flatMap((shape) => [
      withOnly({ ...shape, kind: 'cacheWrite' }, 'inputs.rotation'),
      withOnly({ ...shape, kind: 'cachedAttention' }, 'inputs.rotation'),
    ]),
  ];
}
