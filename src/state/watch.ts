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
    watch: {
      status: 'idle',
      text: '',
      settings: { kind: 'bpe', wordPieceScore: 'likelihood' },
      learning: null,
      error: null,
    },
    watchLearning: async (change) => {
      update({ status: 'working', ...change, error: null });
      const { text, settings } = get().watch;
      try {
        const learning = await textWorker().watchLearning(text, settings);
        update({ status: 'ready', learning });
      } catch (error) {
        const report = reportError(error);
        // Cancelled by a newer text, which updates in its turn.
        if (report.code !== 'cancelled') update({ status: 'ready', error: report });
      }
    },
  };
};
