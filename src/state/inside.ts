/**
 * @file Looking inside: what the chosen model does with a text.
 */
import { reportError } from '../base/errors';
import { computeWorker } from './clients';
import { newestOnly } from './newest';
import type { SliceCreator } from './slice';
import type { InsideSlice } from './types';

export const insideSlice: SliceCreator<InsideSlice> = (set, get) => {
  const update = (change: Partial<InsideSlice['inside']>) =>
    set({ inside: { ...get().inside, ...change } });
  const work = newestOnly(async () => {
    const { source, inside } = get();
    update({ status: 'working' });
    try {
      const inspection = await computeWorker().inspect(source, inside.text);
      const { layer, head, query } = get().inside;
      update({
        status: 'ready',
        inspection,
        error: null,
        layer: Math.min(layer, inspection.layers - 1),
        head: Math.min(head, inspection.heads - 1),
        query: query === null ? null : Math.min(query, inspection.tokens.length - 1),
      });
    } catch (error) {
      update({ status: 'idle', error: reportError(error) });
    }
  });

  return {
    inside: {
      status: 'idle',
      text: '',
      inspection: null,
      layer: 0,
      head: 0,
      query: null,
      error: null,
    },
    inspect: async (text) => {
      update({ text });
      await get().startEngine();
      await work();
    },
    chooseHead: (layer, head) => update({ layer, head }),
    chooseQuery: (query) => update({ query }),
  };
};
