/**
 * @file Many texts of several strategies. They come fast, so they are gathered and shown a few times a
 * second.
 */
import * as Comlink from 'comlink';
import { reportError } from '../base/errors';
import { repeatedTexts } from '../decoding/repeats';
import type { LabelledText } from '../experiment/decoding-stream';
import { computeWorker } from './clients';
import type { SliceCreator } from './slice';
import type { RepeatsSlice } from './types';

/** Milliseconds between two updates of the page. */
const gatherFor = 200;

export const repeatsSlice: SliceCreator<RepeatsSlice> = (set, get) => {
  let generation = 0;
  let gathered: LabelledText[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const update = (change: Partial<RepeatsSlice['repeats']>) =>
    set({ repeats: { ...get().repeats, ...change } });

  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const fresh = gathered;
    gathered = [];
    if (fresh.length === 0) return;
    const strategies = get().repeats.strategies.map((strategy, index) => ({
      ...strategy,
      texts: [...strategy.texts, ...fresh.filter((text) => text.strategy === index)],
    }));
    update({ strategies });
  };

  return {
    repeats: { status: 'idle', request: null, source: null, strategies: [], total: 0, error: null },
    repeat: async (request) => {
      const own = ++generation;
      const { source } = get();
      gathered = [];
      update({
        status: 'running',
        request,
        source,
        strategies: request.strategies.map((config) => ({ config, texts: [] })),
        total: repeatedTexts(request),
        error: null,
      });
      try {
        await get().startEngine();
        const onText = (text: LabelledText) => {
          if (own !== generation) return;
          gathered.push(text);
          timer ??= setTimeout(flush, gatherFor);
        };
        await computeWorker().repeat(source, request, Comlink.proxy(onText));
      } catch (error) {
        const report = reportError(error);
        if (own === generation && report.code !== 'cancelled') update({ error: report });
      }
      if (own !== generation) return;
      flush();
      update({ status: 'done' });
    },
    cancelRepeats: async () => {
      await computeWorker().cancelRepeats();
    },
  };
};
