/**
 * @file The runs that this browser keeps.
 */
import { reportError } from '../base/errors';
import type { HistoryRow } from '../experiment/events';
import { isRunHeld, openStoreIfPossible } from '../experiment/kept';
import { parseSpec } from '../experiment/spec';
import { emptyHistory } from './run-events';
import type { SliceCreator } from './slice';
import type { RunHistory, RunsSlice } from './types';

export const runsSlice: SliceCreator<RunsSlice> = (set, get) => {
  const update = (change: Partial<RunsSlice['runs']>) =>
    set({ runs: { ...get().runs, ...change } });
  let lookedForResumable = false;

  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      update({ error: reportError(error) });
    }
  };

  /** A run that says it is running, while no tab trains it, was cut short. */
  const findResumable = async () => {
    if (lookedForResumable || get().run) return;
    lookedForResumable = true;
    for (const record of get().runs.records) {
      // The queue goes on with its own.
      if (record.sweep !== undefined) continue;
      const wasCut = record.status === 'running' && record.checkpoints.length > 0;
      if (wasCut && get().specOf(record) && !(await isRunHeld(record.id))) {
        return update({ resumable: record });
      }
    }
  };

  return {
    runs: {
      records: [],
      damaged: [],
      shown: [],
      resumable: null,
      usage: null,
      error: null,
    },
    refreshRuns: () =>
      attempt(async () => {
        const store = await openStoreIfPossible();
        if (!store) return;
        const { records, damaged } = await store.list();
        update({ records, damaged, usage: await store.usage() });
        await findResumable();
      }),
    dismissResumable: () => update({ resumable: null }),
    toggleShown: async (id) => {
      const { shown } = get().runs;
      if (shown.includes(id)) return update({ shown: shown.filter((other) => other !== id) });
      await get().readHistory(id);
      update({ shown: [...shown, id] });
    },
    renameRun: (id, name) =>
      attempt(async () => {
        const store = await openStoreIfPossible();
        await store?.rename(id, name);
        await get().refreshRuns();
      }),
    deleteRun: (id) =>
      attempt(async () => {
        const store = await openStoreIfPossible();
        await store?.delete(id);
        const { [id]: _deleted, ...histories } = get().histories;
        set({ histories });
        update({ shown: get().runs.shown.filter((other) => other !== id) });
        await get().refreshRuns();
      }),
    readHistory: (id) =>
      attempt(async () => {
        const store = await openStoreIfPossible();
        if (!store || get().run?.id === id) return;
        const rows = await store.readMetrics(id);
        set({ histories: { ...get().histories, [id]: historyOf(rows) } });
      }),
    specOf: (record) => {
      const parsed = parseSpec(record.spec);
      return parsed.ok ? parsed.spec : null;
    },
  };
};

function historyOf(rows: readonly HistoryRow[]): RunHistory {
  const history: RunHistory = { steps: [], evaluations: [], dynamics: [], samples: [] };
  for (const row of rows) {
    if (row.type === 'step') history.steps.push(row);
    else if (row.type === 'evaluation') history.evaluations.push(row);
    else if (row.type === 'dynamics') history.dynamics.push(row);
    else history.samples.push(row);
  }
  return history.steps.length + history.evaluations.length > 0 ? history : emptyHistory;
}
