/**
 * @file The compute side of the lab: one engine, at most one run, and the models that are looked
 * into and decoded from. The compute worker is a thin door onto it; tests use it directly.
 */
import { LabError, reportError, throwIfCancelled } from '../base/errors';
import { advanceColumns } from '../decoding/compare';
import { repeatTexts } from '../decoding/repeats';
import { StopSequences } from '../decoding/stops';
import { newColumn } from '../decoding/strategies';
import type { Column } from '../decoding/strategies/column';
import type { DecodingConfig, DecodingModel, StrategyConfig } from '../decoding/types';
import type { LanguageModel } from '../models/model';
import type { Tokenizer } from '../text/types';
import type { RunStore } from '../storage/runs';
import type { NamedArrays } from '../base/arrays';
import {
  changeMaker,
  type ColumnOpening,
  type DecodingPurpose,
  type DecodingRequest,
  type LabelledChange,
  type LabelledText,
  type RepeatRequest,
} from './decoding-stream';
import { EngineRoom } from './engine-room';
import type { RunEvent } from './events';
import { measureScheme, schemeSpec } from './extrapolation';
import type { ExtrapolationEvent, ExtrapolationSettings } from './extrapolation-settings';
import { holdRun } from './kept';
import { ModelLibrary, type LoadedModel } from './model-library';
import type { Inspection, ModelInfo } from './model-info';
import type { ModelSource } from '../models/model-source';
import type { PreparedData } from './prepare';
import { Run, type RunSurroundings, type StartOptions } from './run';
import { decodeCheckpoint } from '../storage/checkpoint';
import { requireSpec, tokensPerStep, type Spec } from './spec';
import { measurementOf, type StepMeasurement } from './step-measurement';
import type { MachineFacts } from '../tensor/ledger';
import type { EngineChoice, EngineReport } from '../tensor/engine';
import type { AdapterNotes } from '../tensor/webgpu/choose-kernels';

interface OpenedModel {
  model: DecodingModel;
  tokenizer: Tokenizer;
  info: ModelInfo;
}

interface OpenedColumn {
  column: Column;
  /** Of the model that writes the column. */
  tokenizer: Tokenizer;
  info: ModelInfo;
}

type OpenColumn = (
  strategy: StrategyConfig,
  seed: number,
  forcedIds?: readonly number[],
) => Promise<OpenedColumn>;

