/**
 * @file Heads that are switched off or patched and a mask that is edited, of the chosen model on the
 * inspected text. Another model has other heads, and another text other pairs: both start anew.
 */
import { reportError } from '../base/errors';
import { computeWorker } from './clients';
import { inspectedText } from './inside';
import { newestOnly } from './newest';
import type { SliceCreator } from './slice';
import type { InterventionSlice } from './types';

export const interventionSlice: SliceCreator<InterventionSlice> = (set, get) => {
  const update = (change: Partial<InterventionSlice['intervention']>) =>
    set({ intervention: { ...get().intervention, ...change } });
  /** Of the heads that `heads` is about, and of the tokens that `flipped` is about. */
  const about = { shape: '', text: '' };

  const startAnew = () => {
    const { inspection } = get().inside;
    if (!inspection) return;
    const { tokens, layers, heads, answer } = inspection;
    const shape = [layers, heads, answer === null].join();
    if (shape !== about.shape) update({ heads: [], importance: null });
    const { target } = inspectedText(get());
    const text = [...tokens.map(({ id }) => id), target].join(' ');
    if (text !== about.text) update({ flipped: [], importance: null });
    Object.assign(about, { shape, text });
  };

  const read = newestOnly(async () => {
    startAnew();
    const { source, intervention } = get();
    const { heads, other, flipped } = intervention;
    try {
      const wish = { heads, other, flipped };
      const reading = await computeWorker().intervene(source, inspectedText(get()), wish);
      update({ reading, error: null });
    } catch (error) {
      update({ reading: null, error: reportError(error) });
    }
  });

  return {
    intervention: {
      heads: [],
      other: { text: '', target: '' },
      flipped: [],
      reading: null,
      importance: null,
      measuring: false,
      error: null,
    },
    intervene: async (change) => {
      update(change);
      await read();
    },
    measureHeads: async () => {
      update({ measuring: true });
      try {
        const importance = await computeWorker().measureHeads(get().source, inspectedText(get()));
        update({ importance, error: null });
      } catch (error) {
        update({ error: reportError(error) });
      } finally {
        update({ measuring: false });
      }
    },
  };
};
