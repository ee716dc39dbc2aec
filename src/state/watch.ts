/**
 * @file A tokenizer that is watched while it learns on a short text.
 */
import { reportError } from '../base/errors';
import { textWorker } from './clients';
import type { SliceCreator } from './slice';
import type { WatchSlice } from './types';

export const watchSlice: SliceCreator<WatchSlice> = (set, get) => {
  const update = (change: Partial<WatchSlice['watch']>) =>
    set({ watch: { ...get().watch, ...change } });

  return {
    watch: { status: 'idle', text: '', trace: null, error: null },
    watchLearning: async (text) => {
      update({ status: 'working', text, error: null });
      try {
        const trace = await textWorker().watchMerges(text);
        update({ status: 'ready', trace });
      } catch (error) {
        const report = reportError(error);
        // Cancelled by a newer text, which updates in its turn.
        if (report.code !== 'cancelled') update({ status: 'ready', error: report });
      }
    },
  };
};
