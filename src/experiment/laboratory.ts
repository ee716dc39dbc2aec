/**
 * @file The compute side of the lab: one engine, at most one run, and the models that are looked
 * into and decoded from. The compute worker is a thin door onto it; tests use it directly.
 */
import { LabError } from '../base/errors';
import type { RunStore } from '../storage/runs';
import type { NamedArrays } from '../base/arrays';
import { DecodingDesk } from './decoding-desk';
import { DynamicsDesk } from './dynamics-desk';
import { ExpertDesk } from './expert-desk';
import { InsideDesk } from './inside-desk';
import { EngineRoom } from './engine-room';
import type { RunEvent } from './events';
import { tryArchitecture } from './architecture-trial';
import type { ArchitectureTrialEvent, TrialEntry } from './architecture-trial-settings';
import { measureScheme, schemeSpec } from './extrapolation';
import type { ExtrapolationEvent, ExtrapolationSettings } from './extrapolation-settings';
import { holdRun } from './kept';
import { ModelLibrary, type LoadedModel } from './model-library';
import type { ModelInfo } from './model-info';
import type { ModelSource } from '../models/model-source';
import type { PreviewSettings, ShownExample } from './objective-preview';
import type { PreparedData } from './prepare';
import { Run, type StartOptions } from './run';
import type { RunSurroundings } from './run-surroundings';
import { fieldsOf } from '../training/objectives';
import { tokenLosses } from '../training/token-losses';
import { tokensPerStep, type Spec } from './spec';
import { QueuedRuns } from './queued-runs';
import { measurementOf, type StepMeasurement } from './step-measurement';
import { flopsPerStep } from './step-flops';
import { keepNewRun, loadStoredRun } from './stored-run';
import type { MachineFacts } from '../tensor/ledger';
import type { Machine } from '../tensor/machine';
import type { EngineChoice, EngineReport } from '../tensor/engine';
import type { AdapterNotes } from '../tensor/webgpu/choose-kernels';

export class Laboratory {
  private readonly engineRoom: EngineRoom;
  private readonly library: ModelLibrary;
  readonly inside = new InsideDesk((source, work) => this.withModel(source, work));
  readonly decoding = new DecodingDesk((source, work) => this.withModel(source, work));
  readonly dynamics: DynamicsDesk;
  /** Runs of the queue, which wait while the run below trains. */
  readonly queue: QueuedRuns;
  readonly experts = new ExpertDesk(
    (source, work) => this.withModel(source, work),
    (source) => this.library.heldOut(source),
    (spec, work) => this.apart(spec, work),
  );
  private run: Run | null = null;
  private releaseRun = () => {};
  private extrapolationAbort: AbortController | null = null;
  private architectureAbort: AbortController | null = null;
  private readonly listeners = new Set<(event: RunEvent) => void>();

  /**
   * @param openStore gives the browser's store, or null where nothing can be kept
   * @param notes where measurements of kernels are kept
   */
  constructor(
    private readonly openStore: () => Promise<RunStore | null>,
    notes: AdapterNotes | null = null,
  ) {
    const hooks = {
      leave: () => {
        this.library.clear();
        this.run?.leaveEngine();
        this.queue.leaveEngine();
      },
      recovered: (backend: string, reason: string) => {
        for (const one of [this.run, this.queue]) one?.engineRecovered(backend, reason);
      },
    };
    this.engineRoom = new EngineRoom(hooks, notes);
    this.dynamics = new DynamicsDesk({
      engineRoom: this.engineRoom,
      openStore,
      activeRun: () => this.run,
      withModel: (source, work) => this.withModel(source, work),
    });
    this.queue = new QueuedRuns(this.engineRoom, openStore, () => this.run);
    this.library = new ModelLibrary(
      openStore,
      () => this.run,
      () => this.engineRoom.machine,
    );
  }

  /** @param modelsUrl folder of the shipped models */
  configure(modelsUrl: string): void {
    this.library.modelsUrl = modelsUrl;
  }

  subscribe(listener: (event: RunEvent) => void): void {
    this.listeners.add(listener);
  }

  /** Starts the engine or changes it; in a change a run is paused. @throws LabError `engine.*` */
  async startEngine(choice: EngineChoice): Promise<EngineReport> {
    if (!this.engineRoom.runs(choice)) await this.run?.pause();
    return this.engineRoom.start(choice);
  }

  /** Starts the same engine anew with its kernels measured; a run is paused. @throws LabError `engine.*` */
  async measureKernels(): Promise<EngineReport> {
    await this.run?.pause();
    return this.engineRoom.measureAgain();
  }

  /** What lives on the engine now; null before one was started. */
  engineFacts(): MachineFacts | null {
    return this.engineRoom.facts;
  }

  loseDevice(): void {
    this.engineRoom.loseDevice();
  }

  /** Makes a run, paused before its first step. @returns its id */
  async startRun(spec: Spec, prepared: PreparedData, options: StartOptions): Promise<string> {
    await this.closeRun();
    await this.engineRoom.start(spec.backend);
    const store = options.keep ? await this.openStore() : null;
    const id = crypto.randomUUID();
    const run = new Run(id, spec, prepared, this.surroundings(store));
    this.run = run;
    this.releaseRun = holdRun(id);
    if (store) await keepNewRun(store, run, prepared, options);
    return id;
  }

  /** Opens a stored run at its last checkpoint, paused. @throws LabError `storage.*` */
  async resumeRun(id: string): Promise<void> {
    const store = await this.openStore();
    if (!store) throw new LabError('storage.missing', { name: id });
    const { spec, prepared, snapshot } = await loadStoredRun(store, id);
    await this.closeRun();
    await this.engineRoom.start(spec.backend);
    this.run = new Run(id, spec, prepared, this.surroundings(store), snapshot);
    this.releaseRun = holdRun(id);
  }

