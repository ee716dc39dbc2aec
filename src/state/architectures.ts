/**
 * @file Architectures: models of each, trained on tasks of a source and a target and asked for targets
 * that they have not seen.
 */
import * as Comlink from 'comlink';
import { reportError, throwIfCancelled } from '../base/errors';
import {
  trialTasks,
  type ArchitectureTrialEvent,
  type ArchitectureTrialSettings,
  type TrialEntry,
} from '../experiment/architecture-trial-settings';
import { architectures } from '../models/config';
import { computeWorker, progressProxy, textWorker } from './clients';
import type { SliceCreator } from './slice';
import type { ArchitecturesSlice } from './types';

export { corpusOf, trialTasks } from '../experiment/architecture-trial-settings';
export { architectures } from '../models/config';
export { canSee, editedSight, sightOf } from '../models/masks';

/** Bounds of the page's controls. */
export const trialBounds = {
  steps: { min: 20, max: 10_000 },
  width: { min: 16, max: 256 },
  layers: { min: 1, max: 6 },
} as const;

/** Milliseconds between two updates of the page while training. */
const stepsShownEvery = 150;

export const architecturesSlice: SliceCreator<ArchitecturesSlice> = (set, get) => {
  let abort = new AbortController();
  const update = (change: Partial<ArchitecturesSlice['architectures']>) =>
    set({ architectures: { ...get().architectures, ...change } });
  const specOf = async (entry: TrialEntry, settings: ArchitectureTrialSettings) => {
    const { seed, backend } = get().spec;
    // The tasks with their words come when they are needed.
    const { trialSpec } = await import('../experiment/architecture-trial-spec');
    return { ...trialSpec(entry, settings), seed, backend };
  };

  const listener = (entry: TrialEntry) => {
    let shown = 0;
    return (event: ArchitectureTrialEvent) => {
      const { doing, outcomes } = get().architectures;
      const before = doing ?? { ...entry, step: 0, loss: NaN, curve: [] };
      switch (event.type) {
        case 'step':
          if (performance.now() - shown <= stepsShownEvery) return;
          shown = performance.now();
          return update({ doing: { ...before, step: event.step, loss: event.loss } });
        case 'point':
          return update({ doing: { ...before, curve: [...before.curve, event.point] } });
        case 'outcome':
          return update({ doing: null, outcomes: [...outcomes, event.outcome] });
      }
    };
  };

  return {
    architectures: {
      settings: {
        tasks: [...trialTasks],
        architectures: [...architectures],
        layers: 1,
        width: 32,
        steps: 800,
      },
      status: 'idle',
      progress: null,
      doing: null,
      ran: null,
      outcomes: [],
      error: null,
    },
    editArchitectures: (change) =>
      update({ settings: { ...get().architectures.settings, ...change } }),
    tryArchitectures: async () => {
      if (get().architectures.status !== 'idle') return;
      const ran = get().architectures.settings;
      update({ status: 'preparing', ran, outcomes: [], doing: null, error: null });
      abort = new AbortController();
      const { signal } = abort;
      try {
        await get().startEngine();
        for (const task of ran.tasks) {
          for (const architecture of ran.architectures) {
            const entry = { task, architecture };
            const spec = await specOf(entry, ran);
            update({ status: 'preparing' });
            const onProgress = progressProxy((stage, share) =>
              update({ progress: { stage, share } }),
            );
            throwIfCancelled(signal);
            const prepared = await textWorker().prepareApart(spec, onProgress);
            update({ status: 'training', progress: null });
            throwIfCancelled(signal);
            const onEvent = Comlink.proxy(listener(entry));
            await computeWorker().tryArchitecture(entry, spec, prepared, onEvent);
          }
        }
      } catch (error) {
        const report = reportError(error);
        if (report.code !== 'cancelled') update({ error: report });
      }
      update({ status: 'idle', progress: null, doing: null });
    },
    cancelArchitectureTrial: () => {
      abort.abort();
      void textWorker().cancel('prepare');
      void computeWorker().cancelArchitectureTrial();
    },
  };
};
