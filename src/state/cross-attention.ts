/**
 * @file What an encoder-decoder looks at in its source while it writes, for the text that is on screen.
 */
import { reportError } from '../base/errors';
import { computeWorker } from './clients';
import type { SliceCreator } from './slice';
import type { CrossAttentionSlice } from './types';

export const crossAttentionSlice: SliceCreator<CrossAttentionSlice> = (set) => {
  type Wish = Parameters<CrossAttentionSlice['inspectCross']>;
  let wish: Wish | null = null;
  let working = false;

  return {
    crossAttention: { shown: null, error: null },
    inspectCross: async (...asked) => {
      wish = asked;
      if (working) return;
      working = true;
      try {
        // A text that is being written grows faster than its picture: only the newest is drawn.
        while (wish) {
          const [source, prompt, ids]: Wish = wish;
          wish = null;
          const shown = await computeWorker().inspectCross(source, prompt, ids);
          set({ crossAttention: { shown, error: null } });
        }
      } catch (error) {
        set({ crossAttention: { shown: null, error: reportError(error) } });
      } finally {
        working = false;
      }
    },
  };
};
