/**
 * @file The branches of texts: kept in this browser, and written one after the other beside whatever the
 * columns do.
 */
import * as Comlink from 'comlink';
import { LabError, reportError } from '../base/errors';
import {
  continuedBy,
  continuesItself,
  descendants,
  forkedAt,
  isSameText,
  mostBranches,
  rewoundTo,
  settingsOf,
  trunkOf,
  type Branch,
  type BranchText,
} from '../experiment/branch';
import type { LinkedBranch } from '../experiment/branch-link';
import { openBranchStore, type BranchStore } from '../experiment/branch-store';
import { applyChange, type LabelledUpdate } from '../experiment/decoding-stream';
import { addressBranches, type LinkedBranches } from './branch-address';
import { computeWorker } from './clients';
import type { SliceCreator } from './slice';
import type { BranchesSlice, BranchOrigin, LabState, WrittenBranch } from './types';

const unwritten: WrittenBranch = { status: 'waiting', result: null, model: null, error: null };

export const branchesSlice: SliceCreator<BranchesSlice> = (set, get) =>
  newBranches(set, get, addressBranches);

/** What branches look at besides themselves. */
type Seen = BranchesSlice & Pick<LabState, 'decoding' | 'source' | 'startEngine'>;

export function newBranches(
  set: (change: Pick<BranchesSlice, 'branches'>) => void,
  get: () => Seen,
  linked: LinkedBranches,
): BranchesSlice {
  let isOpened = false;
  /** The texts that are still to be written, one after the other. */
  let queue = Promise.resolve();
  /** How often each was to be written: what comes late from before is not shown. */
  const turns = new Map<string, number>();

  const update = (change: Partial<BranchesSlice['branches']>) =>
    set({ branches: { ...get().branches, ...change } });
  const branchOf = (id: string) => get().branches.kept.find((branch) => branch.id === id);
  const writtenOf = (id: string) => get().branches.written[id] ?? unwritten;
  const updateWritten = (id: string, change: Partial<WrittenBranch>) =>
    update({
      written: { ...get().branches.written, [id]: { ...writtenOf(id), ...change } },
    });

  /** That something cannot be kept is told, and hinders nothing else. */
  const keep = async (work: (store: BranchStore) => Promise<void>) => {
    try {
      const store = await openBranchStore();
      if (store) await work(store);
    } catch (error) {
      update({ error: reportError(error) });
    }
  };

  const write = (id: string) => {
    const turn = (turns.get(id) ?? 0) + 1;
    turns.set(id, turn);
    const isCurrent = () => turns.get(id) === turn && branchOf(id) !== undefined;
    updateWritten(id, { status: 'waiting', error: null });
    queue = queue.then(() => (isCurrent() ? writeNow(id, isCurrent) : undefined));
    return queue;
  };

  const writeNow = async (id: string, isCurrent: () => boolean) => {
    const branch = branchOf(id);
    if (!branch) return;
    const { strategy, forcedIds } = branch;
    const source = strategy.model ?? get().source;
    let result: LabelledUpdate | null = null;
    updateWritten(id, { status: 'writing' });
    try {
      await get().startEngine();
      const model = await computeWorker().describe(source);
      if (!isCurrent()) return;
      updateWritten(id, { model });
      await computeWorker().decode(
        source,
        {
          ...settingsOf(branch),
          columns: [strategy],
          forcedIds: [forcedIds],
          purpose: 'branches',
        },
        Comlink.proxy((change) => {
          if (!isCurrent()) return;
          result = applyChange(result, change);
          // A text that is written again stays whole until the new one has grown over it.
          const shown = writtenOf(id).result?.tokens.length ?? 0;
          if (result.status !== 'running' || result.tokens.length >= shown) {
            updateWritten(id, { result });
          }
        }),
      );
      if (isCurrent()) updateWritten(id, { status: 'done' });
    } catch (error) {
      const report = reportError(error);
      if (!isCurrent()) return;
      updateWritten(id, { status: 'done', error: report.code === 'cancelled' ? null : report });
    }
  };

  /** Enters a branch in the list. @throws LabError `branches.full` */
  const enter = (
    text: BranchText,
    { parent, number, name = '' }: Pick<Branch, 'parent' | 'number'> & { name?: string },
  ) => {
    const { kept } = get().branches;
    if (kept.length >= mostBranches) throw new LabError('branches.full', { limit: mostBranches });
    const branch: Branch = {
      ...text,
      id: crypto.randomUUID(),
      parent,
      number,
      name,
      // Later than all others, even within the same millisecond.
      createdAt: Math.max(Date.now(), (kept.at(-1)?.createdAt ?? 0) + 1),
    };
    update({ kept: [...kept, branch] });
    void keep((store) => store.save(branch));
    return branch;
  };

  const nextNumber = () =>
    1 +
    get().branches.kept.reduce(
      (most, { parent, number }) => (parent === null ? most : Math.max(most, number)),
      0,
    );

  const change = async (branch: Branch) => {
    update({ kept: get().branches.kept.map((old) => (old.id === branch.id ? branch : old)) });
    await keep((store) => store.save(branch));
  };

  /** The branch that stands for a column's text: the one that there is, or a new one. */
  const trunkOfColumn = (column: number, result: LabelledUpdate) => {
    const { shownConfig, openings } = get().decoding;
    const strategy = shownConfig?.columns[column];
    if (!shownConfig || !strategy) return undefined;
    const info = openings[column]?.info;
    const model = strategy.model ?? info?.source ?? get().source;
    const text = trunkOf(shownConfig, { ...strategy, model });
    const known = get().branches.kept.find(
      (branch) => branch.parent === null && isSameText(branch, text),
    );
    if (known) return known;
    const trunk = enter(text, { parent: null, number: column + 1 });
    // What the column has written need not be written again.
    if (result.status !== 'running' && info) {
      updateWritten(trunk.id, { status: 'done', result, model: info });
    } else void write(trunk.id);
    return trunk;
  };

  /** Makes a branch of what stands at `origin`, and writes it. */
  const branchOff = async (
    origin: BranchOrigin,
    make: (parent: BranchText, ids: readonly number[]) => BranchText,
  ) => {
    const result =
      'column' in origin
        ? get().decoding.columns[origin.column]
        : get().branches.written[origin.branch]?.result;
    if (!result) return;
    update({ error: null });
    try {
      const parent =
        'column' in origin ? trunkOfColumn(origin.column, result) : branchOf(origin.branch);
      if (!parent) return;
      const ids = result.tokens.map((token) => token.id);
      const { id } = enter(make(parent, ids), { parent: parent.id, number: nextNumber() });
      update({ newest: id });
      await write(id);
    } catch (error) {
      update({ error: reportError(error) });
    }
  };

  /**
   * Enters what a link carries; what is here already, say because the link was opened before, stays as it is.
   * @throws LabError `branches.linkFull` when there was no room for all
   */
  const enterLinked = (branches: readonly LinkedBranch[]) => {
    /** Of each, in the order of the link; undefined where there was no room. */
    const entered: (string | undefined)[] = [];
    for (const { parent: row, number, name, ...text } of branches) {
      const { kept } = get().branches;
      const parent = row === null ? null : entered[row];
      const known = kept.find(
        (branch) =>
          branch.parent === parent &&
          branch.given === text.given &&
          branch.isChosen === text.isChosen &&
          isSameText(branch, text) &&
          !entered.includes(branch.id),
      );
      if (known) {
        entered.push(known.id);
        if (known.name === '' && name !== '') void change({ ...known, name });
      } else if (parent === undefined || kept.length >= mostBranches) {
        entered.push(undefined);
      } else {
        const isTaken = kept.some((other) => other.parent !== null && other.number === number);
        const own = parent !== null && isTaken ? nextNumber() : number;
        const { id } = enter(text, { parent, number: own, name });
        entered.push(id);
        void write(id);
      }
    }
    const count = entered.filter((id) => id === undefined).length;
    if (count > 0) throw new LabError('branches.linkFull', { count, limit: mostBranches });
  };

  const openLinked = async () => {
    try {
      enterLinked(await linked.read());
      // Kept here now, they need not stand in the address any more, where they would come back when deleted.
      await keep(async () => linked.remove());
    } catch (error) {
      update({ error: reportError(error) });
    }
  };

  return {
    branches: { kept: [], written: {}, newest: null, deleted: [], error: null },
    openBranches: async () => {
      if (isOpened) return;
      isOpened = true;
      await keep(async (store) => {
        const stored = await store.list();
        const known = new Set(get().branches.kept.map(({ id }) => id));
        const old = stored.filter(({ id }) => !known.has(id));
        update({ kept: [...old, ...get().branches.kept] });
        old.forEach(({ id }) => void write(id));
      });
      await openLinked();
    },
    forkAt: (origin, token, chosen) =>
      branchOff(origin, (parent, ids) => forkedAt(parent, ids, token, chosen)),
    rewindTo: (origin, token) => branchOff(origin, (parent, ids) => rewoundTo(parent, ids, token)),
    continueBranch: async (id, continuation) => {
      const branch = branchOf(id);
      const result = writtenOf(id).result;
      if (!branch || !result) return;
      const ids = result.tokens.map((token) => token.id);
      const text = continuedBy(branch, ids, continuation);
      if (!continuesItself(branch, ids, continuation)) {
        return branchOff({ branch: id }, () => text);
      }
      await change({ ...branch, ...text });
      await write(id);
    },
    renameBranch: async (id, name) => {
      const branch = branchOf(id);
      if (branch) await change({ ...branch, name });
    },
    deleteBranch: async (id) => {
      const { kept, deleted: forgotten } = get().branches;
      const deleted = descendants(kept, id);
      const isDeleted = new Set(deleted.map((branch) => branch.id));
      const isWriting = deleted.some((branch) => writtenOf(branch.id).status === 'writing');
      const written = { ...get().branches.written };
      // Logits of what cannot be brought back any more are not kept.
      for (const branch of forgotten) delete written[branch.id];
      update({ kept: kept.filter((branch) => !isDeleted.has(branch.id)), written, deleted });
      if (isWriting) await computeWorker().cancelDecoding('branches');
      await keep(async (store) => {
        for (const branch of deleted) await store.delete(branch.id);
      });
    },
    restoreBranches: async () => {
      const { kept, deleted } = get().branches;
      if (kept.length + deleted.length > mostBranches) {
        return update({
          error: reportError(new LabError('branches.full', { limit: mostBranches })),
        });
      }
      const all = [...kept, ...deleted].sort((one, other) => one.createdAt - other.createdAt);
      update({ kept: all, deleted: [] });
      for (const { id } of deleted) {
        if (writtenOf(id).result === null || writtenOf(id).status !== 'done') void write(id);
      }
      await keep(async (store) => {
        for (const branch of deleted) await store.save(branch);
      });
    },
    stopBranches: async () => {
      await computeWorker().cancelDecoding('branches');
    },
  };
}
