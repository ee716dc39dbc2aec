/**
 * @file What works on the experiments queue: prepares and trains one run after the other in the workers,
 * and writes down what came of each, so that a page that is opened again goes on where this one was.
 */
import * as Comlink from 'comlink';
import { LabError, reportError } from '../base/errors';
import { holdingQueue } from '../experiment/kept';
import type { QueuedEvent, QueuedResult } from '../experiment/queued-runs';
import {
  inOrder,
  moved,
  mostQueued,
  openItems,
  type QueueItem,
} from '../experiment/sweeps/queue-item';
import { openQueueStore, type QueueStore } from '../experiment/sweeps/queue-store';
import { sweepRunName } from '../experiment/sweeps/sweep';
import { computeWorker, progressProxy, textWorker } from './clients';
import type { QueuedProgress, QueueSlice } from './queue-types';
import type { LabState } from './types';

export type QueueActions = Omit<QueueSlice, 'queue' | 'sweepDraft' | 'editSweepDraft'>;

export function queueWork(
  set: (change: Partial<Pick<LabState, 'queue' | 'engine'>>) => void,
  get: () => Pick<LabState, 'queue' | 'run' | 'refreshRuns' | 'deleteRun'>,
): QueueActions {
  /** The run under way that is to end for good. */
  let stopping: string | null = null;
  let working: Promise<void> | null = null;
  let isAskedAgain = false;

  const update = (change: Partial<QueueSlice['queue']>) =>
    set({ queue: { ...get().queue, ...change } });
  const find = (id: string) => get().queue.items.find((item) => item.id === id);
  const show = (change: Partial<QueuedProgress>) => {
    const { doing } = get().queue;
    if (doing) update({ doing: { ...doing, ...change } });
  };

  /**
   * All changes come one after the other, what is read included, so that nothing is overtaken. What cannot
   * be kept is queued all the same, until the page is closed.
   */
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: (store: QueueStore | null) => Promise<void>): Promise<void> => {
    turn = turn
      .then(async () => work(await openQueueStore()))
      .catch((error: unknown) => update({ error: reportError(error) }));
    return turn;
  };

  const change = (ids: readonly string[], changed: (item: QueueItem) => Partial<QueueItem>) =>
    inTurn(async (store) => {
      const items = get().queue.items.map((item) =>
        ids.includes(item.id) ? { ...item, ...changed(item) } : item,
      );
      update({ items: items.sort(inOrder) });
      await store?.save(items.filter(({ id }) => ids.includes(id)));
    });

  /** Another tab may have changed it. */
  const read = () =>
    inTurn(async (store) => {
      if (store) update({ items: await store.list(), isPaused: await store.isPaused() });
    });

  const listener = (id: string) => (event: QueuedEvent) => {
    switch (event.type) {
      case 'started': {
        // It may have been ended while it was on its way.
        if (stopping === id) void endPresent('stop');
        else if (get().queue.isPaused) void endPresent('pause');
        if (get().queue.doing?.id !== id) return;
        show({ progress: null, step: event.step });
        void change([id], () => ({ status: 'running', runId: event.runId }));
        void get().refreshRuns();
        return;
      }
      case 'step':
        return show({ step: event.step, trainLoss: event.trainLoss });
      case 'evaluation':
        return show({ validationLoss: event.validationLoss });
      case 'engine':
        return set({ engine: { status: 'ready', report: event.report, error: null } });
    }
  };

  const train = async ({ id, spec, name, sweep }: QueueItem): Promise<QueuedResult> => {
    const onProgress = progressProxy((stage, share) => show({ progress: { stage, share } }));
    const prepared = await textWorker().prepareQueued(spec, onProgress);
    if (get().queue.isPaused || stopping === id) throw new LabError('cancelled');
    const { train: tokens, validation } = prepared.data;
    const textName = spec.text.source === 'own' ? spec.text.name : spec.text.source;
    return computeWorker().trainQueued(
      spec,
      Comlink.transfer(prepared, [tokens.buffer, validation.buffer]),
      { name, textName, sweep, keep: true },
      Comlink.proxy(listener(id)),
    );
  };

  /** A run that was cut short before its first checkpoint, or that is gone, is trained anew. */
  const resumeOrTrain = async (item: QueueItem): Promise<QueuedResult> => {
    if (item.runId === null) return train(item);
    try {
      return await computeWorker().resumeQueued(item.runId, Comlink.proxy(listener(item.id)));
    } catch (error) {
      if (!reportError(error).code.startsWith('storage.')) throw error;
      await get().deleteRun(item.runId);
      return train(item);
    }
  };

  const doItem = async ({ id }: QueueItem) => {
    const item = find(id);
    if (!item) return;
    stopping = null;
    // A reader who goes on with it by hand has taken it out of the queue.
    if (item.runId !== null && item.runId === get().run?.id) {
      return change([id], () => ({ status: 'stopped' }));
    }
    update({ doing: { id, progress: null, step: 0, trainLoss: null, validationLoss: null } });
    let ended: Partial<QueueItem>;
    try {
      const { runId, status, outcome, error } = await resumeOrTrain(item);
      // Paused: it has begun, and the queue goes on with it.
      const now = status === 'paused' ? 'running' : status;
      ended = { runId, status: now, outcome, error };
    } catch (error) {
      const report = reportError(error);
      const isCancelled = report.code === 'cancelled';
      ended = isCancelled ? {} : { status: 'failed', error: report };
    }
    const isOver = ended.status === 'finished' || ended.status === 'failed';
    if (stopping === id && !isOver) ended.status = 'stopped';
    update({ doing: null });
    await change([id], () => ended);
    await get().refreshRuns();
  };

  const workOn = async () => {
    await read();
    update({ status: 'working', error: null });
    while (!get().queue.isPaused) {
      const [next] = openItems(get().queue.items);
      if (!next) break;
      await doItem(next);
      await read();
    }
    update({ status: 'idle' });
  };

  const play = async () => {
    if (working) {
      isAskedAgain = true;
      return;
    }
    isAskedAgain = false;
    working = holdingQueue(workOn, () => update({ status: 'elsewhere' }))
      .catch((error: unknown) => update({ status: 'idle', error: reportError(error) }))
      .finally(() => {
        working = null;
        // What was queued while it was about to rest.
        if (isAskedAgain) void play();
      });
  };

  const setPaused = (isPaused: boolean) => {
    update({ isPaused });
    return inTurn(async (store) => {
      update({ isPaused });
      await store?.setPaused(isPaused);
    });
  };

  const endPresent = async (how: 'pause' | 'stop') => {
    if (!get().queue.doing) return;
    void textWorker().cancel('queue');
    await (how === 'pause' ? computeWorker().pauseQueued() : computeWorker().stopQueued());
  };

  return {
    openQueue: async () => {
      if (get().queue.status === 'working') return;
      await read();
      const { items, isPaused } = get().queue;
      if (!isPaused && openItems(items).length > 0) await play();
    },
    enqueue: async ({ title, paths, runs, rule = null, sweep = crypto.randomUUID() }) => {
      const { items } = get().queue;
      if (items.length + runs.length > mostQueued) {
        update({ error: reportError(new LabError('queue.full', { limit: mostQueued })) });
        return null;
      }
      await inTurn(async (store) => {
        const before = get().queue.items;
        const last = before.reduce((most, { position }) => Math.max(most, position), 0);
        const added = runs.map(({ spec, role }, index): QueueItem => ({
          id: crypto.randomUUID(),
          sweep,
          title,
          position: last + 1 + index,
          name: sweepRunName(spec, paths),
          spec,
          paths: [...paths],
          role,
          rule,
          status: 'waiting',
          runId: null,
          outcome: null,
          error: null,
          isPinned: false,
        }));
        update({ items: [...before, ...added], error: null });
        await store?.save(added);
      });
      if (!get().queue.isPaused) await play();
      return sweep;
    },
    pauseQueue: async () => {
      await setPaused(true);
      await endPresent('pause');
    },
    playQueue: async () => {
      await setPaused(false);
      await play();
    },
    stopQueued: async (id) => {
      const item = find(id);
      if (get().queue.doing?.id === id) {
        stopping = id;
        await endPresent('stop');
      } else if (item?.status === 'running') await change([id], () => ({ status: 'stopped' }));
    },
    moveQueued: async (id, by) => {
      const places = new Map(moved(get().queue.items, id, by));
      await change([...places.keys()], (item) => ({
        position: places.get(item.id) ?? item.position,
      }));
    },
    removeQueued: (ids) =>
      inTurn(async (store) => {
        const { items, doing } = get().queue;
        const removed = new Set(ids.filter((id) => id !== doing?.id));
        update({ items: items.filter(({ id }) => !removed.has(id)) });
        await store?.delete([...removed]);
      }),
    countFlops: async (specs, vocabularySize) => {
      try {
        const ofStep = await computeWorker().stepFlops(specs, vocabularySize);
        return specs.map(({ training }, index) => training.steps * ofStep[index]);
      } catch (error) {
        update({ error: reportError(error) });
        return null;
      }
    },
    pinQueued: (ids, isPinned) => change(ids, () => ({ isPinned })),
  };
}
