import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../outcome';
import { requireSpec, type SpecInput } from '../spec';
import { moved, openItems, queueItemSchema, type QueueItem } from './queue-item';
import { runLines, sortRows, spreadOf, tableRows } from './table';

const started = {
  backend: 'wasm',
  precision: 'float32',
  parameters: 1000,
  vocabularySize: 257,
  trainTokens: 100,
  validationTokens: 10,
  uniformLoss: Math.log(257),
  charactersPerToken: 1,
  bytesPerToken: 2,
  flopsPerStep: 5000,
} as const;

function outcome(spec: ReturnType<typeof requireSpec>, losses: readonly number[], final: number) {
  return outcomeOf(spec, started, [
    ...losses.map((trainLoss, index) => ({
      type: 'step' as const,
      step: index + 1,
      trainLoss,
      learningRate: 0,
      gradientNorm: 1,
      tokensPerSecond: 512,
    })),
    { type: 'evaluation', step: losses.length, validationLoss: final },
  ]);
}

let count = 0;
function item(input: SpecInput, final: number | null, change: Partial<QueueItem> = {}): QueueItem {
  const spec = requireSpec(input);
  count += 1;
  return {
    id: `item ${count}`,
    sweep: 'sweep',
    title: 'title',
    position: count,
    name: `run ${count}`,
    spec,
    paths: ['training.batchSize'],
    role: 'sweep',
    rule: null,
    status: final === null ? 'waiting' : 'finished',
    runId: final === null ? null : `run-${count}`,
    outcome: final === null ? null : outcome(spec, [4, 2], final),
    error: null,
    isPinned: false,
    ...change,
  };
}

const batch = (batchSize: number, seed: number): SpecInput => ({
  seed,
  model: { contextLength: 32 },
  training: { batchSize },
});

describe('what a run came to', () => {
  it('is counted from its history', () => {
    const spec = requireSpec(batch(16, 1));
    expect(outcome(spec, [4, 2], 1.5)).toEqual({
      steps: 2,
      trainLoss: 3,
      validationLoss: 1.5,
      bitsPerByte: 1.5 / Math.LN2 / 2,
      parameters: 1000,
      tokens: 1024,
      flops: 10_000,
      seconds: 2,
      tokensPerSecond: 512,
      vocabularySize: 257,
      backend: 'wasm',
    });
    const long = outcome(spec, [...Array<number>(30).fill(9), ...Array<number>(20).fill(1)], 1);
    expect(long.trainLoss).toBe(1);
    const none = outcomeOf(spec, { ...started, bytesPerToken: 0 }, []);
    expect(none).toMatchObject({ trainLoss: null, validationLoss: null, bitsPerByte: null });
    expect(none.tokensPerSecond).toBeNull();
  });
});

describe('the table', () => {
  const runs = [
    item(batch(8, 1), 3),
    item(batch(8, 2), 5),
    item(batch(16, 1), 2),
    item(batch(16, 2), null),
    item(batch(32, 1), null),
    item(batch(64, 1), 9, { isPinned: true }),
  ];
  const paths = ['training.batchSize'];

  it('folds repeated seeds to their mean and sample standard deviation', () => {
    const rows = tableRows(runs, paths, true);
    expect(rows.map(({ values, measures }) => [values[0], measures.validationLoss])).toEqual([
      [8, { mean: 4, deviation: Math.SQRT2, runs: 2 }],
      [16, { mean: 2, deviation: null, runs: 1 }],
      [32, null],
      [64, { mean: 9, deviation: null, runs: 1 }],
    ]);
    expect(tableRows(runs, paths, false)).toHaveLength(runs.length);
  });

  it('the spread is that of the definition', () => {
    const numbers = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2 });
    fc.assert(
      fc.property(numbers, (list) => {
        const spread = spreadOf(list);
        // Pairs: the variance is half the mean squared difference of two different ones.
        let sum = 0;
        for (const one of list) for (const other of list) sum += (one - other) ** 2;
        const variance = sum / (2 * list.length * (list.length - 1));
        expect(spread?.deviation).toBeCloseTo(Math.sqrt(variance), 6);
      }),
    );
  });

  it('sorts by any column: baselines first, what is unknown last', () => {
    const rows = tableRows(runs, paths, true);
    const by = (column: Parameters<typeof sortRows>[2], direction: 'ascending' | 'descending') =>
      sortRows(rows, paths, column, direction).map(({ values }) => values[0]);
    expect(by({ measure: 'validationLoss' }, 'ascending')).toEqual([64, 16, 8, 32]);
    expect(by({ measure: 'validationLoss' }, 'descending')).toEqual([64, 8, 16, 32]);
    expect(by({ path: 'training.batchSize' }, 'descending')).toEqual([64, 32, 16, 8]);
  });

  it('is a line for each run in a file', () => {
    const { header, rows } = runLines(runs, paths);
    expect(header.slice(0, 5)).toEqual([
      'name',
      'training.batchSize',
      'seed',
      'status',
      'trainLoss',
    ]);
    expect(rows[0].slice(1, 6)).toEqual([8, 1, 'finished', 3, 3]);
    expect(rows[3].slice(1, 6)).toEqual([16, 2, 'waiting', '', '']);
    for (const row of rows) expect(row).toHaveLength(header.length);
  });
});

describe('the queue', () => {
  it('does first what has begun, then what waits, in its order', () => {
    const items = [
      item({}, null, { id: 'b', position: 2 }),
      item({}, null, { id: 'a', position: 1 }),
      item({}, 1),
      item({}, null, { id: 'begun', position: 9, status: 'running' }),
    ];
    expect(openItems(items).map(({ id }) => id)).toEqual(['begun', 'a', 'b']);
    expect(moved(items, 'b', -1)).toEqual([
      ['b', 1],
      ['a', 2],
    ]);
    expect(moved(items, 'a', -1)).toEqual([]);
    expect(moved(items, 'begun', 1)).toEqual([]);
  });

  it('is read again as it was written, and not if its spec cannot be', () => {
    const one = item(batch(8, 3), 2);
    expect(queueItemSchema.parse(structuredClone(one))).toEqual(one);
    const broken = { ...one, spec: { model: { layers: 0 } } };
    expect(queueItemSchema.safeParse(broken).success).toBe(false);
  });
});
