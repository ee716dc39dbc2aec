/**
 * @file Looking inside: what the chosen model does with a text.
 */
import { reportError } from '../base/errors';
import { computeWorker } from './clients';
import type { ReadText } from '../experiment/read-text';
import { newestOnly } from './newest';
import type { SliceCreator } from './slice';
import type { InsideSlice } from './types';

/** The inspected text, with what an encoder-decoder writes about it unless it was told something else. */
export const inspectedText = ({ inside: { text, target, inspection } }: InsideSlice): ReadText => ({
  text,
  target: target ?? inspection?.answer ?? '',
});

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
      target: null,
      inspection: null,
      layer: 0,
      head: 0,
      query: null,
      error: null,
    },
    inspect: async (text, target = null) => {
      update({ text, target });
      await get().startEngine();
      await work();
    },
    chooseHead: (layer, head) => update({ layer, head }),
    chooseQuery: (query) => update({ query }),
  };
};
