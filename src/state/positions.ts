/**
 * @file Positions: the model of the spec trained with each scheme, and measured beyond its context.
 */
import * as Comlink from 'comlink';
import { reportError } from '../base/errors';
import type { ExtrapolationEvent } from '../experiment/extrapolation-settings';
import { positionSchemes } from '../models/config';
import { computeWorker, progressProxy, textWorker } from './clients';
import type { SliceCreator } from './slice';
import type { PositionsSlice } from './types';

export { extrapolationReach, lossNear } from '../experiment/extrapolation-settings';
export { positionSchemes, ropeScalings } from '../models/config';
export { alibiSlopes, bucketBehind, sinusoid } from '../models/positions';
export { rotationOf, usualRope } from '../models/rotary';

/** Bounds of the page's controls; four contexts are what a model can have at most. */
export const extrapolationBounds = {
  contextLength: { min: 8, max: 512 },
  steps: { min: 20, max: 10_000 },
} as const;

/** Milliseconds between two updates of the page while training. */
const stepsShownEvery = 150;

export const positionsSlice: SliceCreator<PositionsSlice> = (set, get) => {
  const update = (change: Partial<PositionsSlice['positions']>) =>
    set({ positions: { ...get().positions, ...change } });

  const listener = () => {
    let shown = 0;
    return (event: ExtrapolationEvent) => {
      if (event.type === 'outcome') {
        update({ outcomes: [...get().positions.outcomes, event.outcome] });
      } else if (performance.now() - shown > stepsShownEvery) {
        shown = performance.now();
        update({ doing: event });
      }
    };
  };

  return {
    positions: {
      settings: { schemes: [...positionSchemes], contextLength: 32, steps: 300 },
      status: 'idle',
      progress: null,
      doing: null,
      ran: null,
      outcomes: [],
      error: null,
    },
    editPositions: (change) => update({ settings: { ...get().positions.settings, ...change } }),
    extrapolate: async () => {
      const { spec, positions } = get();
      if (positions.status !== 'idle') return;
      const ran = positions.settings;
      update({ status: 'preparing', ran, outcomes: [], doing: null, error: null });
      try {
        const onProgress = progressProxy((stage, share) => update({ progress: { stage, share } }));
        const prepared = await textWorker().prepare(spec, onProgress);
        update({ status: 'training', progress: null });
        await get().startEngine();
        await computeWorker().extrapolate(spec, prepared, ran, Comlink.proxy(listener()));
      } catch (error) {
        const report = reportError(error);
        if (report.code !== 'cancelled') update({ error: report });
      }
      update({ status: 'idle', progress: null, doing: null });
    },
    cancelExtrapolation: () => {
      void textWorker().cancel('prepare');
      void computeWorker().cancelExtrapolation();
    },
  };
};
