/**
 * @file The tokenizer, and a text shown as its tokens.
 */
import { reportError } from '../base/errors';
import { progressProxy, textWorker } from './clients';
import type { SliceCreator } from './slice';
import type { TokenizerSlice } from './types';

/** Characters of the open text that are shown as tokens at first. */
const shownCharacters = 400;

export const tokenizerSlice: SliceCreator<TokenizerSlice> = (set, get) => {
  const update = (change: Partial<TokenizerSlice['tokenizer']>) =>
    set({ tokenizer: { ...get().tokenizer, ...change } });

  return {
    tokenizer: {
      status: 'idle',
      progress: null,
      facts: null,
      error: null,
      shownText: '',
      shown: [],
    },
    trainTokenizer: async () => {
      if (get().tokenizer.status === 'training') return;
      update({ status: 'training', progress: { stage: 'tokenizer', share: 0 }, error: null });
      await get().openText();
      const isOpen = get().text.facts !== null;
      try {
        if (!isOpen) return update({ status: 'idle', progress: null });
        const onProgress = progressProxy((stage, share) => update({ progress: { stage, share } }));
        const facts = await textWorker().trainTokenizer(get().spec, onProgress);
        update({ status: 'ready', progress: null, facts });
        // Problems may depend on how large the vocabulary has become.
        get().editTokenizer({});
        await get().showTokens(
          get().tokenizer.shownText || facts.preview.slice(0, shownCharacters),
        );
      } catch (error) {
        const report = reportError(error);
        update({
          status: get().tokenizer.facts ? 'ready' : 'idle',
          progress: null,
          error: report.code === 'cancelled' ? null : report,
        });
      }
    },
    cancelTokenizer: () => void textWorker().cancel('tokenizer'),
    showTokens: async (text) => {
      update({ shownText: text });
      const shown = await textWorker().tokenize(text);
      // A later text may have been asked for in the meantime.
      if (get().tokenizer.shownText === text) update({ shown });
    },
  };
};
