/**
 * @file The model that is looked into and decoded from.
 */
import { reportError } from '../base/errors';
import { sameSource, type ModelSource } from '../models/model-source';
import { computeWorker } from './clients';
import type { SliceCreator } from './slice';
import type { ModelSlice } from './types';

export const defaultSource: ModelSource = { kind: 'shipped', name: 'english' };

export const modelSlice: SliceCreator<Omit<ModelSlice, 'source'>> = (set, get) => ({
  model: { status: 'idle', info: null, error: null },
  chooseSource: async (source) => {
    set({ source, model: { ...get().model, status: 'loading', error: null } });
    try {
      await get().startEngine();
      const info = await computeWorker().describe(source);
      if (sameSource(get().source, source)) set({ model: { status: 'ready', info, error: null } });
    } catch (error) {
      if (!sameSource(get().source, source)) return;
      set({ model: { status: 'idle', info: null, error: reportError(error) } });
    }
  },
});
