import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../base/errors';
import { advanceColumns } from './compare';
import { firstDivergence } from './divergence';
import { logSoftmax } from '../base/distribution';
import { columnStatistics, distinct } from './statistics';
import { newColumn } from './strategies';
import type { Column } from './strategies/column';
import { decodeColumns } from './testing-columns';
import type { DecodingModel, DecodingUpdate, StrategyConfig } from './types';
import vectors from './vectors.fixture.json';

/** A model whose next token depends on the last one only. */
class TableModel implements DecodingModel {
  readonly batches: number[] = [];

  constructor(private readonly rows: readonly Float32Array[]) {}

  nextLogits(sequences: readonly (readonly number[])[]) {
    this.batches.push(sequences.length);
    return Promise.resolve(sequences.map((ids) => this.rows[ids[ids.length - 1]]));
  }
}

function decode(
  model: DecodingModel,
  promptIds: number[],
  columns: StrategyConfig[],
  options: { endOfText: number; maxTokens: number; seed?: number },
) {
  return decodeColumns({ model, promptIds, columns, seed: 1, ...options });
}

const idsOf = ({ tokens }: DecodingUpdate) => tokens.map(({ id }) => id);

describe('the recorded transition table', () => {
  const names = ['<s>', 'A', 'B', 'C', '</s>'];
  const transitions = new Map(Object.entries(vectors.beam.transitions));
  const rows = names.map((from) => {
    const row = new Map(Object.entries(transitions.get(from) ?? {}));
    return Float32Array.from(names, (to) => Math.log(row.get(to) ?? 0));
  });
  const options = { endOfText: 4, maxTokens: vectors.beam.max_new_tokens };

  it('greedy loops', async () => {
    const [column] = await decode(new TableModel(rows), [0], [{ kind: 'greedy' }], options);
    expect(idsOf(column).map((id) => names[id])).toEqual(vectors.beam.greedy.tokens);
    expect(column.statistics.logProbability).toBeCloseTo(vectors.beam.greedy.logprob, 5);
    expect(column.status).toBe('length');
  });

  it.each(Object.entries(vectors.beam.beam))('beam search %s', async (name, expected) => {
    const [, beams, lengthPenalty] = /^nb(\d+)_lp([\d.]+)$/.exec(name) ?? [];
    const strategy: StrategyConfig = {
      kind: 'beam',
      beams: Number(beams),
      lengthPenalty: Number(lengthPenalty),
    };
    const [column] = await decode(new TableModel(rows), [0], [strategy], options);
    const found = (column.beams ?? []).map(({ ids, logProbability, score }) => ({
      tokens: ids.map((id) => names[id]),
      logprob: logProbability,
      score,
    }));
    expect(found.map(({ tokens }) => tokens)).toEqual(expected.map(({ tokens }) => tokens));
    expected.forEach(({ logprob, score }, index) => {
      expect(found[index].logprob).toBeCloseTo(logprob, 5);
      expect(found[index].score).toBeCloseTo(score, 5);
    });
    expect(idsOf(column).map((id) => names[id])).toEqual(expected[0].tokens);
  });
});

const tables = fc.integer({ min: 2, max: 4 }).chain((size) =>
  fc.array(
    fc
      .array(fc.integer({ min: -400, max: 400 }), { minLength: size, maxLength: size })
      .map((row) => Float32Array.from(row, (value) => value / 100)),
    { minLength: size, maxLength: size },
  ),
);

/** All texts of at most `maxTokens` that end with id 0 or at the limit. */
function* everyText(rows: readonly Float32Array[], maxTokens: number, last: number) {
  const stack: { ids: number[]; logProbability: number; last: number }[] = [
    { ids: [], logProbability: 0, last },
  ];
  for (let text = stack.pop(); text; text = stack.pop()) {
    const { ids, logProbability } = text;
    if (ids.length === maxTokens || ids.at(-1) === 0) yield { ids, logProbability };
    else {
      for (const [id, logp] of logSoftmax(rows[text.last]).entries()) {
        stack.push({ ids: [...ids, id], logProbability: logProbability + logp, last: id });
      }
    }
  }
}

describe('beam search', () => {
  it('finds the most probable text when it is wide enough (brute force)', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (rows) => {
        const beams = rows.length ** 3;
        const strategy: StrategyConfig = { kind: 'beam', beams, lengthPenalty: 0 };
        const options = { endOfText: 0, maxTokens: 3 };
        const [column] = await decode(new TableModel(rows), [1], [strategy], options);
        const best = Math.max(
          ...[...everyText(rows, 3, 1)].map(({ logProbability }) => logProbability),
        );
        expect(column.statistics.logProbability).toBeCloseTo(best, 6);
      }),
      { numRuns: 60 },
    );
  });

  it('of width 1 is greedy', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (rows) => {
        const columns: StrategyConfig[] = [
          { kind: 'greedy' },
          { kind: 'beam', beams: 1, lengthPenalty: 1 },
        ];
        const [greedy, beam] = await decode(new TableModel(rows), [1], columns, {
          endOfText: 0,
          maxTokens: 5,
        });
        expect(idsOf(beam)).toEqual(idsOf(greedy));
      }),
    );
  });
});

