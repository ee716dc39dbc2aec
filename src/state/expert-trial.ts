/**
 * @file The comparisons of the chapter on experts: with the balance loss and without it, and with dense
 * models of as much work and of as many parameters.
 */
import * as Comlink from 'comlink';
import { reportError, throwIfCancelled } from '../base/errors';
import {
  expertTrials,
  type ExpertTrial,
  type ExpertTrialEvent,
  type ExpertTrialStep,
} from '../experiment/expert-trial-settings';
import { expertTrialSpec } from '../experiment/expert-trial-spec';
import { computeWorker, progressProxy, textWorker } from './clients';
import type { ExpertTrialRun, ExpertTrialSlice } from './expert-types';
import type { SliceCreator } from './slice';

export { expertTrials } from '../experiment/expert-trial-settings';
export { collapseBalance } from '../experiment/expert-trial-spec';

/** Bounds of the page's controls. */
export const expertTrialBounds = {
  experts: { min: 2, max: 16 },
  width: { min: 16, max: 128 },
  steps: { min: 20, max: 5000 },
} as const;

/** Milliseconds between two updates of the page while training. */
const stepsShownEvery = 400;

export const expertTrialSlice: SliceCreator<ExpertTrialSlice> = (set, get) => {
  let abort = new AbortController();
  const update = (change: Partial<ExpertTrialSlice['expertTrial']>) =>
    set({ expertTrial: { ...get().expertTrial, ...change } });

  /** The run under way is the last one. */
  const updateRun = (trial: ExpertTrial, change: (run: ExpertTrialRun) => ExpertTrialRun) => {
    const { results } = get().expertTrial;
    const result = results[trial];
    const last = result?.runs.at(-1);
    if (!result || !last) return;
    const runs = [...result.runs.slice(0, -1), change(last)];
    update({ results: { ...results, [trial]: { ...result, runs } } });
  };

  const listener = (trial: ExpertTrial) => {
    let shown = 0;
    let gathered: ExpertTrialStep[] = [];
    const flush = () => {
      const more = gathered;
      gathered = [];
      shown = performance.now();
      updateRun(trial, (run) => ({ ...run, steps: [...run.steps, ...more] }));
    };
    return (event: ExpertTrialEvent) => {
      switch (event.type) {
        case 'step':
          gathered.push(event.step);
          if (performance.now() - shown > stepsShownEvery) flush();
          break;
        case 'outcome':
          flush();
          updateRun(trial, (run) => ({ ...run, outcome: event.outcome }));
          break;
      }
    };
  };

  return {
    expertTrial: {
      settings: { experts: 8, width: 32, steps: 200 },
      working: null,
      progress: null,
      results: {},
      error: null,
    },
    editExpertTrial: (change) => update({ settings: { ...get().expertTrial.settings, ...change } }),
    tryExperts: async (trial) => {
      if (get().expertTrial.working !== null) return;
      const { settings, results } = get().expertTrial;
      const base = get().spec;
      abort = new AbortController();
      const { signal } = abort;
      update({
        working: trial,
        results: { ...results, [trial]: { settings, runs: [] } },
        error: null,
      });
      try {
        await get().startEngine();
        const onProgress = progressProxy((stage, share) => update({ progress: { stage, share } }));
        const specs = expertTrials[trial].map((entry) => ({
          entry,
          spec: expertTrialSpec(base, entry, settings),
        }));
        throwIfCancelled(signal);
        // All have the same text and tokenizer.
        const prepared = await textWorker().prepareApart(specs[0].spec, onProgress);
        for (const { entry, spec } of specs) {
          throwIfCancelled(signal);
          const before = get().expertTrial.results[trial]?.runs ?? [];
          const runs = [...before, { entry, steps: [], outcome: null }];
          update({
            progress: null,
            results: { ...get().expertTrial.results, [trial]: { settings, runs } },
          });
          await computeWorker().tryExperts(spec, prepared, Comlink.proxy(listener(trial)));
        }
      } catch (error) {
        const report = reportError(error);
        if (report.code !== 'cancelled') update({ error: report });
      }
      update({ working: null, progress: null });
    },
    cancelExpertTrial: () => {
      abort.abort();
      void textWorker().cancel('prepare');
      void computeWorker().cancelExpertTrial();
    },
  };
};
