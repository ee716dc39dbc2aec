/**
 * @file What works on the queue, with a worker that “trains” at once: order, pause, a page that is opened
 * again, failures, and another tab.
 */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { create } from 'zustand';
import { LabError } from '../base/errors';
import type { QueuedEvent, QueuedResult } from '../experiment/queued-runs';
import type { StartOptions } from '../experiment/run';
import { requireSpec, type Spec } from '../experiment/spec';
import type { QueueStatus } from '../experiment/sweeps/queue-item';
import { openQueueStore, QueueStore } from '../experiment/sweeps/queue-store';
import { MemoryRecords } from '../storage/records';
import { queueWork, type QueueActions } from './queue-work';
import type { LabState } from './types';

type Listener = (event: QueuedEvent) => void;

const compute = vi.hoisted(() => ({
  trainQueued:
    vi.fn<
      (spec: Spec, data: unknown, options: StartOptions, onEvent: Listener) => Promise<QueuedResult>
    >(),
  resumeQueued: vi.fn<(runId: string, onEvent: Listener) => Promise<QueuedResult>>(),
  pauseQueued: vi.fn<() => Promise<void>>(),
  stopQueued: vi.fn<() => Promise<void>>(),
}));
const text = vi.hoisted(() => ({
  prepareQueued: vi.fn<() => Promise<unknown>>(),
  cancel: vi.fn<(kind: string) => Promise<void>>(),
}));
vi.mock('./clients', () => ({
  computeWorker: () => compute,
  textWorker: () => text,
  progressProxy: (onProgress: unknown) => onProgress,
}));
vi.mock('../experiment/kept', () => ({
  holdingQueue: (work: () => Promise<void>) => work(),
}));
vi.mock('comlink', () => ({
  proxy: (value: unknown) => value,
  transfer: (value: unknown) => value,
}));
vi.mock(import('../experiment/sweeps/queue-store'), async (original) => ({
  ...(await original()),
  openQueueStore: vi.fn<typeof openQueueStore>(),
}));

let records: MemoryRecords;
const deleteRun = vi.fn<(id: string) => Promise<void>>();

type Page = Pick<LabState, 'queue' | 'engine' | 'run' | 'refreshRuns' | 'deleteRun'> & QueueActions;

function newPage() {
  return create<Page>()((set, get) => ({
    queue: { items: [], status: 'idle', isPaused: false, doing: null, error: null },
    engine: { status: 'idle', report: null, error: null },
    run: null,
    refreshRuns: async () => undefined,
    deleteRun,
    ...queueWork(set, get),
  }));
}

const spec = requireSpec({});
const sweepOf = (...batchSizes: number[]) => ({
  title: 'batches',
  paths: ['training.batchSize'],
  runs: batchSizes.map((batchSize) => ({
    spec: { ...spec, training: { ...spec.training, batchSize } },
    role: 'sweep' as const,
  })),
});

const result = (runId: string, status: QueuedResult['status']): QueuedResult => ({
  runId,
  status,
  outcome: null,
  error: null,
});
const statuses = (page: ReturnType<typeof newPage>): QueueStatus[] =>
  page.getState().queue.items.map(({ status }) => status);
const atRest = (page: ReturnType<typeof newPage>) =>
  vi.waitFor(() => {
    const { status, items, isPaused } = page.getState().queue;
    const isOpen = ({ status: one }: { status: QueueStatus }) =>
      one === 'waiting' || one === 'running';
    expect([status, isPaused || !items.some(isOpen)]).toEqual(['idle', true]);
  }, 10_000);

beforeEach(() => {
  vi.resetAllMocks();
  records = new MemoryRecords();
  vi.mocked(openQueueStore).mockImplementation(async () => new QueueStore(records));
  const empty = new Uint16Array(1);
  text.prepareQueued.mockImplementation(async () => ({
    tokenizerJson: '{}',
    data: { train: empty, validation: empty },
  }));
  compute.trainQueued.mockImplementation(async ({ training }, _, __, onEvent) => {
    const runId = `run ${training.batchSize}`;
    onEvent({ type: 'started', runId, step: 0 });
    return result(runId, 'finished');
  });
});