describe('columns side by side', () => {
  const rows = [0, 1, 2].map((from) => Float32Array.from([from, 1, -from]));

  it('compute equal prefixes once', async () => {
    const model = new TableModel(rows);
    const columns: StrategyConfig[] = [
      { kind: 'greedy' },
      { kind: 'greedy' },
      { kind: 'top-k', k: 1, temperature: 1 },
    ];
    await decode(model, [1], columns, { endOfText: 99, maxTokens: 4 });
    expect(model.batches).toEqual([1, 1, 1, 1]);
  });

  it('repeat with the same seed, and draw with the same random numbers', async () => {
    const columns: StrategyConfig[] = [
      { kind: 'top-p', p: 1, temperature: 1 },
      { kind: 'top-k', k: 3, temperature: 1 },
    ];
    const options = { endOfText: 99, maxTokens: 20 };
    const first = await decode(new TableModel(rows), [1], columns, options);
    const again = await decode(new TableModel(rows), [1], columns, options);
    const other = await decode(new TableModel(rows), [1], columns, { ...options, seed: 2 });
    expect(first.map(idsOf)).toEqual(again.map(idsOf));
    // Nothing is cut from three tokens, so both strategies draw alike.
    expect(idsOf(first[0])).toEqual(idsOf(first[1]));
    expect(first.map(idsOf)).not.toEqual(other.map(idsOf));
  });

  it('end at the end of the text', async () => {
    const ending = [Float32Array.of(9, 0), Float32Array.of(9, 0)];
    const [column] = await decode(new TableModel(ending), [1], [{ kind: 'greedy' }], {
      endOfText: 0,
      maxTokens: 5,
    });
    expect(idsOf(column)).toEqual([0]);
    expect(column.status).toBe('end-of-text');
  });

  it('begin with the ids that are forced, and go on from them', async () => {
    const model = new TableModel(rows);
    const [free] = await decode(model, [1], [{ kind: 'greedy' }], { endOfText: 99, maxTokens: 6 });
    const forcedIds = [2, 0];
    const options = { model, promptIds: [1], seed: 1, maxTokens: 6, endOfText: 99, forcedIds };
    const [forced] = await decodeColumns({ ...options, columns: [{ kind: 'greedy' }] });
    expect(idsOf(forced).slice(0, 2)).toEqual(forcedIds);
    const [from] = await decode(model, [0], [{ kind: 'greedy' }], { endOfText: 99, maxTokens: 4 });
    expect(idsOf(forced).slice(2)).toEqual(idsOf(from));
    expect(forced.tokens[0].logits).toEqual(free.tokens[0].logits);
  });

  it('write by models of their own, each asked once per step', async () => {
    const [first, second] = [new TableModel(rows), new TableModel([...rows].reverse())];
    const options = { promptIds: [1], seed: 1, maxTokens: 5, endOfText: 99 };
    const columns = [first, second, first].map((model) =>
      newColumn({ kind: 'greedy' }, { ...options, model }),
    );
    await advanceColumns(columns, {});
    expect(first.batches).toEqual([1, 1, 1, 1, 1]);
    expect(second.batches).toEqual([1, 1, 1, 1, 1]);
    const idsFrom = (column: Column) => column.report().tokens.map(({ id }) => id);
    const [alone] = await decode(second, [1], [{ kind: 'greedy' }], options);
    expect(idsFrom(columns[1])).toEqual(idsOf(alone));
    expect(idsFrom(columns[2])).toEqual(idsFrom(columns[0]));
  });

  it('stop when cancelled', async () => {
    const abort = new AbortController();
    const running = decodeColumns({
      model: new TableModel(rows),
      promptIds: [1],
      columns: [{ kind: 'greedy' }],
      ...{ seed: 1, maxTokens: 50, endOfText: 99 },
      signal: abort.signal,
      onUpdate: () => abort.abort(),
    });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('statistics', () => {
  it('count different n-grams', () => {
    expect(distinct([1, 1, 2], 1)).toBeCloseTo(2 / 3);
    expect(distinct([1, 2, 1, 2], 2)).toBeCloseTo(2 / 3);
    expect(distinct([1], 2)).toBe(1);
  });

  it('sum log-probabilities', () => {
    const token = (probability: number) => ({
      id: 0,
      probability,
      rank: 0,
      logits: new Float32Array(),
    });
    const { logProbability, perplexity } = columnStatistics([token(0.5), token(0.125)]);
    expect(logProbability).toBeCloseTo(Math.log(1 / 16));
    expect(perplexity).toBeCloseTo(4);
  });

  it('find where columns part', () => {
    expect(firstDivergence([[1, 2, 3], [1, 2], [1, 3, 3], []])).toEqual([null, null, 1, null]);
  });
});

describe('a column that cannot go on', () => {
  const model: DecodingModel = {
    contextLength: 8,
    nextLogits: (all) => Promise.resolve(all.map(() => new Float32Array(2))),
  };
  const columnOf = (failsAt: number): Column & { steps: number } => ({
    steps: 0,
    get isDone() {
      return this.steps === 3;
    },
    questions: () => [{ model, ids: [0] }],
    advance() {
      if (this.steps === failsAt) throw new LabError('constraint.large');
      this.steps += 1;
    },
    report: () => ({ tokens: [], status: 'running', statistics: columnStatistics([]) }),
  });

  it('ends alone, and the others are written', async () => {
    const columns = [columnOf(Infinity), columnOf(1), columnOf(Infinity)];
    const failures: [number, string][] = [];
    await advanceColumns(columns, {
      onFailure: (column, { code }) => failures.push([column, code]),
    });
    expect(failures).toEqual([[1, 'constraint.large']]);
    expect(columns.map(({ steps }) => steps)).toEqual([3, 1, 3]);
  });

  it('is an error where nobody is told', async () => {
    await expect(advanceColumns([columnOf(0)], {})).rejects.toMatchObject({
      code: 'constraint.large',
    });
  });
});
