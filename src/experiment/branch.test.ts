import { describe, expect, it } from 'vitest';
import { MemoryRecords } from '../storage/records';
import {
  branchSchema,
  continuedBy,
  continuesItself,
  descendants,
  familyOrder,
  forkedAt,
  isSameText,
  longestText,
  rewoundTo,
  trunkOf,
  type Branch,
} from './branch';
import { BranchStore } from './branch-store';

const config = { prompt: 'One day', seed: 7, maxTokens: 6 };
const strategy = {
  kind: 'top-k' as const,
  k: 5,
  temperature: 0.8,
  model: { kind: 'shipped' as const, name: 'english' as const },
};
const trunk = trunkOf(config, strategy);
const ids = [10, 11, 12, 13, 14, 15];

function entered(id: string, parent: string | null, text = trunk): Branch {
  return { ...text, id, parent, number: 1, name: '', createdAt: Number(id) };
}

describe('a branch', () => {
  it('puts another token in the place of one', () => {
    const fork = forkedAt(trunk, ids, 2, 99);
    expect(fork).toEqual({ ...trunk, forcedIds: [10, 11, 99], given: 2, isChosen: true });
    const afterLast = forkedAt(trunk, ids, 6, 99);
    expect(afterLast).toMatchObject({ maxTokens: 7, forcedIds: [...ids, 99] });
  });

  it('stops where it is rewound to', () => {
    const stub = rewoundTo(trunk, ids, 1);
    expect(stub).toMatchObject({ maxTokens: 2, forcedIds: [10, 11], given: 2, isChosen: false });
  });

  it('goes on itself with its own strategy, and is another with another', () => {
    const fork = entered('2', '1', forkedAt(trunk, ids, 2, 99));
    const written = [10, 11, 99, 20, 21, 22];
    const own = { tokens: 4, strategy: { ...strategy }, seed: 7 };
    expect(continuesItself(fork, written, own)).toBe(true);
    expect(continuedBy(fork, written, own)).toEqual({
      ...forkedAt(trunk, ids, 2, 99),
      maxTokens: 10,
      forcedIds: written,
    });
    for (const other of [
      { ...own, seed: 8 },
      { ...own, strategy: { ...strategy, k: 6 } },
    ]) {
      expect(continuesItself(fork, written, other)).toBe(false);
      expect(continuedBy(fork, written, other)).toMatchObject({ given: 6, isChosen: false });
    }
  });

  it('that wrote nothing itself takes any strategy; a trunk stays what it is', () => {
    const stub = entered('2', '1', rewoundTo(trunk, ids, 1));
    const greedy = { tokens: 2000, strategy: { kind: 'greedy' as const }, seed: 7 };
    expect(continuesItself(stub, [10, 11], greedy)).toBe(true);
    expect(continuedBy(stub, [10, 11], greedy)).toMatchObject({
      given: 2,
      maxTokens: longestText,
      strategy: { kind: 'greedy' },
    });
    expect(continuesItself(entered('1', null), ids, { strategy, seed: 7 })).toBe(false);
  });

  it('is known again whatever the order of its fields', () => {
    const { kind, k, temperature, model } = strategy;
    expect(isSameText(trunk, trunkOf(config, { temperature, model, k, kind }))).toBe(true);
    expect(isSameText(trunk, trunkOf({ ...config, seed: 8 }, strategy))).toBe(false);
  });
});

describe('a family', () => {
  const kept = [
    entered('1', null),
    entered('2', '1'),
    entered('3', null),
    entered('4', '2'),
    entered('5', '1'),
    entered('6', 'lost'),
  ];

  it('stands below its trunk', () => {
    const order = familyOrder(kept).map(({ branch, depth }) => [branch.id, depth]);
    expect(order).toEqual([
      ['1', 0],
      ['2', 1],
      ['4', 2],
      ['5', 1],
      ['3', 0],
      ['6', 0],
    ]);
  });

  it('goes with the branch that it comes from', () => {
    expect(descendants(kept, '2').map(({ id }) => id)).toEqual(['2', '4']);
    expect(descendants(kept.toReversed(), '1').map(({ id }) => id)).toEqual(['5', '4', '2', '1']);
  });
});

describe('the store', () => {
  it('keeps branches in the order in which they were made, and leaves out what is none', async () => {
    const records = new MemoryRecords();
    const store = new BranchStore(records);
    const second = entered('2', '1', forkedAt(trunk, ids, 2, 99));
    await store.save(second);
    await store.save(entered('1', null));
    await store.save({ ...second, name: 'with a dog' });
    await records.change('branches/3', () => ({ ...second, id: '3', seed: -1 }));
    await records.change('branches/4', () => second);
    await records.change('branches/5', () => 'nothing');
    const list = await store.list();
    expect(list).toEqual([entered('1', null), { ...second, name: 'with a dog' }]);
    await store.delete('1');
    expect(await store.list()).toHaveLength(1);
  });

  it('refuses what is out of bounds', () => {
    const good = entered('1', null);
    expect(branchSchema.safeParse(good).success).toBe(true);
    for (const bad of [
      { forcedIds: Array.from({ length: 1025 }, () => 1) },
      { forcedIds: [-1] },
      { name: 'x'.repeat(101) },
      { strategy: { kind: 'none' } },
      { more: 1 },
    ]) {
      expect(branchSchema.safeParse({ ...good, ...bad }).success).toBe(false);
    }
  });
});
