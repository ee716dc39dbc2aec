/**
 * @file Looking at one box of the chosen model's diagram: its values on the inspected text.
 */
import { reportError } from '../base/errors';
import { computeWorker } from './clients';
import { inspectedText } from './inside';
import { newestOnly } from './newest';
import type { SliceCreator } from './slice';
import type { BoxSlice } from './types';

export const boxSlice: SliceCreator<BoxSlice> = (set, get) => {
  const update = (change: Partial<BoxSlice['box']>) => set({ box: { ...get().box, ...change } });
  const look = newestOnly(async () => {
    const { source, box } = get();
    update({ status: 'working' });
    try {
      const seen = await computeWorker().lookAtBox(source, inspectedText(get()), box.name);
      update({ status: 'ready', look: seen, error: null });
    } catch (error) {
      update({ status: 'idle', look: null, error: reportError(error) });
    }
  });
  return {
    box: { status: 'idle', name: 'model', look: null, error: null },
    lookAtBox: async (name) => {
      update({ name });
      await look();
    },
  };
};
