/**
 * @file Heads that are switched off or patched and a mask that is edited, of the chosen model on the
 * inspected text. Another model has other heads, and another text other pairs: both start anew.
 */
import { reportError } from '../base/errors';
import { computeWorker } from './clients';
import { newestOnly } from './newest';
import type { SliceCreator } from './slice';
import type { InterventionSlice } from './types';

export const interventionSlice: SliceCreator<InterventionSlice> = (set, get) => {
  const update = (change: Partial<InterventionSlice['intervention']>) =>
    set({ intervention: { ...get().intervention, ...change } });
  /** Of the tokens that `flipped` is about. */
  let ids = '';

  const startAnew = () => {
    const { inside, intervention } = get();
    if (!inside.inspection) return;
    const { tokens, layers, heads } = inside.inspection;
    const number = layers * heads;
    if (intervention.heads.length !== number) {
      update({ heads: Array.from({ length: number }, () => 'kept'), importance: null });
    }
    const now = tokens.map(({ id }) => id).join(' ');
    if (now !== ids) update({ flipped: [], importance: null });
    ids = now;
  };

  const read = newestOnly(async () => {
    startAnew();
    const { source, inside, intervention } = get();
    const { heads, otherText, flipped } = intervention;
    try {
      const wish = { heads, otherText, flipped };
      const reading = await computeWorker().intervene(source, inside.text, wish);
      update({ reading, error: null });
    } catch (error) {
      update({ reading: null, error: reportError(error) });
    }
  });

  return {
    intervention: {
      heads: [],
      otherText: '',
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
      const { source, inside } = get();
      update({ measuring: true });
      try {
        const importance = await computeWorker().measureHeads(source, inside.text);
        update({ importance, error: null });
      } catch (error) {
        update({ error: reportError(error) });
      } finally {
        update({ measuring: false });
      }
    },
  };
};
