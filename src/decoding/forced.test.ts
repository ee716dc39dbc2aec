/**
 * @file Texts that begin with forced ids: what stands is what was asked for, and what follows is what the
 * strategy writes in that place anyway.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logSoftmax } from '../base/distribution';
import { decodeColumns } from './testing-columns';
import type { DecodingModel, DecodingUpdate, StrategyConfig } from './types';

const size = 5;
const endOfText = 0;

/** Logits that depend on the two last ids. */
class PairModel implements DecodingModel {
  constructor(private readonly logits: readonly number[]) {}

  row(ids: readonly number[]): Float32Array {
    const at = ((ids.at(-2) ?? 0) * size + (ids.at(-1) ?? 0)) * size;
    return Float32Array.from(this.logits.slice(at, at + size), (value) => value / 100);
  }

  nextLogits(sequences: readonly (readonly number[])[]) {
    return Promise.resolve(sequences.map((ids) => this.row(ids)));
  }
}

const models = fc
  .array(fc.integer({ min: -400, max: 400 }), { minLength: size ** 3, maxLength: size ** 3 })
  .map((logits) => new PairModel(logits));

const sampled: StrategyConfig[] = [
  { kind: 'greedy' },
  { kind: 'top-k', k: 3, temperature: 1.2 },
  { kind: 'top-p', p: 0.9, temperature: 0.9 },
  {
    kind: 'chain',
    links: [{ name: 'repetition-penalty', settings: { theta: 1.5 } }],
    draw: 'sample',
  },
  { kind: 'mirostat', tau: 2, eta: 0.3 },
  { kind: 'guidance', scale: 2, negativePrompt: '', links: [], draw: 'sample' },
];
const beam: StrategyConfig = { kind: 'beam', beams: 3, lengthPenalty: 0.7 };
const options = { promptIds: [2, 1], endOfText, maxTokens: 8 };

const idsOf = ({ tokens }: DecodingUpdate) => tokens.map(({ id }) => id);

describe('forced ids', () => {
  it('that were drawn anyway change nothing', async () => {
    const property = fc.asyncProperty(
      models,
      fc.constantFrom(...sampled),
      fc.nat(1000),
      fc.nat(8),
      async (model, strategy, seed, length) => {
        const all = { ...options, model, columns: [strategy], seed };
        const [free] = await decodeColumns(all);
        const forcedIds = idsOf(free).slice(0, length);
        expect(await decodeColumns({ ...all, forcedIds })).toEqual([free]);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it('stand first, are told with their true probability, and leave the rest to the strategy', async () => {
    const property = fc.asyncProperty(
      models,
      fc.constantFrom(...sampled, beam),
      fc.array(fc.integer({ min: 1, max: size - 1 }), { maxLength: 7 }),
      async (model, strategy, forcedIds) => {
        const all = { ...options, model, columns: [strategy], seed: 3, forcedIds };
        const [column] = await decodeColumns(all);
        const ids = idsOf(column);
        expect(ids.slice(0, forcedIds.length)).toEqual(forcedIds);
        expect(ids.length === options.maxTokens || ids.at(-1) === endOfText).toBe(true);
        column.tokens.forEach(({ id, probability }, at) => {
          const before = [...options.promptIds, ...ids.slice(0, at)];
          expect(Math.log(probability)).toBeCloseTo(logSoftmax(model.row(before))[id], 6);
        });
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it('differ from another text by one token alone: what follows has the same random numbers', async () => {
    // Each row of this model is the same, so only the random numbers of a place matter.
    const row = [-3, 1, 0.5, 0, 0.2].map((logit) => logit * 100);
    const model = new PairModel(Array.from({ length: size ** 2 }, () => row).flat());
    const columns: StrategyConfig[] = [{ kind: 'top-p', p: 1, temperature: 1 }];
    const all = { ...options, model, columns, seed: 5 };
    const [free] = await decodeColumns(all);
    const ids = idsOf(free);
    const other = ids[2] === 4 ? 3 : 4;
    const [forked] = await decodeColumns({ ...all, forcedIds: [...ids.slice(0, 2), other] });
    expect(idsOf(forked)).toEqual([...ids.slice(0, 2), other, ...ids.slice(3)]);
  });

  it.each([...sampled, beam])('end a text where they end it: $kind', async (strategy) => {
    const model = new PairModel(Array.from({ length: size ** 3 }, () => 0));
    const all = { ...options, model, columns: [strategy], seed: 1 };
    const [ended] = await decodeColumns({ ...all, forcedIds: [3, endOfText, 4] });
    expect([idsOf(ended), ended.status]).toEqual([[3, endOfText], 'end-of-text']);
    const [full] = await decodeColumns({ ...all, forcedIds: [1, 2, 3, 4, 1, 2, 3, 4, 1, 2] });
    expect([idsOf(full), full.status]).toEqual([[1, 2, 3, 4, 1, 2, 3, 4], 'length']);
  });
});

describe('beam search with forced ids', () => {
  it('finds the best of all texts that begin with them when it is wide enough', async () => {
    const property = fc.asyncProperty(
      models,
      fc.array(fc.integer({ min: 1, max: size - 1 }), { minLength: 1, maxLength: 2 }),
      async (model, forcedIds) => {
        const maxTokens = forcedIds.length + 2;
        const strategy: StrategyConfig = { kind: 'beam', beams: 16, lengthPenalty: 0 };
        const all = { ...options, maxTokens, model, columns: [strategy], seed: 1, forcedIds };
        const [column] = await decodeColumns(all);
        const logProbability = (ids: readonly number[]) =>
          ids.reduce((sum, id, at) => {
            const before = [...options.promptIds, ...ids.slice(0, at)];
            return sum + logSoftmax(model.row(before))[id];
          }, 0);
        const every = Array.from({ length: size }, (_, first) =>
          first === endOfText
            ? [[...forcedIds, first]]
            : Array.from({ length: size }, (_, second) => [...forcedIds, first, second]),
        ).flat();
        const best = Math.max(...every.map(logProbability));
        expect(column.statistics.logProbability).toBeCloseTo(best, 5);
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });
});
