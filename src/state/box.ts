/**
 * @file Looking at one box of the chosen model's diagram: its values on the inspected text.
 */
import { reportError } from '../base/errors';
import { computeWorker } from './clients';
import type { SliceCreator } from './slice';
import type { BoxSlice } from './types';

export const boxSlice: SliceCreator<BoxSlice> = (set, get) => {
  const update = (change: Partial<BoxSlice['box']>) => set({ box: { ...get().box, ...change } });
  let working = false;
  let askedAgain = false;
  return {
    box: { status: 'idle', name: 'model', look: null, error: null },
    lookAtBox: async (name) => {
      update({ name });
      // Only the newest wish is worked on.
      if (working) {
        askedAgain = true;
        return;
      }
      working = true;
      do {
        askedAgain = false;
        const { source, inside, box } = get();
        update({ status: 'working' });
        try {
          const look = await computeWorker().lookAtBox(source, inside.text, box.name);
          update({ status: 'ready', look, error: null });
        } catch (error) {
          update({ status: 'idle', look: null, error: reportError(error) });
        }
      } while (askedAgain);
      working = false;
    },
  };
};
