/**
 * @file The runs of the queue, one at a time, on the engine that all share. A step of such a run waits
 * while the experiment's own run trains, and steps aside for pictures and decoding as every run does.
 */
import { LabError, type ErrorReport } from '../base/errors';
import type { RunStore } from '../storage/runs';
import type { EngineReport } from '../tensor/engine';
import type { EngineRoom } from './engine-room';
import type { HistoryRow, RunEvent, RunStatus, StartedEvent } from './events';
import { holdRun } from './kept';
import { outcomeOf, type RunOutcome } from './outcome';
import type { PreparedData } from './prepare';
import { Run, type StartOptions } from './run';
import type { RunSurroundings } from './run-surroundings';
import type { Spec } from './spec';
import { keepNewRun, loadStoredRun } from './stored-run';

/** What the page is told while a queued run goes on: not every step. */
export type QueuedEvent =
  | { type: 'started'; runId: string; step: number }
  | { type: 'step'; step: number; trainLoss: number }
  | { type: 'evaluation'; step: number; validationLoss: number }
  /** The engine was changed to the one that the run's spec asks for. */
  | { type: 'engine'; report: EngineReport };

export interface QueuedResult {
  runId: string;
  status: RunStatus;
  /** So far; null if it has failed before it was started. */
  outcome: RunOutcome | null;
  error: ErrorReport | null;
}

/** Milliseconds between two steps that are told. */
const toldEvery = 250;

export class QueuedRuns {
  private run: Run | null = null;
  private isEnding = false;
  /** Ends the waiting for the experiment's own run. */
  private wake = () => {};
  /** Of the present run; its last words are waited for. */
  private ending: Promise<void> = Promise.resolve();

  /** @param ownRun the experiment's own run, which goes first */
  constructor(
    private readonly engineRoom: EngineRoom,
    private readonly openStore: () => Promise<RunStore | null>,
    private readonly ownRun: () => Run | null,
  ) {}

  /**
   * Trains a spec to its end, until `pause` or until `stop`.
   * @throws LabError `cancelled` if it was ended before it could begin, `engine.*`, `text.*`
   */
  async train(
    spec: Spec,
    prepared: PreparedData,
    options: StartOptions,
    onEvent: (event: QueuedEvent) => void,
  ): Promise<QueuedResult> {
    await this.begin(spec, onEvent);
    const store = options.keep ? await this.openStore() : null;
    const told = new Told(spec, onEvent);
    const run = new Run(crypto.randomUUID(), spec, prepared, this.around(store, told));
    if (store) await keepNewRun(store, run, prepared, options);
    return this.finish(run, store, told);
  }

  /** Goes on with a stored run from its last checkpoint. @throws LabError `storage.*`, `engine.*` */
  async resume(runId: string, onEvent: (event: QueuedEvent) => void): Promise<QueuedResult> {
    const store = await this.openStore();
    if (!store) throw new LabError('storage.missing', { name: runId });
    const { spec, prepared, snapshot } = await loadStoredRun(store, runId);
    await this.begin(spec, onEvent);
    const told = new Told(spec, onEvent);
    const run = new Run(runId, spec, prepared, this.around(store, told), snapshot);
    return this.finish(run, store, told);
  }

  /** Resolves when the step under way is done and the checkpoint is written. */
  pause(): Promise<void> {
    return this.end(this.run?.pause());
  }

  /** Ends the present run for good. */
  stop(): Promise<void> {
    return this.end(this.run?.stop());
  }

  /** Gives up what lives on the engine; what is not in the last snapshot is done again. */
  leaveEngine(): void {
    this.run?.leaveEngine();
  }

  /** To be told once a new engine runs after the device was lost. */
  engineRecovered(backend: string, reason: string): void {
    this.run?.engineRecovered(backend, reason);
  }

  private end(ended: Promise<void> = Promise.resolve()): Promise<void> {
    this.isEnding = true;
    this.wake();
    return (this.ending = ended);
  }

  private async begin(spec: Spec, onEvent: (event: QueuedEvent) => void): Promise<void> {
    this.isEnding = false;
    this.ending = Promise.resolve();
    await this.ownRunRests();
    if (this.isEnding) throw new LabError('cancelled');
    const own = this.ownRun();
    // One that is paused would go on with another engine than it had.
    if (own && !own.isFinished) return;
    if (this.engineRoom.runs(spec.backend)) return;
    onEvent({ type: 'engine', report: await this.engineRoom.start(spec.backend) });
  }

  private async finish(run: Run, store: RunStore | null, told: Told): Promise<QueuedResult> {
    const release = holdRun(run.id);
    this.run = run;
    try {
      run.play();
      // Ended while it was prepared: then it has begun, and is kept.
      if (this.isEnding) await run.pause();
      await run.settled();
      await this.ending;
    } finally {
      this.run = null;
      run.dispose();
      release();
    }
    const history = store ? await store.readMetrics(run.id) : told.history;
    const { started, error } = told;
    // One that was at its end already has nothing to tell.
    const status = run.isFinished && error === null ? 'finished' : told.status;
    const outcome = started && outcomeOf(run.spec, started, history);
    return { runId: run.id, status, outcome, error };
  }

  private around(store: RunStore | null, told: Told): RunSurroundings {
    const { engineRoom } = this;
    return {
      store,
      backend: () => engineRoom.backend,
      machine: () => engineRoom.machine,
      emit: (event) => told.take(event),
      exclusively: async (work) => {
        await this.ownRunRests();
        return engineRoom.exclusively(work);
      },
      whileDeviceLives: (work) => engineRoom.whileDeviceLives(work),
      restartEngine: () => engineRoom.restart(),
    };
  }

  /** Resolves once the experiment's own run does not train, or this one is to end. */
  private async ownRunRests(): Promise<void> {
    for (;;) {
      const own = this.ownRun();
      if (!own?.isPlaying || this.isEnding) return;
      const woken = new Promise<void>((resolve) => (this.wake = resolve));
      await Promise.race([own.settled(), woken]);
    }
  }
}

/** What a run has told so far. */
class Told {
  started: StartedEvent | null = null;
  status: RunStatus = 'paused';
  error: ErrorReport | null = null;
  history: HistoryRow[] = [];
  private lastTold = 0;

  constructor(
    private readonly spec: Spec,
    readonly onEvent: (event: QueuedEvent) => void,
  ) {}

  take(event: RunEvent): void {
    switch (event.type) {
      case 'started':
        this.started = event;
        return this.onEvent({ type: 'started', runId: event.runId, step: event.step });
      case 'step': {
        const { step, trainLoss } = event;
        this.history.push(event);
        const now = performance.now();
        if (now - this.lastTold < toldEvery && step < this.spec.training.steps) return;
        this.lastTold = now;
        return this.onEvent({ type: 'step', step, trainLoss });
      }
      case 'evaluation':
        this.history.push(event);
        return this.onEvent(event);
      case 'recovered':
        this.history = this.history.filter(({ step }) => step <= event.step);
        return;
      case 'status':
        this.status = event.status;
        return;
      case 'failed':
        this.error = event.error;
        return;
      case 'dynamics':
      case 'sample':
      case 'checkpoint':
      case 'problem':
      case 'progress':
        return;
    }
  }
}
