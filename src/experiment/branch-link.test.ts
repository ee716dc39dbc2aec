/**
 * @file Branches through a link: what comes out is what went in, the texts are written with the same ids
 * again, and what is no branch is refused.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomLink } from '../decoding/processors/testing';
import { decodeColumns } from '../decoding/testing-columns';
import type { StrategyConfig } from '../decoding/types';
import {
  continuedBy,
  familyOrder,
  forkedAt,
  longestName,
  mostBranches,
  rewoundTo,
  trunkOf,
  type Branch,
  type BranchText,
} from './branch';
import { branchesFromLink, branchesToLink } from './branch-link';
import { toCode } from './link-code';

const manyCharacters = 20_000;

const models = fc.constantFrom<StrategyConfig['model'][]>(
  undefined,
  { kind: 'shipped', name: 'chinese' },
  { kind: 'run', runId: 'mine', step: 20 },
);
const strategies: fc.Arbitrary<StrategyConfig> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom<StrategyConfig[]>(
        { kind: 'greedy' },
        { kind: 'top-k', k: 20, temperature: 0.8 },
        { kind: 'mirostat', tau: 3, eta: 0.1 },
      ),
      fc
        .array(randomLink, { maxLength: 3 })
        .map((links): StrategyConfig => ({ kind: 'chain', links, draw: 'sample' })),
    ),
    models,
  )
  .map(([strategy, model]) => (model ? { ...strategy, model } : strategy));

const texts: fc.Arbitrary<BranchText> = fc.record({
  prompt: fc.string({ unit: 'grapheme', maxLength: 20 }),
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  maxTokens: fc.integer({ min: 1, max: 1024 }),
  stop: fc.array(fc.string({ minLength: 1, maxLength: 5 }), { maxLength: 2 }),
  strategy: strategies,
  // Few different ids, so that beginnings are often the same.
  forcedIds: fc.array(fc.oneof(fc.constantFrom(1, 2), fc.nat(2 ** 20)), { maxLength: 12 }),
  given: fc.nat(12),
  isChosen: fc.boolean(),
});

/** Branches as they were made, each of a branch before it or a trunk. */
const families: fc.Arbitrary<Branch[]> = fc
  .array(
    fc.record({
      text: texts,
      above: fc.option(fc.nat(), { nil: null }),
      name: fc.string({ unit: 'grapheme', maxLength: 20 }),
    }),
    { maxLength: 12 },
  )
  .map((made) =>
    made.map(({ text, above, name }, at) => ({
      ...text,
      id: `b${at}`,
      parent: above === null || at === 0 ? null : `b${above % at}`,
      number: at + 1,
      name: name.slice(0, longestName),
      createdAt: at,
    })),
  );

/** What a link says of branches that stand in this order. */
function linked(branches: readonly Branch[]) {
  const rows = new Map(branches.map(({ id }, row) => [id, row]));
  return branches.map(({ id: _id, createdAt: _createdAt, parent, ...rest }) => ({
    ...rest,
    parent: parent === null ? null : rows.get(parent),
  }));
}

const inOrder = (branches: readonly Branch[]) => familyOrder(branches).map(({ branch }) => branch);