  play(): void {
    this.run?.play();
  }

  async pause(): Promise<void> {
    await this.run?.pause();
  }

  async step(): Promise<void> {
    await this.run?.step();
  }

  /**
   * Measures the run's next step, operation by operation, and what the engine can do at most. A paused
   * run is one step further then. @throws LabError `engine.*`
   */
  async measureStep(): Promise<StepMeasurement> {
    const { run, engineRoom } = this;
    if (!run) throw new LabError('engine.unmeasured');
    const { step, profile } = await run.measureStep();
    const rates = await engineRoom.measureRates();
    if (!rates) throw new LabError('engine.unmeasured');
    const about = { step, tokens: tokensPerStep(run.spec), backend: engineRoom.backend };
    return measurementOf(profile, rates, about);
  }

  async stop(): Promise<void> {
    await this.run?.stop();
  }

  /** Resolves when the run no longer goes on by itself. */
  async settled(): Promise<void> {
    await this.run?.settled();
  }

  async describe(source: ModelSource): Promise<ModelInfo> {
    return this.withModel(source, async (loaded) => loaded.info);
  }

  /** `[time, vocabularySize]` */
  async logits(source: ModelSource, text: string) {
    return this.withModel(source, async ({ model, tokenizer, info }) => {
      const ids = tokenizer.encode(text);
      const data = await model.logits(ids);
      return { shape: [ids.length, info.config.vocabularySize], data };
    });
  }

  /** Of examples that were made for a model of its architecture, vocabulary and context. */
  async tokenLosses(
    source: ModelSource,
    examples: readonly ShownExample[],
    { objective, architecture }: PreviewSettings,
  ): Promise<(number | null)[][]> {
    const fields = fieldsOf(objective, architecture);
    return this.withModel(source, ({ model }) =>
      tokenLosses(this.engineRoom.machine, model, examples, fields),
    );
  }

  async weights(source: ModelSource): Promise<NamedArrays> {
    return this.withModel(source, ({ model }) => model.arrays());
  }

  /**
   * Trains and measures the spec's model with each scheme of positions, one after the other; a new call
   * ends the one before. @throws LabError
   */
  async extrapolate(
    spec: Spec,
    prepared: PreparedData,
    settings: ExtrapolationSettings,
    onEvent: (event: ExtrapolationEvent) => void,
  ): Promise<void> {
    this.cancelExtrapolation();
    const abort = new AbortController();
    this.extrapolationAbort = abort;
    for (const scheme of settings.schemes) {
      const ofScheme = schemeSpec(spec, scheme, settings);
      const onStep = (step: number, loss: number) => onEvent({ type: 'step', scheme, step, loss });
      const outcome = await this.apart(spec, (machine) =>
        measureScheme(machine, ofScheme, prepared, onStep, abort.signal),
      );
      onEvent({ type: 'outcome', outcome });
    }
  }

  cancelExtrapolation(): void {
    this.extrapolationAbort?.abort();
  }

  /** Trains and measures one architecture on a task; a new call ends the one before. @throws LabError */
  async tryArchitecture(
    entry: TrialEntry,
    spec: Spec,
    prepared: PreparedData,
    onEvent: (event: ArchitectureTrialEvent) => void,
  ): Promise<void> {
    this.cancelArchitectureTrial();
    const abort = new AbortController();
    this.architectureAbort = abort;
    const outcome = await this.apart(spec, (machine) =>
      tryArchitecture(machine, entry, spec, prepared, onEvent, abort.signal),
    );
    onEvent({ type: 'outcome', outcome });
  }

  cancelArchitectureTrial(): void {
    this.architectureAbort?.abort();
  }

  /** Arithmetic of one step of each spec's training; what it is to be trained with need not be there. */
  async stepFlops(specs: readonly Spec[], vocabularySize: number): Promise<number[]> {
    return this.engineRoom.exclusively(async () =>
      specs.map((spec) => flopsPerStep(spec, vocabularySize)),
    );
  }

  /** Work on the engine that no run is trained beside. */
  private async apart<T>({ backend }: Spec, work: (machine: Machine) => Promise<T>): Promise<T> {
    const { engineRoom } = this;
    await this.run?.pause();
    await engineRoom.start(backend);
    return engineRoom.exclusively(() =>
      engineRoom.whileDeviceLives(() => work(engineRoom.machine)),
    );
  }

  private withModel<T>(source: ModelSource, work: (loaded: LoadedModel) => Promise<T>): Promise<T> {
    return this.engineRoom.exclusively(async () => {
      await this.engineRoom.ensureStarted();
      const attempt = () =>
        this.engineRoom.whileDeviceLives(async () => work(await this.library.load(source)));
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof LabError && error.code === 'engine.lost')) throw error;
        await this.engineRoom.restart();
        return attempt();
      }
    });
  }

  private async closeRun(): Promise<void> {
    const { run } = this;
    if (!run) return;
    await run.pause();
    this.run = null;
    run.dispose();
    this.releaseRun();
  }

  private surroundings(store: RunStore | null): RunSurroundings {
    const { engineRoom } = this;
    return {
      store,
      backend: () => engineRoom.backend,
      machine: () => engineRoom.machine,
      emit: (event) => this.listeners.forEach((listener) => listener(event)),
      exclusively: (work) => engineRoom.exclusively(work),
      whileDeviceLives: (work) => engineRoom.whileDeviceLives(work),
      restartEngine: () => engineRoom.restart(),
    };
  }
}
