/**
 * @file The text that everything starts from.
 */
import { reportError } from '../base/errors';
import type { OwnFiles } from '../experiment/kept';
import type { TextSpec } from '../experiment/spec';
import type { NamedFile } from '../text/reading';
import { progressProxy, textWorker } from './clients';
import type { SliceCreator } from './slice';
import type { TextSlice } from './types';

export const textSlice: SliceCreator<TextSlice> = (set, get) => {
  let generation = 0;
  /** The files that the open text was made of, for choosing another column. */
  let opened: OwnFiles | null = null;

  /**
   * Opens; only when that has worked does the spec change, so on failure all stays as it was. An
   * opening that is under way makes place for the newer wish.
   */
  const open = async (text: TextSpec, own: OwnFiles | null) => {
    const turn = ++generation;
    const update = (change: Partial<TextSlice['text']>) =>
      set({ text: { ...get().text, ...change } });
    const updateIfNewest = (change: Partial<TextSlice['text']>) => {
      if (turn === generation) update(change);
    };
    if (get().text.status === 'opening') void textWorker().cancel('open');
    update({ status: 'opening', progress: { stage: 'text', share: 0 }, error: null });
    try {
      const onProgress = progressProxy((stage, share) =>
        updateIfNewest({ progress: { stage, share } }),
      );
      const facts = await textWorker().open(text, own, onProgress);
      opened = own;
      update({ facts });
      updateIfNewest({ status: 'ready', progress: null });
      const { fingerprint, name } = facts;
      const found = text.source === 'own' ? { ...text, name, fingerprint } : text;
      if (JSON.stringify(get().spec.text) !== JSON.stringify(found)) {
        get().editSpec({ text: found });
        forgetTokenizer();
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

  const forgetTokenizer = () =>
    set({ tokenizer: { ...get().tokenizer, status: 'idle', facts: null, shown: [] } });

  const openFiles = async (files: readonly NamedFile[], column = '') => {
    const [first] = files;
    if (first) await open({ source: 'own', name: first.name, fingerprint: '' }, { files, column });
  };

  return {
    text: { status: 'idle', progress: null, facts: null, error: null },
    openText: async () => {
      if (get().text.status === 'idle') await open(get().spec.text, null);
    },
    chooseCorpus: (name, documents) => {
      const { text } = get().spec;
      const seed = text.source === 'own' ? 1 : text.seed;
      return open(
        name === 'crawl'
          ? { source: name, documents, seed, validation: 'tail' }
          : { source: name, documents, seed },
        null,
      );
    },
    pasteText: (text, name) => openFiles([{ name: `${name}.txt`, file: new Blob([text]) }]),
    openFiles: (files) => openFiles(files),
    chooseColumn: async (column) => {
      if (opened) await openFiles(opened.files, column);
    },
    openExperiment: async (spec) => {
      const isOther = JSON.stringify(get().spec.text) !== JSON.stringify(spec.text);
      get().loadSpec(spec);
      if (isOther) forgetTokenizer();
      await open(spec.text, null);
    },
    cancelText: () => void textWorker().cancel('open'),
  };
};