describe('branches as a link', () => {
  it('come back as they were', () => {
    expect(branchesToLink([], manyCharacters)).toEqual({ link: '', leftOut: 0 });
    expect(branchesFromLink('')).toEqual([]);
    fc.assert(
      fc.property(families, (kept) => {
        const { link, leftOut } = branchesToLink(kept, manyCharacters);
        expect(leftOut).toBe(0);
        expect(branchesFromLink(link)).toEqual(linked(inOrder(kept)));
      }),
      { numRuns: 60 },
    );
  });

  it('give way to the newest where there is little room, and never lose what those came from', () => {
    fc.assert(
      fc.property(families, fc.nat(900), (kept, room) => {
        const { link, leftOut } = branchesToLink(kept, room);
        expect(link.length).toBeLessThanOrEqual(room);
        const back = branchesFromLink(link);
        const carried = new Set(back.map(({ number }) => number));
        expect(leftOut).toBe(kept.length - carried.size);
        const isCarried = inOrder(kept).filter(({ number }) => carried.has(number));
        expect(back).toEqual(linked(isCarried));
        // The newest is there if it has room with its ancestors alone.
        const newest = kept.at(-1);
        if (newest && !carried.has(newest.number)) {
          const byId = new Map(kept.map((branch) => [branch.id, branch]));
          const lineage = [newest];
          for (let one = lineage[0]; one.parent !== null;) {
            const above = byId.get(one.parent);
            if (!above) break;
            lineage.unshift(above);
            one = above;
          }
          expect(branchesToLink(lineage, manyCharacters).link.length).toBeGreaterThan(room);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are short: what two have in common stands there once', () => {
    const forcedIds = Array.from({ length: 200 }, (_, at) => 1000 + at);
    const trunk = trunkOf({ prompt: 'x'.repeat(300) }, { kind: 'greedy' });
    const kept = Array.from({ length: mostBranches }, (_, at): Branch => {
      const text = at === 0 ? trunk : forkedAt(trunk, forcedIds, 200, at);
      const parent = at === 0 ? null : 'b0';
      return { ...text, id: `b${at}`, parent, number: Math.max(1, at), name: '', createdAt: at };
    });
    const { link, leftOut } = branchesToLink(kept, 5000);
    expect(leftOut).toBe(0);
    expect(branchesFromLink(link)).toEqual(linked(kept));
  });

  it('are left out when what they came from is lost', () => {
    const kept: Branch[] = ['lost', null, 'b0'].map((parent, at) => ({
      ...trunkOf({}, { kind: 'greedy' }),
      id: `b${at}`,
      parent,
      number: at + 1,
      name: '',
      createdAt: at,
    }));
    const { link, leftOut } = branchesToLink(kept, manyCharacters);
    expect(leftOut).toBe(2);
    expect(branchesFromLink(link)).toEqual(linked([kept[1]]));
  });

  it('are refused with the place when they are none', () => {
    const codeOf = (value: unknown, version = 1) => {
      try {
        return branchesFromLink(toCode(version, value));
      } catch (error) {
        return error;
      }
    };
    expect(codeOf([], 2)).toMatchObject({ code: 'branches.newer' });
    for (const bad of [
      { a: 1 },
      [{ more: 1 }],
      [{ parent: 0 }],
      [{}, { parent: 2 }],
      [{ shared: 1 }],
      [{ ids: [-1] }],
      [{ ids: [2 ** 20 + 1] }],
      [{ ids: Array.from({ length: 1025 }, () => 1) }],
      [{ ids: Array.from({ length: 1024 }, () => 1) }, { shared: 1024, ids: [1] }],
      [{ name: 'x'.repeat(longestName + 1) }],
      [{ strategy: { kind: 'none' } }],
      [{ prompt: 'x'.repeat(4001) }],
      Array.from({ length: mostBranches + 1 }, () => ({})),
    ]) {
      expect(codeOf(bad)).toMatchObject({ code: 'branches.invalid' });
    }
    expect(String(codeOf([{}, { seed: -1 }]))).toContain('1.seed');
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.base64String()), (text) => {
        for (const link of [`?${text}`, `1.${text}?`]) {
          expect(() => branchesFromLink(link)).toThrow('cannot be read');
        }
      }),
    );
  });
});

describe('branches of a link', () => {
  const size = 6;
  /** Logits that depend on the two last ids. */
  const model = {
    contextLength: 32,
    nextLogits: (sequences: readonly (readonly number[])[]) =>
      Promise.resolve(
        sequences.map((ids) =>
          Float32Array.from({ length: size }, (_, id) =>
            // Never the end of the text.
            id === 0 ? -100 : Math.sin(31 * (ids.at(-1) ?? 0) + 7 * (ids.at(-2) ?? 0) + 13 * id),
          ),
        ),
      ),
  };
  const write = async ({ strategy, forcedIds, seed, maxTokens }: Omit<BranchText, 'given'>) => {
    const [{ tokens }] = await decodeColumns({
      model,
      promptIds: [2, 1],
      endOfText: 0,
      columns: [strategy],
      forcedIds,
      seed,
      maxTokens,
    });
    return tokens.map(({ id }) => id);
  };

  it('are written with the same ids', async () => {
    const kept: Branch[] = [];
    const enter = (text: BranchText, parent: string | null) => {
      const at = kept.length;
      const branch = { ...text, id: `b${at}`, parent, number: at + 1, name: '', createdAt: at };
      kept.push(branch);
      return branch;
    };
    const topP: StrategyConfig = { kind: 'top-p', p: 0.95, temperature: 1.2 };
    const trunk = enter(trunkOf({ prompt: 'ab', seed: 9, maxTokens: 8 }, topP), null);
    const first = await write(trunk);
    const fork = enter(forkedAt(trunk, first, 3, first[3] === 1 ? 2 : 1), trunk.id);
    const stub = enter(rewoundTo(fork, await write(fork), 5), fork.id);
    const beam: StrategyConfig = { kind: 'beam', beams: 3, lengthPenalty: 1 };
    const more = { tokens: 4, strategy: beam, seed: 5 };
    enter(continuedBy(stub, await write(stub), more), stub.id);
    enter(continuedBy(trunk, first, { ...more, strategy: topP }), trunk.id);

    const { link } = branchesToLink(kept, manyCharacters);
    const back = branchesFromLink(link);
    expect(back).toHaveLength(kept.length);
    const ids = await Promise.all(inOrder(kept).map(write));
    expect(await Promise.all(back.map(write))).toEqual(ids);
    expect(ids.map(({ length }) => length)).toEqual([8, 8, 6, 10, 12]);
  });
});
