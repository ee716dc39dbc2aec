/**
 * @file The experiments queue. What works on it is loaded when the page is there.
 */
import type { SliceCreator } from './slice';
import type { QueueSlice } from './queue-types';
import type { QueueActions } from './queue-work';

export const queueSlice: SliceCreator<QueueSlice> = (set, get) => {
  let loading: Promise<QueueActions> | null = null;
  const work = () =>
    (loading ??= import('./queue-work').then(({ queueWork }) => queueWork(set, get)));
  return {
    queue: { items: [], status: 'idle', isPaused: false, doing: null, error: null },
    sweepDraft: null,
    editSweepDraft: (sweepDraft) => set({ sweepDraft }),
    openQueue: async () => (await work()).openQueue(),
    enqueue: async (...given) => (await work()).enqueue(...given),
    pauseQueue: async () => (await work()).pauseQueue(),
    playQueue: async () => (await work()).playQueue(),
    stopQueued: async (...given) => (await work()).stopQueued(...given),
    moveQueued: async (...given) => (await work()).moveQueued(...given),
    removeQueued: async (...given) => (await work()).removeQueued(...given),
    countFlops: async (...given) => (await work()).countFlops(...given),
    pinQueued: async (...given) => (await work()).pinQueued(...given),
  };
};
