/**
 * @file Tokenizers that are compared on one text. Texts that come too fast are merged: the newest one
 * is compared when the one before is done.
 */
import { reportError } from '../base/errors';
import type { TokenizerChoice } from '../text/tokenizers/compare/types';
import { progressProxy, textWorker } from './clients';
import type { SliceCreator } from './slice';
import type { ComparedChoice, ComparedTokenizer, ComparisonSlice } from './types';

export const comparisonSlice: SliceCreator<ComparisonSlice> = (set, get) => {
  let made = 0;
  let isComparing = false;
  let isWanted = false;

  const update = (change: Partial<ComparisonSlice['comparison']>) =>
    set({ comparison: { ...get().comparison, ...change } });
  const entries = () => get().comparison.entries;
  const updateEntry = (id: string, change: Partial<ComparedTokenizer>) =>
    update({
      entries: entries().map((entry) => (entry.id === id ? { ...entry, ...change } : entry)),
    });
  const dropEntry = (id: string) =>
    update({ entries: entries().filter((entry) => entry.id !== id), overlap: null });

  /** Compares the text with all that are ready, until nothing new is wanted. */
  const refresh = async () => {
    isWanted = true;
    if (isComparing) return;
    isComparing = true;
    try {
      while (isWanted) {
        isWanted = false;
        const ids = entries().flatMap(({ id, facts }) => (facts ? [id] : []));
        const { text } = get().comparison;
        const texts = await textWorker().compareText(ids, text);
        for (const [index, result] of texts.entries()) updateEntry(ids[index], { result });
        update({ comparedText: text });
        const known = get().comparison.overlap?.ids;
        if (JSON.stringify(known) === JSON.stringify(ids)) continue;
        update({ overlap: { ids, matrix: await textWorker().compareVocabularies(ids) } });
      }
    } catch (error) {
      update({ error: reportError(error) });
    } finally {
      isComparing = false;
    }
  };

  return {
    comparison: { entries: [], text: '', comparedText: '', overlap: null, error: null },
    addCompared: async (choice) => {
      const id = `compared-${++made}`;
      const entry = { id, choice: shown(choice), progress: null, facts: null, result: null };
      update({ entries: [...entries(), entry], error: null });
      try {
        // One that is being opened is done first: the worker takes its work in turn.
        if (choice.kind === 'trained') await get().openText();
        const onProgress = progressProxy((stage, share) =>
          updateEntry(id, { progress: { stage, share } }),
        );
        const facts = await textWorker().addCompared(id, choice, onProgress);
        // It may have been removed in the meantime.
        if (!entries().some((one) => one.id === id)) return void textWorker().removeCompared(id);
        updateEntry(id, { facts, progress: null });
        if (choice.kind === 'trained') {
          updateEntry(id, { choice: { ...choice, text: get().text.facts?.name ?? '' } });
        }
        await refresh();
      } catch (error) {
        dropEntry(id);
        const isTextMissing = choice.kind === 'trained' && get().text.facts === null;
        const report = (isTextMissing ? get().text.error : null) ?? reportError(error);
        if (report.code !== 'cancelled') update({ error: report });
      }
    },
    removeCompared: async (id) => {
      dropEntry(id);
      await textWorker().removeCompared(id);
      await refresh();
    },
    compareText: async (text) => {
      update({ text });
      await refresh();
    },
  };
};

/** What is kept of a choice: a file's name, not the file. */
function shown(choice: TokenizerChoice): ComparedChoice {
  switch (choice.kind) {
    case 'trained':
      return { ...choice, text: '' };
    case 'file':
      return { kind: 'file', name: choice.file.name };
    case 'gpt':
      return choice;
  }
}