export class Laboratory {
  private readonly engineRoom: EngineRoom;
  private readonly library: ModelLibrary;
  private run: Run | null = null;
  private releaseRun = () => {};
  private readonly decodingAborts = new Map<DecodingPurpose, AbortController>();
  private repeatsAbort: AbortController | null = null;
  private extrapolationAbort: AbortController | null = null;
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
      },
      recovered: (backend: string, reason: string) => this.run?.engineRecovered(backend, reason),
    };
    this.engineRoom = new EngineRoom(hooks, notes);
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
    if (store) await this.keepNewRun(store, run, prepared, options);
    return id;
  }

  /** Opens a stored run at its last checkpoint, paused. @throws LabError `storage.*` */
  async resumeRun(id: string): Promise<void> {
    const store = await this.openStore();
    if (!store) throw new LabError('storage.missing', { name: id });
    const record = await store.get(id);
    const spec = requireSpec(record.spec);
    const last = record.checkpoints.at(-1);
    if (!last) throw new LabError('storage.missing', { name: record.name });
    const snapshot = decodeCheckpoint(await store.loadCheckpoint(id, last.step), record.name);
    const prepared = await store.loadRunData(id);
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

  /** @throws LabError `model.*` */
  async inspect(source: ModelSource, text: string): Promise<Inspection> {
    return this.withModel(source, async ({ model, tokenizer, info }) => {
      const { contextLength, layers, heads, width } = info.config;
      const ids = tokenizer.encode(text).slice(0, contextLength);
      const recorded = await model.inspect(ids);
      return {
        step: info.step,
        tokens: ids.map((id) => ({ id, label: tokenizer.label(id) })),
        layers,
        heads,
        headDim: width / heads,
        ...recorded,
      };
    });
  }

  /** `[time, vocabularySize]` */
  async logits(source: ModelSource, text: string) {
    return this.withModel(source, async ({ model, tokenizer, info }) => {
      const ids = tokenizer.encode(text);
      const data = await model.logits(ids);
      return { shape: [ids.length, info.config.vocabularySize], data };
    });
  }

  async weights(source: ModelSource): Promise<NamedArrays> {
    return this.withModel(source, ({ model }) => model.arrays());
  }

  /**
   * Streams all columns; a new call ends the one before of the same purpose.
   * @param onOpened told of each column's model; a column without one is left out then, which is an error
   *   where nobody is told
   */
  async decode(
    source: ModelSource,
    request: DecodingRequest,
    onChange: (change: LabelledChange) => void,
    onOpened?: (opening: ColumnOpening) => void,
  ): Promise<void> {
    const { columns: strategies, seed, forcedIds, purpose } = request;
    this.cancelDecoding(purpose);
    const abort = new AbortController();
    const { signal } = abort;
    this.decodingAborts.set(purpose ?? 'columns', abort);
    const openColumn = this.columnOpener(source, request, signal);
    const opened = await Promise.all(
      strategies.map(async (strategy, index) => {
        try {
          const { column, tokenizer, info } = await openColumn(
            strategy,
            seed,
            forcedIds?.at(index),
          );
          onOpened?.({ column: index, info, error: null });
          return [{ index, column, changeOf: changeMaker(tokenizer) }];
        } catch (error) {
          throwIfCancelled(signal);
          if (!onOpened) throw error;
          onOpened({ column: index, info: null, error: reportError(error) });
          return [];
        }
      }),
    );
    const standing = opened.flat();
    await advanceColumns(
      standing.map(({ column }) => column),
      {
        signal,
        onAdvance: (at) => {
          const { index, column, changeOf } = standing[at];
          onChange(changeOf({ column: index, ...column.report() }));
        },
      },
    );
  }

  cancelDecoding(purpose: DecodingPurpose = 'columns'): void {
    this.decodingAborts.get(purpose)?.abort();
  }

  /** Writes many texts of each strategy; a new call ends the one before. */
  async repeat(
    source: ModelSource,
    request: RepeatRequest,
    onText: (text: LabelledText) => void,
  ): Promise<void> {
    this.cancelRepeats();
    const { signal } = (this.repeatsAbort = new AbortController());
    const openColumn = this.columnOpener(source, request, signal);
    await repeatTexts(request, {
      signal,
      openColumn,
      onText: (text, { tokenizer }) =>
        onText({
          ...text,
          labels: text.ids.map((id) => tokenizer.label(id)),
          text: tokenizer.decode(text.ids),
        }),
    });
  }

  cancelRepeats(): void {
    this.repeatsAbort?.abort();
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
    const { engineRoom } = this;
    await this.run?.pause();
    await engineRoom.start(spec.backend);
    for (const scheme of settings.schemes) {
      const ofScheme = schemeSpec(spec, scheme, settings);
      const onStep = (step: number, loss: number) => onEvent({ type: 'step', scheme, step, loss });
      const outcome = await engineRoom.exclusively(() =>
        engineRoom.whileDeviceLives(() =>
          measureScheme(engineRoom.machine, ofScheme, prepared, onStep, abort.signal),
        ),
      );
      onEvent({ type: 'outcome', outcome });
    }
  }

  cancelExtrapolation(): void {
    this.extrapolationAbort?.abort();
  }

  /** How columns of one prompt are made; each model is one to all that ask for it. */
  private columnOpener(
    source: ModelSource,
    { prompt, maxTokens, stop = [] }: Pick<DecodingConfig, 'prompt' | 'maxTokens' | 'stop'>,
    signal: AbortSignal,
  ): OpenColumn {
    const models = new Map<string, Promise<OpenedModel>>();
    const open = (wanted: ModelSource) => {
      const key = JSON.stringify(wanted);
      const opened = models.get(key) ?? this.openModel(wanted, signal);
      models.set(key, opened);
      return opened;
    };
    return async (strategy, seed, forcedIds = []) => {
      const target = await open(strategy.model ?? source);
      const draft = await this.openDraft(strategy, target, open);
      const { model, tokenizer, info } = target;
      const { vocabularySize } = tokenizer;
      const unknown = forcedIds.find((id) => id >= vocabularySize);
      if (unknown !== undefined) {
        throw new LabError('model.tokenOutOfRange', { id: unknown, vocabularySize });
      }
      const ids = tokenizer.encode(prompt);
      const column = newColumn(strategy, {
        model,
        promptIds: ids.length > 0 ? ids : [tokenizer.endOfText],
        forcedIds,
        seed,
        maxTokens,
        endOfText: tokenizer.endOfText,
        vocabulary: tokenizer,
        stops:
          stop.length > 0 ? new StopSequences(stop, (ids) => tokenizer.decode(ids)) : undefined,
        draft,
        encode: (text) => tokenizer.encode(text),
      });
      return { column, tokenizer, info };
    };
  }

  /** @throws LabError `decoding.draft` */
  private async openDraft(
    strategy: StrategyConfig,
    target: OpenedModel,
    open: (source: ModelSource) => Promise<OpenedModel>,
  ): Promise<DecodingModel | undefined> {
    if (strategy.kind !== 'speculative' || !strategy.draft) return undefined;
    const draft = await open(strategy.draft);
    if (draft.info.tokenizerJson !== target.info.tokenizerJson) {
      throw new LabError('decoding.draft', { draft: draft.info.name, target: target.info.name });
    }
    return draft.model;
  }

  private async openModel(source: ModelSource, signal: AbortSignal): Promise<OpenedModel> {
    const { tokenizer, info } = await this.withModel(source, async (loaded) => loaded);
    /** Looked up anew each time: the engine may have been replaced in between. */
    const ask = <Result>(work: (model: LanguageModel) => Promise<Result>) => {
      throwIfCancelled(signal);
      return this.withModel(info.source, ({ model }) => work(model));
    };
    return {
      tokenizer,
      info,
      model: {
        contextLength: info.config.contextLength,
        nextLogits: (sequences) => ask((model) => model.nextLogits(sequences)),
        nextStates: (sequences) => ask((model) => model.nextStates(sequences)),
      },
    };
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

  private async keepNewRun(
    store: RunStore,
    run: Run,
    prepared: PreparedData,
    { name, textName, parentId }: StartOptions,
  ): Promise<void> {
    await store.create({
      id: run.id,
      name,
      spec: run.spec,
      totalSteps: run.spec.training.steps,
      vocabularySize: run.tokenizer.vocabularySize,
      charactersPerToken: run.charactersPerToken,
      parentId,
      textName,
      backend: this.engineRoom.backend,
      precision: run.precision,
    });
    await store.saveRunData(run.id, prepared);
  }
}
