/**
 * @file The cleaning of the open text: the pipeline stands in the spec, what it did is asked for from
 * the text worker, a little at a time.
 */
import * as Comlink from 'comlink';
import { reportError } from '../base/errors';
import { pipelineOf } from '../experiment/spec';
import { pipelineFromJson, type Pipeline } from '../text/cleaning/settings';
import { progressProxy, textWorker } from './clients';
import type { SliceCreator } from './slice';
import type { CleaningSlice, LabState } from './types';

/** What a report belongs to. */
export function cleaningKey({ spec }: Pick<LabState, 'spec'>): string {
  return JSON.stringify([spec.text, pipelineOf(spec)]);
}

/** The pipeline that the spec cleans its text with. */
export function presentPipeline({ spec }: Pick<LabState, 'spec'>): Pipeline {
  return pipelineOf(spec);
}

export const cleaningSlice: SliceCreator<CleaningSlice> = (set, get) => {
  const update = (change: Partial<CleaningSlice['cleaning']>) =>
    set({ cleaning: { ...get().cleaning, ...change } });
  /** Errors of what the page asks for; being cancelled is none. */
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      const report = reportError(error);
      if (report.code !== 'cancelled') update({ error: report });
    }
  };

  return {
    cleaning: {
      status: 'idle',
      progress: null,
      report: null,
      reportKey: '',
      browsed: null,
      outcomes: null,
      diff: null,
      classifier: null,
      error: null,
    },
    runCleaning: async () => {
      if (get().cleaning.status === 'working') return;
      update({ status: 'working', progress: { stage: 'cleaning', share: 0 }, error: null });
      await attempt(async () => {
        await get().openText();
        const { spec } = get();
        update({ report: null, reportKey: cleaningKey(get()), browsed: null, outcomes: null });
        const report = await textWorker().clean(
          spec,
          progressProxy((stage, share) => update({ progress: { stage, share } })),
          Comlink.proxy((soFar) => update({ report: soFar })),
        );
        update({ report });
      });
      const { report, reportKey } = get().cleaning;
      // A report that was broken off belongs to nothing.
      const isWhole = report !== null && report.stages.length === stagesOn(get(), reportKey);
      update({
        status: 'idle',
        progress: null,
        ...(isWhole ? {} : { report: null, reportKey: '' }),
      });
    },
    cancelCleaning: () => void textWorker().cancel('clean'),
    editPipeline: (stages) => {
      get().editSpec({ cleaning: { stages: stages && [...stages] } });
      set({ tokenizer: { ...get().tokenizer, status: 'idle', facts: null, shown: [] } });
    },
    loadPipeline: async (file) =>
      attempt(async () => {
        update({ error: null });
        get().editPipeline(pipelineFromJson(await file.text()));
      }),
    browseCleaning: async (query) => {
      update({ browsed: query, diff: null });
      if (query === null) return update({ outcomes: null });
      await attempt(async () => {
        const outcomes = await textWorker().browseCleaning(query);
        // Another place may have been asked for in the meantime.
        if (get().cleaning.browsed !== query) return;
        update({ outcomes });
        const [shown] = outcomes.shown;
        if (!shown || shown.after === null) return;
        const diff = await textWorker().diffTexts(shown.before, shown.after);
        if (get().cleaning.outcomes === outcomes) update({ diff });
      });
    },
    saveCleaning: async () => {
      try {
        return await textWorker().saveCleaning();
      } catch (error) {
        update({ error: reportError(error) });
        return null;
      }
    },
    inspectClassifier: async (settings) =>
      attempt(async () => {
        const key = JSON.stringify(settings);
        await textWorker().cancel('classifier');
        const report = await textWorker().inspectClassifier(settings);
        update({ classifier: { key, report } });
      }),
  };
};

/** How many stages were on in the pipeline of a report's key; −1 if it is not the present one. */
function stagesOn(state: LabState, key: string): number {
  if (cleaningKey(state) !== key) return -1;
  return presentPipeline(state).filter(({ enabled }) => enabled).length;
}
