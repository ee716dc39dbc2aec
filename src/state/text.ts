/**
 * @file The text that everything starts from.
 */
import { reportError } from '../base/errors';
import type { TextSpec } from '../experiment/spec';
import { progressProxy, textWorker } from './clients';
import type { SliceCreator } from './slice';
import type { TextSlice } from './types';

export const textSlice: SliceCreator<TextSlice> = (set, get) => {
  let generation = 0;

  /**
   * Opens; only when that has worked does the spec change, so on failure all stays as it was. An
   * opening that is under way makes place for the newer wish.
   */
  const open = async (text: TextSpec, file: File | null) => {
    const own = ++generation;
    const update = (change: Partial<TextSlice['text']>) =>
      set({ text: { ...get().text, ...change } });
    const updateIfNewest = (change: Partial<TextSlice['text']>) => {
      if (own === generation) update(change);
    };
    if (get().text.status === 'opening') void textWorker().cancel();
    update({ status: 'opening', progress: { stage: 'text', share: 0 }, error: null });
    try {
      const onProgress = progressProxy((stage, share) =>
        updateIfNewest({ progress: { stage, share } }),
      );
      const facts = await textWorker().open(text, file, onProgress);
      update({ facts });
      updateIfNewest({ status: 'ready', progress: null });
      const { fingerprint } = facts;
      const opened = text.source === 'own' ? { ...text, fingerprint } : text;
      if (JSON.stringify(get().spec.text) !== JSON.stringify(opened)) {
        get().editSpec({ text: opened });
        set({ tokenizer: { ...get().tokenizer, status: 'idle', facts: null, shown: [] } });
      }
    } catch (error) {
      const report = reportError(error);
      updateIfNewest({
        status: get().text.facts ? 'ready' : 'idle',
        progress: null,
        error: report.code === 'cancelled' ? null : report,
      });
    }
  };

  return {
    text: { status: 'idle', progress: null, facts: null, error: null },
    openText: async () => {
      if (get().text.status === 'idle') await open(get().spec.text, null);
    },
    chooseCorpus: (name, documents) => {
      const { text } = get().spec;
      const seed = text.source === 'own' ? 1 : text.seed;
      return open({ source: name, documents, seed }, null);
    },
    pasteText: (text, name) =>
      open({ source: 'own', name, fingerprint: '' }, new File([text], `${name}.txt`)),
    openFile: (file) => open({ source: 'own', name: file.name, fingerprint: '' }, file),
    cancelText: () => void textWorker().cancel(),
  };
};
