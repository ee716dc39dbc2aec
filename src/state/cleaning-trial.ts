/**
 * @file “Does it matter?”: the spec's model trained twice, on the crawl with nothing but its text
 * extracted and on the cleaned crawl, equally long, and measured on the same good pages.
 */
import { bitsPerCharacter } from '../base/bits';
import { reportError } from '../base/errors';
import type { RunEvent } from '../experiment/events';
import { tokensPerStep, type Spec } from '../experiment/spec';
import { computeWorker, textWorker } from './clients';
import type { SliceCreator } from './slice';
import { trialSpec } from './trial-spec';
import {
  cleaningTrials,
  type CleaningTrialName,
  type CleaningTrialRun,
  type CleaningTrialSlice,
} from './types';

export const cleaningTrialSlice: SliceCreator<CleaningTrialSlice> = (set, get) => {
  let isCancelled = false;
  const update = (change: Partial<CleaningTrialSlice['cleaningTrial']>) =>
    set({ cleaningTrial: { ...get().cleaningTrial, ...change } });

  const train = async (spec: Spec, name: CleaningTrialName) => {
    // It stands on this store, so it cannot be imported before there is one.
    const { labConsole } = await import('./console');
    const seen: CleaningTrialRun = {
      runId: '',
      validationLoss: NaN,
      charactersPerToken: 0,
      tokens: 0,
      curve: [],
      sample: '',
    };
    const onEvent = (event: RunEvent) => {
      if (event.type === 'started') {
        seen.runId = event.runId;
        seen.charactersPerToken = event.charactersPerToken;
      } else if (event.type === 'step') seen.tokens = event.step * tokensPerStep(spec);
      else if (event.type === 'sample') seen.sample = event.text;
      else if (event.type === 'evaluation') {
        seen.validationLoss = event.validationLoss;
        const bits = bitsPerCharacter(event.validationLoss, seen.charactersPerToken);
        seen.curve = [...seen.curve, { step: event.step, bits }];
        update({ runs: { ...get().cleaningTrial.runs, [name]: { ...seen } } });
      }
    };
    await labConsole.run(spec, { name: spec.name || `crawl, ${name}`, onEvent });
    update({ runs: { ...get().cleaningTrial.runs, [name]: { ...seen } } });
  };

  return {
    cleaningTrial: { working: null, runs: {}, error: null },
    tryCleaning: async () => {
      if (get().cleaningTrial.working) return;
      isCancelled = false;
      const { spec } = get();
      update({ runs: {}, error: null });
      try {
        for (const name of cleaningTrials) {
          if (isCancelled) break;
          update({ working: name });
          await train(trialSpec(spec, name), name);
        }
      } catch (error) {
        const report = reportError(error);
        if (report.code !== 'cancelled') update({ error: report });
      }
      update({ working: null });
    },
    cancelCleaningTrial: () => {
      isCancelled = true;
      void textWorker().cancel('prepare');
      void computeWorker().stop();
    },
  };
};
