/**
 * @file The engine: which backend computes.
 */
import { reportError } from '../base/errors';
import type { EngineReport } from '../tensor/engine';
import { computeWorker } from './clients';
import type { SliceCreator } from './slice';
import type { EngineSlice } from './types';

export const engineSlice: SliceCreator<EngineSlice> = (set, get) => {
  const start = async (startIt: () => Promise<EngineReport>) => {
    set({ engine: { ...get().engine, status: 'starting', error: null } });
    try {
      const report = await startIt();
      set({ engine: { status: 'ready', report, error: null } });
    } catch (error) {
      set({ engine: { status: 'failed', report: null, error: reportError(error) } });
    }
  };
  return {
    engine: { status: 'idle', report: null, error: null },
    engineFacts: null,
    lookAtEngine: async () => {
      if (get().engine.status !== 'ready') return;
      set({ engineFacts: await computeWorker().engineFacts() });
    },
    stepMeasurement: { status: 'idle', runId: '', result: null, error: null },
    measureStep: async () => {
      const { run, stepMeasurement } = get();
      if (!run || stepMeasurement.status === 'measuring') return;
      const runId = run.id;
      set({ stepMeasurement: { ...stepMeasurement, status: 'measuring', error: null } });
      try {
        const result = await computeWorker().measureStep();
        set({ stepMeasurement: { status: 'idle', runId, result, error: null } });
      } catch (error) {
        const failed = { status: 'idle', runId, result: null, error: reportError(error) } as const;
        set({ stepMeasurement: failed });
      }
    },
    measureKernels: () => start(() => computeWorker().measureKernels()),
    startEngine: async () => {
      const { engine, spec } = get();
      if (engine.status === 'idle' || engine.status === 'failed') {
        await start(() => computeWorker().startEngine(spec.backend));
      }
    },
    chooseEngine: async (choice) => {
      get().editSpec({ backend: choice });
      await start(() => computeWorker().startEngine(choice));
    },
  };
};
