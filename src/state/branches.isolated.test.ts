/**
 * @file The branches of the page, with a worker that writes each forced id and then its place.
 */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { create } from 'zustand';
import type { StrategyConfig } from '../decoding/types';
import { mostBranches, type Branch } from '../experiment/branch';
import { branchesFromLink, branchesToLink } from '../experiment/branch-link';
import { BranchStore, openBranchStore } from '../experiment/branch-store';
import type {
  DecodingRequest,
  LabelledChange,
  LabelledUpdate,
} from '../experiment/decoding-stream';
import type { ModelInfo } from '../experiment/model-info';
import { defaultSpec, modelConfig } from '../experiment/spec';
import type { ModelSource } from '../models/model-source';
import { MemoryRecords } from '../storage/records';
import { newBranches } from './branches';
import type { BranchesSlice, LabState } from './types';

const worker = vi.hoisted(() => ({
  describe: vi.fn<(source: ModelSource) => Promise<ModelInfo>>(),
  decode:
    vi.fn<
      (
        source: ModelSource,
        request: DecodingRequest,
        onChange: (change: LabelledChange) => void,
      ) => Promise<void>
    >(),
  cancelDecoding: vi.fn<(purpose: string) => Promise<void>>(),
}));
vi.mock('./clients', () => ({ computeWorker: () => worker }));
vi.mock(import('../experiment/branch-store'), async (original) => ({
  ...(await original()),
  openBranchStore: vi.fn<typeof openBranchStore>(),
}));

const source: ModelSource = { kind: 'shipped', name: 'english' };
const model: ModelInfo = {
  source,
  name: 'English',
  config: modelConfig(defaultSpec, 100),
  parameters: 1,
  objective: 'next-token',
  step: 1,
  validationLoss: null,
  tokenizerJson: '{}',
};
const strategy: StrategyConfig = { kind: 'top-k', k: 5, temperature: 0.8 };
const config = { prompt: 'One', seed: 1, maxTokens: 4, columns: [strategy] };

function textOf(ids: readonly number[], status: LabelledUpdate['status'] = 'length') {
  const tokens = ids.map((id) => ({ id, probability: 1, rank: 0, logits: Float32Array.of(0) }));
  return {
    column: 0,
    tokens,
    status,
    statistics: { logProbability: 0, perplexity: 1, distinct: [1, 1, 1] as const, repetition: 0 },
    tokensPerSecond: null,
    labels: ids.map(String),
    text: ids.join(' '),
  };
}

let records: MemoryRecords;
/** What stands in the address. */
let linked: string;

/** A page whose one column has written 10 11 12 13. */
function newPage() {
  return create<BranchesSlice & Pick<LabState, 'decoding' | 'source' | 'startEngine'>>()(
    (set, get) => ({
      decoding: {
        status: 'done',
        config,
        columns: [textOf([10, 11, 12, 13])],
        shownConfig: config,
        shownModel: model,
        openings: [{ column: 0, info: model, error: null }],
        error: null,
      },
      source,
      startEngine: async () => undefined,
      ...newBranches(set, get, {
        read: async () => branchesFromLink(linked),
        remove: () => {
          linked = '';
        },
      }),
    }),
  );
}

/** Under other ids. */
function renamed(branch: Branch): Branch {
  const { id, parent } = branch;
  return { ...branch, id: `other ${id}`, parent: parent === null ? null : `other ${parent}` };
}

beforeEach(() => {
  vi.clearAllMocks();
  records = new MemoryRecords();
  linked = '';
  vi.mocked(openBranchStore).mockImplementation(async () => new BranchStore(records));
  worker.describe.mockImplementation(async () => model);
  worker.cancelDecoding.mockImplementation(async () => undefined);
  worker.decode.mockImplementation(async (_, { forcedIds = [[]], maxTokens }, onChange) => {
    const [forced] = forcedIds;
    const ids = Array.from({ length: maxTokens }, (_, at) => forced[at] ?? 20 + at);
    onChange({ ...textOf(ids), from: 0 });
  });
});

