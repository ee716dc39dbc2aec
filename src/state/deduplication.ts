/**
 * @file Deduplication: two texts side by side, the near-copies in a corpus, and repeated stretches to cut.
 */
import { reportError } from '../base/errors';
import type { CopySource } from '../experiment/deduplication';
import { candidateProbability, similarityThreshold, type Banding } from '../text/cleaning/lsh';
import { standardError } from '../text/cleaning/minhash';
import type { SubstringSettings } from '../text/cleaning/substrings';
import { progressProxy, textWorker } from './clients';
import type { SliceCreator } from './slice';
import type { DeduplicationSlice } from './types';

export { candidateProbability, similarityThreshold, standardError };

/** Bands and rows that are known from elsewhere. */
export const knownBandings = {
  fineweb: { bands: 14, rows: 8 },
  refinedweb: { bands: 450, rows: 20 },
  misread: { bands: 20, rows: 450 },
} as const satisfies Record<string, Banding>;

/** Bounds of the page's controls. */
export const deduplicationBounds = {
  shingleSize: { min: 1, max: 10 },
  bands: { min: 1, max: 64 },
  rows: { min: 1, max: 16 },
  threshold: { min: 0.1, max: 1 },
  shortest: { min: 3, max: 60 },
} as const;

const seed = 1;

export const deduplicationSlice: SliceCreator<DeduplicationSlice> = (set, get) => {
  const update = (change: Partial<DeduplicationSlice['deduplication']>) =>
    set({ deduplication: { ...get().deduplication, ...change } });
  const fail = (error: unknown) => update({ error: reportError(error) });

  const search = inNewest(async (source: CopySource) => {
    const { settings } = get().deduplication;
    update({ status: 'searching', progress: { stage: 'deduplication', share: 0 }, error: null });
    try {
      if (source === 'open') await get().openText();
      const onProgress = progressProxy((stage, share) => update({ progress: { stage, share } }));
      const copies = await textWorker().findCopies(source, { ...settings, seed }, onProgress);
      update({ copies, reading: null });
    } catch (error) {
      const report = reportError(error);
      if (report.code !== 'cancelled') update({ error: report });
    }
    update({ status: 'idle', progress: null });
  });

  return {
    deduplication: {
      settings: {
        shingleSize: 3,
        bands: 20,
        rows: 5,
        verification: 'shingles',
        threshold: 0.6,
      },
      edited: {},
      pair: null,
      source: null,
      status: 'idle',
      progress: null,
      copies: null,
      reading: null,
      cutting: { unit: 'words', shortest: 10, struck: 'later' },
      cuts: null,
      error: null,
    },
    editDeduplication: (change) =>
      update({ settings: { ...get().deduplication.settings, ...change } }),
    editCutting: (change) => update({ cutting: { ...get().deduplication.cutting, ...change } }),
    editDeduplicationText: (name, text) => {
      const { [name]: _, ...edited } = get().deduplication.edited;
      update({ edited: text === null ? edited : { ...edited, [name]: text } });
    },
    comparePair: inNewest(async (first: string, second: string) => {
      try {
        const { shingleSize, bands, rows } = get().deduplication.settings;
        const settings = { shingleSize, bands, rows, seed };
        update({ pair: await textWorker().comparePair(first, second, settings) });
      } catch (error) {
        fail(error);
      }
    }),
    chooseCopySource: (source) => update({ source }),
    findCopies: search,
    cancelCopies: () => void textWorker().cancel('copies'),
    readCopy: async (text) => {
      const { copies } = get().deduplication;
      if (text === null || !copies) return update({ reading: null });
      const kept = copies.clusterOf[text];
      try {
        const diff = await textWorker().diffTexts(copies.texts[kept], copies.texts[text]);
        if (get().deduplication.copies === copies) update({ reading: { text, kept, diff } });
      } catch (error) {
        fail(error);
      }
    },
    findCuts: inNewest(async (texts: readonly string[]) => {
      try {
        const cutting: SubstringSettings = get().deduplication.cutting;
        update({ cuts: { texts, found: await textWorker().findCuts(texts, cutting) } });
      } catch (error) {
        fail(error);
      }
    }),
  };
};

/** Calls that come while one is under way are merged: only the newest is done after it. */
function inNewest<Args extends unknown[]>(work: (...args: Args) => Promise<void>) {
  let isWorking = false;
  let next: Args | null = null;
  return async (...args: Args) => {
    next = args;
    if (isWorking) return;
    isWorking = true;
    while (next !== null) {
      const now: Args = next;
      next = null;
      await work(...now);
    }
    isWorking = false;
  };
}
