/**
 * @file What the chosen model would say of the inspected text after each of its layers.
 */
import { reportError } from '../base/errors';
import { computeWorker } from './clients';
import type { SliceCreator } from './slice';
import type { LensSlice } from './types';

export const lensSlice: SliceCreator<LensSlice> = (set, get) => {
  let working = false;
  let askedAgain = false;
  return {
    lens: { reading: null, error: null },
    readLens: async () => {
      // Only the newest wish is worked on.
      if (working) {
        askedAgain = true;
        return;
      }
      working = true;
      do {
        askedAgain = false;
        const { source, inside } = get();
        try {
          const reading = await computeWorker().readLens(source, inside.text);
          set({ lens: { reading, error: null } });
        } catch (error) {
          set({ lens: { reading: null, error: reportError(error) } });
        }
      } while (askedAgain);
      working = false;
    },
  };
};
