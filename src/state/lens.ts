/**
 * @file What the chosen model would say of the inspected text after each of its layers.
 */
import { reportError } from '../base/errors';
import { computeWorker } from './clients';
import { inspectedText } from './inside';
import { newestOnly } from './newest';
import type { SliceCreator } from './slice';
import type { LensSlice } from './types';

export const lensSlice: SliceCreator<LensSlice> = (set, get) => ({
  lens: { reading: null, error: null },
  readLens: newestOnly(async () => {
    try {
      const reading = await computeWorker().readLens(get().source, inspectedText(get()));
      set({ lens: { reading, error: null } });
    } catch (error) {
      set({ lens: { reading: null, error: reportError(error) } });
    }
  }),
});