describe('branches', () => {
  it('begin in a column, which becomes their trunk once', async () => {
    const page = newPage();
    await page.getState().forkAt({ column: 0 }, 2, 99);
    await page.getState().forkAt({ column: 0 }, 1, 98);
    const { kept, written, newest } = page.getState().branches;
    expect(kept.map(({ parent }) => parent)).toEqual([null, kept[0].id, kept[0].id]);
    expect(kept[0].strategy.model).toEqual(source);
    expect(written[kept[0].id].result?.text).toBe('10 11 12 13');
    expect(written[kept[1].id].result?.text).toBe('10 11 99 23');
    expect(written[kept[2].id].result?.text).toBe('10 98 22 23');
    expect([kept[1].number, kept[2].number, newest]).toEqual([1, 2, kept[2].id]);
    // The column was written already.
    expect(worker.decode).toHaveBeenCalledTimes(2);
    expect(worker.decode.mock.calls[0][1]).toMatchObject({
      prompt: 'One',
      purpose: 'branches',
      forcedIds: [[10, 11, 99]],
    });
  });

  it('are rewound, go on themselves, and make others', async () => {
    const page = newPage();
    await page.getState().rewindTo({ column: 0 }, 1);
    const [, stub] = page.getState().branches.kept;
    const greedy: StrategyConfig = { kind: 'greedy', model: source };
    await page.getState().continueBranch(stub.id, { tokens: 2, strategy: greedy, seed: 1 });
    expect(page.getState().branches.kept).toHaveLength(2);
    expect(page.getState().branches.written[stub.id].result?.text).toBe('10 11 22 23');
    await page.getState().continueBranch(stub.id, { tokens: 1, strategy: greedy, seed: 2 });
    const { kept, written } = page.getState().branches;
    expect(kept).toHaveLength(3);
    expect(kept[2]).toMatchObject({ parent: stub.id, seed: 2, given: 4, isChosen: false });
    expect(written[kept[2].id].result?.text).toBe('10 11 22 23 24');
  });

  it('are there again, renamed, on the next visit', async () => {
    const page = newPage();
    await page.getState().forkAt({ column: 0 }, 2, 99);
    const [, fork] = page.getState().branches.kept;
    await page.getState().renameBranch(fork.id, 'mine');
    const next = newPage();
    await next.getState().openBranches();
    expect(next.getState().branches.kept).toEqual(page.getState().branches.kept);
    expect(next.getState().branches.kept[1].name).toBe('mine');
    await vi.waitFor(() => expect(next.getState().branches.written[fork.id]?.status).toBe('done'));
    expect(next.getState().branches.written[fork.id].result?.text).toBe('10 11 99 23');
  });

  it('go with what they came from, and come back', async () => {
    const page = newPage();
    await page.getState().forkAt({ column: 0 }, 2, 99);
    const [trunk, fork] = page.getState().branches.kept;
    await page.getState().forkAt({ branch: fork.id }, 3, 97);
    const all = page.getState().branches.kept;
    await page.getState().deleteBranch(fork.id);
    expect(page.getState().branches.kept).toEqual([trunk]);
    expect(await new BranchStore(records).list()).toEqual([trunk]);
    await page.getState().restoreBranches();
    expect(page.getState().branches.kept).toEqual(all);
    expect(page.getState().branches.deleted).toEqual([]);
    expect(await new BranchStore(records).list()).toEqual(all);
  });

  it('tell why one cannot be written, and go on with the next', async () => {
    const page = newPage();
    worker.decode.mockRejectedValueOnce(new Error('no model'));
    const first = page.getState().forkAt({ column: 0 }, 2, 99);
    await Promise.all([first, page.getState().forkAt({ column: 0 }, 2, 98)]);
    const { kept, written } = page.getState().branches;
    expect(written[kept[1].id]).toMatchObject({ status: 'done', error: { code: 'unexpected' } });
    expect(written[kept[2].id]).toMatchObject({ status: 'done', error: null });
  });

  it('are no more than there is room for', async () => {
    const page = newPage();
    for (let made = 1; made < mostBranches; made++) {
      await page.getState().forkAt({ column: 0 }, 2, made);
    }
    expect(page.getState().branches.error).toBeNull();
    await page.getState().forkAt({ column: 0 }, 2, 99);
    expect(page.getState().branches.kept).toHaveLength(mostBranches);
    expect(page.getState().branches.error).toMatchObject({ code: 'branches.full' });
  });

  it('work where nothing can be kept', async () => {
    vi.mocked(openBranchStore).mockImplementation(async () => null);
    const page = newPage();
    await page.getState().openBranches();
    await page.getState().forkAt({ column: 0 }, 0, 99);
    expect(page.getState().branches).toMatchObject({ error: null });
    expect(page.getState().branches.kept).toHaveLength(2);
  });

  it('come with a link, once, and stay here', async () => {
    const sender = newPage();
    await sender.getState().forkAt({ column: 0 }, 2, 99);
    const [, fork] = sender.getState().branches.kept;
    await sender.getState().forkAt({ branch: fork.id }, 3, 97);
    await sender.getState().forkAt({ column: 0 }, 2, 99);
    const { link } = branchesToLink(sender.getState().branches.kept, 5000);
    await sender.getState().renameBranch(fork.id, 'mine');
    const { link: named } = branchesToLink(sender.getState().branches.kept, 5000);

    records = new MemoryRecords();
    const open = async (code: string) => {
      linked = code;
      const page = newPage();
      await page.getState().openBranches();
      const { kept, error } = page.getState().branches;
      await vi.waitFor(() => {
        const { written } = page.getState().branches;
        expect(kept.every(({ id }) => written[id].status === 'done')).toBe(true);
      });
      const { written } = page.getState().branches;
      const lines = kept.map(({ id, parent, number, name }) => [
        written[id].result?.text,
        kept.findIndex((other) => other.id === parent),
        number,
        name,
      ]);
      return { page, kept, lines, error };
    };
    const first = await open(link);
    const lines = [
      // As the worker here writes it.
      ['20 21 22 23', -1, 1, ''],
      ['10 11 99 23', 0, 1, ''],
      ['10 11 99 97', 1, 2, ''],
      // Twins are two.
      ['10 11 99 23', 0, 3, ''],
    ];
    expect(first.lines).toEqual(lines);
    expect(first.error).toBeNull();
    expect(linked).toBe('');
    expect(await new BranchStore(records).list()).toEqual(first.kept);

    expect((await open(link)).kept).toEqual(first.kept);
    const again = await open(named);
    expect(again.lines.map(([, , , name]) => name)).toEqual(['', 'mine', '', '']);
    expect(again.kept.map(({ id }) => id)).toEqual(first.kept.map(({ id }) => id));

    // The number of a branch that was made in between is taken.
    const { forkAt, deleteBranch } = again.page.getState();
    for (const { id } of again.kept.slice(1)) await deleteBranch(id);
    await forkAt({ branch: again.kept[0].id }, 1, 50);
    expect((await open(link)).kept.map(({ number }) => number)).toEqual([1, 1, 2, 3, 4]);
  });

  it('of a link that have no room, or are none, are told of', async () => {
    const page = newPage();
    for (let made = 1; made < mostBranches; made++) {
      await page.getState().forkAt({ column: 0 }, 2, made);
    }
    const kept = page.getState().branches.kept;
    const foreign = kept.slice(0, 3).map((branch) => ({ ...branch, prompt: 'Two' }));
    linked = branchesToLink([...kept.slice(0, 2), ...foreign.map(renamed)], 9000).link;
    await page.getState().openBranches();
    expect(page.getState().branches.kept).toEqual(kept);
    expect(page.getState().branches.error).toMatchObject({
      code: 'branches.linkFull',
      values: { count: 3 },
    });
    expect(linked).not.toBe('');

    linked = 'nonsense';
    const other = newPage();
    await other.getState().openBranches();
    expect(other.getState().branches.kept).toEqual(kept);
    expect(other.getState().branches.error).toMatchObject({ code: 'branches.unreadable' });
  });
});
