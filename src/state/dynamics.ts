/**
 * @file Training dynamics, beside what runs record: the learning-rate finder, and a model's loss by
 * position and kind of token.
 */
import * as Comlink from 'comlink';
import { reportError } from '../base/errors';
import type { FinderPoint } from '../experiment/learning-rate-finder-settings';
import { computeWorker, progressProxy, textWorker } from './clients';
import type { DynamicsSlice } from './dynamics-types';
import type { SliceCreator } from './slice';

export { readFinder } from '../experiment/learning-rate-finder-settings';

/** Bounds of the page's controls. */
export const finderBounds = {
  rate: { min: 1e-7, max: 10 },
  steps: { min: 30, max: 2000 },
} as const;

/** Milliseconds between two updates of the page. */
const shownEvery = 200;

export const dynamicsSlice: SliceCreator<DynamicsSlice> = (set, get) => {
  const updateFinder = (change: Partial<DynamicsSlice['finder']>) =>
    set({ finder: { ...get().finder, ...change } });
  const updateProfile = (change: Partial<DynamicsSlice['lossProfile']>) =>
    set({ lossProfile: { ...get().lossProfile, ...change } });

  return {
    finder: {
      settings: { from: 1e-6, to: 1, steps: 150 },
      status: 'idle',
      progress: null,
      points: [],
      steps: 0,
      error: null,
    },
    editFinder: (change) => updateFinder({ settings: { ...get().finder.settings, ...change } }),
    findLearningRate: async () => {
      const { spec, finder } = get();
      if (finder.status !== 'idle') return;
      const { settings } = finder;
      updateFinder({ status: 'preparing', points: [], steps: settings.steps, error: null });
      let gathered: FinderPoint[] = [];
      let shown = 0;
      const onPoint = (point: FinderPoint) => {
        gathered = [...gathered, point];
        if (performance.now() - shown < shownEvery) return;
        shown = performance.now();
        updateFinder({ points: gathered });
      };
      try {
        const onProgress = progressProxy((stage, share) =>
          updateFinder({ progress: { stage, share } }),
        );
        const prepared = await textWorker().prepare(spec, onProgress);
        updateFinder({ status: 'training', progress: null });
        await get().startEngine();
        const request = [spec, prepared, settings, Comlink.proxy(onPoint)] as const;
        updateFinder({ points: await computeWorker().findLearningRate(...request) });
      } catch (error) {
        const report = reportError(error);
        if (report.code !== 'cancelled') updateFinder({ error: report });
      }
      updateFinder({ status: 'idle', progress: null });
    },
    cancelFinder: () => {
      void textWorker().cancel('prepare');
      void computeWorker().cancelFinder();
    },
    takeLearningRate: (learningRate) => {
      const { training } = get().spec;
      const share = training.minimumLearningRate / training.learningRate;
      const minimumLearningRate = Number((learningRate * share).toPrecision(2));
      get().editTraining({ learningRate, minimumLearningRate });
    },

    lossProfile: { status: 'idle', share: 0, source: null, profile: null, error: null },
    profileLoss: async (source) => {
      if (get().lossProfile.status !== 'idle') return;
      updateProfile({ status: 'working', share: 0, source, profile: null, error: null });
      try {
        await get().startEngine();
        const onShare = Comlink.proxy((share: number) => updateProfile({ share }));
        updateProfile({ profile: await computeWorker().profileLoss(source, onShare) });
      } catch (error) {
        const report = reportError(error);
        if (report.code !== 'cancelled') updateProfile({ error: report });
      }
      updateProfile({ status: 'idle' });
    },
    cancelProfile: () => void computeWorker().cancelProfile(),
  };
};
