/**
 * @file The run in the compute worker. Its events come faster than a page should be drawn, so they
 * are gathered and applied a few times a second.
 */
import * as Comlink from 'comlink';
import { reportError } from '../base/errors';
import type { RunEvent } from '../experiment/events';
import { computeWorker, progressProxy, textWorker } from './clients';
import { applyEvents, secondsLeft } from './run-events';
import type { SliceCreator } from './slice';
import type { ActiveRun, LabState, RunSlice } from './types';
import type { Spec } from '../experiment/spec';

/** Milliseconds between two updates of the page. */
const gatherFor = 200;

function freshRun(id: string, spec: Spec, status: ActiveRun['status']): ActiveRun {
  return {
    id,
    spec,
    status,
    progress: null,
    backend: '',
    precision: 'float32',
    step: 0,
    parameters: 0,
    vocabularySize: 0,
    uniformLoss: 0,
    charactersPerToken: 0,
    secondsLeft: null,
    tokensPerSecond: null,
    recovered: null,
    problem: null,
    error: null,
  };
}

/** Name of a run without one: what it is, and its number. */
function runName({ spec, runs }: LabState): string {
  return spec.name || `#${runs.records.length + 1}`;
}

export const runSlice: SliceCreator<RunSlice> = (set, get) => {
  let gathered: RunEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  let subscribed = false;

  const updateRun = (change: Partial<ActiveRun>) => {
    const { run } = get();
    if (run) set({ run: { ...run, ...change } });
  };

  const flush = () => {
    timer = null;
    const events = gathered;
    gathered = [];
    const { run, histories } = get();
    if (!run) return;
    const applied = applyEvents(run, histories[run.id], events);
    set({
      run: { ...applied.run, secondsLeft: secondsLeft(applied.run, applied.history) },
      histories: { ...histories, [applied.run.id]: applied.history },
    });
    if (events.some(({ type }) => type === 'status' || type === 'checkpoint')) {
      void get().refreshRuns();
    }
    if (events.some(({ type }) => type === 'recovered')) void refreshEngine();
  };

  /** After a recovery another backend may be in use. */
  const refreshEngine = async () => {
    const choice = get().engine.report?.choice ?? 'auto';
    const report = await computeWorker().startEngine(choice);
    set({ engine: { status: 'ready', report, error: null } });
  };

  const subscribe = async () => {
    if (subscribed) return;
    subscribed = true;
    const listener = (event: RunEvent) => {
      gathered.push(event);
      timer ??= setTimeout(flush, gatherFor);
    };
    await computeWorker().subscribe(Comlink.proxy(listener));
  };

  /** Failures of the preparation or of the worker stand in the run. */
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      const report = reportError(error);
      if (report.code === 'cancelled') set({ run: null });
      else updateRun({ status: 'failed', progress: null, error: report });
    }
  };

  return {
    run: null,
    histories: {},
    startRun: async () => {
      const { spec, problems, run: previous } = get();
      if (problems.length > 0) return;
      if (previous?.status === 'preparing') return;
      if (previous?.status === 'running') await get().pauseRun();
      set({ run: freshRun('', spec, 'preparing') });
      await attempt(async () => {
        await subscribe();
        const onProgress = progressProxy((stage, share) =>
          updateRun({ progress: { stage, share } }),
        );
        const prepared = await textWorker().prepare(spec, onProgress);
        await get().startEngine();
        const { train, validation } = prepared.data;
        const id = await computeWorker().startRun(
          spec,
          Comlink.transfer(prepared, [train.buffer, validation.buffer]),
          {
            name: runName(get()),
            textName: spec.text.source === 'own' ? spec.text.name : spec.text.source,
            parentId: previous?.id,
            keep: true,
          },
        );
        updateRun({ id, status: 'paused', progress: null });
        set({ source: { kind: 'run', runId: id, step: null } });
        await computeWorker().play();
      });
    },
    playRun: async () => attempt(async () => computeWorker().play()),
    pauseRun: async () => attempt(async () => computeWorker().pause()),
    stepRun: async () => attempt(async () => computeWorker().step()),
    stopRun: async () => {
      if (get().run?.status === 'preparing') await textWorker().cancel('prepare');
      else await attempt(async () => computeWorker().stop());
    },
    watchDynamics: async (dynamicsInterval) => {
      get().editTraining({ dynamicsInterval });
      if (get().run) await attempt(async () => computeWorker().watchDynamics(dynamicsInterval));
    },
    resumeRun: async (id) => {
      const record = get().runs.records.find((candidate) => candidate.id === id);
      if (!record) return;
      await get().readHistory(id);
      set({ run: freshRun(id, get().specOf(record) ?? get().spec, 'preparing') });
      get().dismissResumable();
      await attempt(async () => {
        await subscribe();
        await computeWorker().resumeRun(id);
        updateRun({ status: 'paused', progress: null });
        set({ source: { kind: 'run', runId: id, step: null } });
        const report = await computeWorker().startEngine(get().run?.spec.backend ?? 'auto');
        set({ engine: { status: 'ready', report, error: null } });
      });
    },
    loseDevice: async () => {
      await computeWorker().loseDevice();
    },
  };
};