describe('the queue', () => {
  it('trains one run after the other, and keeps what came of them', async () => {
    const page = newPage();
    const sweep = await page.getState().enqueue(sweepOf(8, 16));
    await atRest(page);
    expect(statuses(page)).toEqual(['finished', 'finished']);
    expect(compute.trainQueued.mock.calls.map(([, , options]) => options)).toEqual([
      { name: 'batchSize 8, seed 1', textName: 'english-stories', sweep, keep: true },
      { name: 'batchSize 16, seed 1', textName: 'english-stories', sweep, keep: true },
    ]);
    const again = newPage();
    await again.getState().openQueue();
    expect(again.getState().queue.items).toEqual(page.getState().queue.items);
    expect(again.getState().queue.items.map(({ runId }) => runId)).toEqual(['run 8', 'run 16']);
  });

  it('goes on after one that fails', async () => {
    compute.trainQueued.mockImplementationOnce(async () => {
      throw new LabError('text.missing', { name: 'mine' });
    });
    const page = newPage();
    await page.getState().enqueue(sweepOf(8, 16));
    await atRest(page);
    expect(statuses(page)).toEqual(['failed', 'finished']);
    expect(page.getState().queue.items[0].error?.code).toBe('text.missing');
  });

  it('takes another order, loses what is removed, and waits while it is paused', async () => {
    const page = newPage();
    await page.getState().pauseQueue();
    await page.getState().enqueue(sweepOf(8, 16, 32));
    const [, second, third] = page.getState().queue.items;
    expect(compute.trainQueued).not.toHaveBeenCalled();
    await page.getState().moveQueued(third.id, -1);
    await page.getState().removeQueued([second.id]);
    // A page that is opened again is still paused.
    const again = newPage();
    await again.getState().openQueue();
    expect(again.getState().queue.isPaused).toBe(true);
    expect(compute.trainQueued).not.toHaveBeenCalled();
    await again.getState().moveQueued(third.id, -1);
    await again.getState().playQueue();
    await atRest(again);
    const trained = compute.trainQueued.mock.calls.map(([{ training }]) => training.batchSize);
    expect(trained).toEqual([32, 8]);
  });

  it('goes on with a run that was paused, and with one that was cut short', async () => {
    const page = newPage();
    let finish: (ended: QueuedResult) => void = () => undefined;
    compute.trainQueued.mockImplementationOnce((_, __, ___, onEvent) => {
      onEvent({ type: 'started', runId: 'run 8', step: 0 });
      return new Promise((resolve) => (finish = resolve));
    });
    compute.pauseQueued.mockImplementation(async () => finish(result('run 8', 'paused')));
    await page.getState().enqueue(sweepOf(8));
    await vi.waitFor(() => expect(statuses(page)).toEqual(['running']), 10_000);
    await page.getState().pauseQueue();
    await atRest(page);
    expect(statuses(page)).toEqual(['running']);

    // Its checkpoint is gone: it is trained anew.
    compute.resumeQueued.mockImplementationOnce(async () => {
      throw new LabError('storage.missing', { name: 'run 8' });
    });
    const again = newPage();
    await again.getState().openQueue();
    await again.getState().playQueue();
    await atRest(again);
    expect(compute.resumeQueued.mock.calls.map(([runId]) => runId)).toEqual(['run 8']);
    expect(deleteRun).toHaveBeenCalledWith('run 8');
    expect(statuses(again)).toEqual(['finished']);
  });

  it('ends a run for good, and goes on with the next', async () => {
    const page = newPage();
    let finish: (ended: QueuedResult) => void = () => undefined;
    compute.trainQueued.mockImplementationOnce((_, __, ___, onEvent) => {
      onEvent({ type: 'started', runId: 'run 8', step: 0 });
      return new Promise((resolve) => (finish = resolve));
    });
    compute.stopQueued.mockImplementation(async () => finish(result('run 8', 'stopped')));
    await page.getState().enqueue(sweepOf(8, 16));
    await vi.waitFor(() => expect(statuses(page)).toEqual(['running', 'waiting']), 10_000);
    await page.getState().stopQueued(page.getState().queue.items[0].id);
    await atRest(page);
    expect(statuses(page)).toEqual(['stopped', 'finished']);
  });

  it('works without storage, and refuses more than it has room for', async () => {
    vi.mocked(openQueueStore).mockImplementation(async () => null);
    const page = newPage();
    await page.getState().enqueue(sweepOf(8));
    await atRest(page);
    expect(statuses(page)).toEqual(['finished']);
    const many = sweepOf(...Array<number>(500).fill(4));
    expect(await page.getState().enqueue(many)).toBeNull();
    expect(page.getState().queue.error?.code).toBe('queue.full');
  });
});
