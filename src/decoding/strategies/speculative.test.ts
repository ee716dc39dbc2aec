import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distributionAfter } from '../chain';
import { decodeColumns } from '../testing-columns';
import type { StrategyConfig } from '../types';
import { SpeculativeColumn, type SpeculativeConfig } from './speculative';
import { anySeed, chiSquareScore, idsOf, likelyScore, randomModel, someChain } from './testing';

type Model = ReturnType<typeof randomModel>;

const speculative = (change: Partial<SpeculativeConfig> = {}): SpeculativeConfig => ({
  kind: 'speculative',
  gamma: 3,
  ...someChain,
  ...change,
});

/** The probability of every text that the chain alone can write with the target. */
function exactTexts(
  model: Model,
  strategy: StrategyConfig,
  { promptIds, maxTokens, endOfText }: typeof small,
): Map<string, number> {
  const exact = new Map<string, number>();
  const extend = (ids: number[], probability: number) => {
    if (ids.length === maxTokens || ids.at(-1) === endOfText) {
      exact.set(ids.join(), probability);
      return;
    }
    const context = { promptIds, writtenIds: ids };
    const after = distributionAfter(model.after([...promptIds, ...ids]), strategy, context);
    after.forEach((one, id) => {
      if (one > 0) extend([...ids, id], probability * one);
    });
  };
  extend([], 1);
  return exact;
}

const small = { promptIds: [1, 2, 1, 3, 1], maxTokens: 3, endOfText: 0 };

/** Texts from consecutive seeds, counted. */
function countTexts(
  texts: number,
  { model, draft, strategy }: { model: Model; draft?: Model; strategy: SpeculativeConfig },
) {
  const counts = new Map<string, number>();
  const figures = { passes: 0, drafted: 0, accepted: 0, tokens: 0 };
  for (let seed = 0; seed < texts; seed++) {
    const column = new SpeculativeColumn(strategy, { ...small, model, draft, seed });
    while (!column.isDone) {
      column.advance(
        column.questions().map(({ model: asked, ids }) => ({
          logits: (asked === draft ? draft : model).after(ids),
          hidden: null,
        })),
      );
    }
    const { tokens, speculation } = column.report();
    const key = tokens.map(({ id }) => id).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
    figures.passes += speculation.passes;
    figures.drafted += speculation.drafted;
    figures.accepted += speculation.accepted;
    figures.tokens += tokens.length;
  }
  return { counts, figures };
}

describe('speculative decoding', () => {
  const target = randomModel(11, 4);

  it.each([
    {
      how: 'a draft model and a chain that looks back',
      texts: 50_000,
      draft: randomModel(12, 4),
      strategy: speculative(),
    },
    {
      how: 'a flat draft and no chain',
      texts: 20_000,
      draft: randomModel(13, 4, 0.1),
      strategy: speculative({ links: [], gamma: 2 }),
    },
    {
      how: 'guesses that are looked up in the text',
      texts: 20_000,
      draft: undefined,
      strategy: speculative({ links: [] }),
    },
  ])('has the target’s own distribution with $how', ({ texts, draft, strategy }) => {
    const { counts, figures } = countTexts(texts, { model: target, draft, strategy });
    const exact = exactTexts(target, strategy, small);
    for (const key of counts.keys()) expect(exact.has(key)).toBe(true);
    expect(chiSquareScore(counts, exact)).toBeLessThan(likelyScore);
    // It is no proof unless both happen often.
    expect(figures.accepted).toBeGreaterThan(texts / 5);
    expect(figures.drafted - figures.accepted).toBeGreaterThan(texts / 5);
    expect(figures.passes).toBeLessThan(figures.tokens);
  });

  it('is greedy exactly where the chain takes the best', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySeed,
        fc.integer({ min: 1, max: 8 }),
        fc.boolean(),
        async (seed, gamma, isLookedUp) => {
          const chain = { links: someChain.links, draw: 'greedy' as const };
          const [own, plain] = await decodeColumns({
            model: randomModel(seed, 6),
            draft: isLookedUp ? undefined : randomModel(seed + 1, 6),
            promptIds: [1, 2],
            seed,
            maxTokens: 20,
            endOfText: 0,
            columns: [speculative({ ...chain, gamma }), { kind: 'chain', ...chain }],
          });
          expect(idsOf(own)).toEqual(idsOf(plain));
          expect(own.statistics).toEqual(plain.statistics);
          expect(own.status).toEqual(plain.status);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('accepts everything from the target itself, γ + 1 tokens a pass', async () => {
    const model = randomModel(3, 6);
    const [{ tokens, speculation }] = await decodeColumns({
      model,
      draft: randomModel(3, 6),
      promptIds: [1],
      seed: 4,
      maxTokens: 20,
      endOfText: -1,
      columns: [speculative()],
    });
    expect(speculation).toEqual({ passes: 5, drafted: 15, accepted: 15 });
    expect(model.batches).toEqual([4, 4, 4, 4, 4]);
    expect(tokens.map(({ note }) => note?.kind === 'speculative' && note.outcome)).toEqual(
      Array.from({ length: 20 }, (_, place) => (place % 4 === 3 ? 'bonus' : 'accepted')),
    );
  });

  it('never writes more than it may, nor after the end of the text', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySeed,
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 5 }),
        async (seed, gamma, maxTokens, forcedIds) => {
          const [column] = await decodeColumns({
            model: randomModel(seed, 4),
            draft: seed % 2 === 0 ? randomModel(seed, 4, 1) : undefined,
            promptIds: [1, 2, 1],
            seed,
            maxTokens,
            endOfText: 0,
            forcedIds,
            columns: [speculative({ gamma })],
          });
          const ids = idsOf(column);
          const end = ids.indexOf(0);
          expect(ids.length).toBeLessThanOrEqual(maxTokens);
          expect(end === -1 ? ids.length : end + 1).toBe(end === -1 ? maxTokens : ids.length);
          expect(ids.slice(0, forcedIds.length)).toEqual(forcedIds.slice(0, ids.length));
        },
      ),
    );
  });
});
