/**
 * @file The second half of an experiment: a training run with play, pause, step and stop. It emits
 * typed events, evaluates, samples, keeps checkpoints, and survives the loss of the GPU device.
 *
 * What is stored is always of one piece: history rows are written together with the checkpoint that
 * covers them, so a run that is resumed continues its curves without a gap or a double.
 */
import { LabError, reportError } from '../base/errors';
import { yieldToEvents } from '../base/scheduling';
import { countParameters } from '../models/parameters';
import type { LanguageModel } from '../models/model';
import { encodeCheckpoint } from '../storage/checkpoint';
import type { Precision } from '../tensor/precision';
import type { StepProfile } from '../tensor/profile';
import { precisionOn, Trainer } from '../training/trainer';
import type { StepMetrics, TrainerSnapshot } from '../training/config';
import { isDynamicsStep, type Dynamics } from '../training/dynamics';
import { makeObjective } from '../training/objectives';
import { bytesPerToken, charactersPerToken, tokenizerFromJson } from '../text/tokenizers';
import type { TokenData, Tokenizer } from '../text/types';
import type { HistoryRow, RunStatus } from './events';
import type { PreparedData } from './prepare';
import { runSample } from './run-sample';
import type { RunSurroundings } from './run-surroundings';
import { flopsPerStep } from './step-flops';
import { modelConfig, type Spec } from './spec';

export interface StartOptions {
  name: string;
  textName: string;
  /** Run whose spec this one was edited from. */
  parentId?: string;
  /** Sweep that it is a part of. */
  sweep?: string;
  /** False for a run that leaves nothing behind in the browser. */
  keep: boolean;
}

/** A step whose operations were timed. */
export interface MeasuredStep {
  /** Its number. */
  step: number;
  profile: StepProfile;
}

/** First, latest and evenly spaced ones between; more would fill the browser's storage. */
const keptCheckpoints = 24;
/** Checkpoints kept in bytes: large models keep fewer. */
const keptBytes = 256 * 2 ** 20;

export class Run {
  readonly tokenizer: Tokenizer;
  readonly tokenizerJson: string;
  /** Of the validation text; 0 where a loss is not that of each token of a text. */
  readonly charactersPerToken: number;
  private readonly bytesPerToken: number;
  readonly data: TokenData;
  /** Null while the run has no place on the engine; made again from the last snapshot. */
  private trainer: Trainer | null = null;
  /** Always there: what a lost device is survived with. */
  private lastSnapshot: TrainerSnapshot | null = null;
  private unsavedHistory: HistoryRow[] = [];
  private lastValidationLoss: number | null = null;
  private lastTrainLoss: number | null = null;
  private lastPrecision: Precision;
  private wantsToRun = false;
  private loop: Promise<void> | null = null;
  private status: RunStatus = 'paused';
  /** The spec's, until `watchDynamics`. */
  private dynamicsInterval: number;
  /** Takes what the next step measures; null: it is not measured. */
  private onMeasured: ((step: number, profile: StepProfile | null) => void) | null = null;

  constructor(
    readonly id: string,
    readonly spec: Spec,
    prepared: PreparedData,
    private readonly surroundings: RunSurroundings,
    snapshot?: TrainerSnapshot,
  ) {
    this.tokenizerJson = prepared.tokenizerJson;
    this.tokenizer = tokenizerFromJson(prepared.tokenizerJson);
    this.data = prepared.data;
    const { validation } = this.data;
    const isOfText = spec.objective.kind === 'next-token';
    this.charactersPerToken = isOfText ? charactersPerToken(this.tokenizer, validation) : 0;
    this.bytesPerToken = isOfText ? bytesPerToken(this.tokenizer, validation) : 0;
    this.lastSnapshot = snapshot ?? null;
    this.dynamicsInterval = spec.training.dynamicsInterval;
    this.lastPrecision = precisionOn(surroundings.machine(), spec.training);
    this.emitStarted();
  }

  get model(): LanguageModel {
    return this.onEngine().model;
  }

  get stepsDone(): number {
    return this.trainer?.stepsDone ?? this.lastSnapshot?.step ?? 0;
  }

  get validationLoss(): number | null {
    return this.lastValidationLoss;
  }

  /** In which the last step was done, or the first one will be; the engine may have been changed since. */
  get precision(): Precision {
    return this.lastPrecision;
  }

  /** That trains it. */
  get backend(): string {
    return this.surroundings.backend();
  }

  /** Whether it goes on by itself. */
  get isPlaying(): boolean {
    return this.wantsToRun;
  }

  get isFinished(): boolean {
    return this.stepsDone >= this.spec.training.steps;
  }

  /** Goes on until the last step, `pause` or `stop`. */
  play(): void {
    if (this.wantsToRun || this.isFinished || this.status === 'failed') return;
    this.wantsToRun = true;
    const previous = this.loop ?? Promise.resolve();
    this.loop = previous.then(() => this.runLoop());
  }

  async pause(): Promise<void> {
    this.wantsToRun = false;
    await this.loop;
  }

  /** One step; pauses first. */
  async step(): Promise<void> {
    await this.pause();
    if (this.isFinished || this.status === 'failed') return;
    await this.guarded(async () => {
      await this.ensureFirstCheckpoint();
      await this.advance();
      await this.settle(this.isFinished ? 'finished' : 'paused');
    });
  }

  /**
   * Measures the next step. A run that is paused takes this one step and is paused again.
   * @throws LabError `engine.unmeasured` if there is none, or the engine cannot tell
   */
  async measureStep(): Promise<MeasuredStep> {
    const measured = new Promise<MeasuredStep | null>((resolve) => {
      this.onMeasured = (step, profile) => {
        this.onMeasured = null;
        resolve(profile && { step, profile });
      };
    });
    // The run may end or be paused first.
    if (this.wantsToRun && this.loop) await Promise.race([measured, this.loop]);
    if (this.onMeasured && this.status === 'paused') await this.step();
    const result = this.onMeasured ? null : await measured;
    this.onMeasured = null;
    if (!result) throw new LabError('engine.unmeasured');
    return result;
  }

  /** From now on measures the dynamics every so many steps; 0: no more. What is learned is the same. */
  watchDynamics(interval: number): void {
    this.dynamicsInterval = interval;
  }

  /** Ends the run for good, with a last checkpoint. */
  async stop(): Promise<void> {
    await this.pause();
    if (this.status !== 'paused') return;
    await this.guarded(() => this.settle('stopped'));
  }

  /** Resolves when the run no longer goes on by itself. */
  async settled(): Promise<void> {
    await this.loop;
  }

  dispose(): void {
    this.wantsToRun = false;
    this.leaveEngine();
  }

  /** Gives up what lives on the engine; what is not in the last snapshot is done again. */
  leaveEngine(): void {
    this.trainer?.dispose();
    this.trainer = null;
    const kept = this.lastSnapshot?.step ?? -1;
    this.unsavedHistory = this.unsavedHistory.filter(({ step }) => step <= kept);
  }

  /** To be told once a new engine runs after the device was lost. */
  engineRecovered(backend: string, reason: string): void {
    this.surroundings.emit({ type: 'recovered', step: this.stepsDone, backend, reason });
  }

  private onEngine(): Trainer {
    const { architecture, contextLength } = this.spec.model;
    this.trainer ??= new Trainer(this.surroundings.machine(), {
      model: modelConfig(this.spec, this.tokenizer.vocabularySize),
      training: this.spec.training,
      objective: makeObjective(this.spec.objective, {
        architecture,
        contextLength,
        tokenizer: this.tokenizer,
      }),
      seed: this.spec.seed,
      data: this.data,
      restore: this.lastSnapshot ?? undefined,
    });
    return this.trainer;
  }

  private emitStarted(): void {
    const config = modelConfig(this.spec, this.tokenizer.vocabularySize);
    this.surroundings.emit({
      type: 'started',
      runId: this.id,
      step: this.stepsDone,
      backend: this.surroundings.backend(),
      precision: this.precision,
      parameters: countParameters(config),
      vocabularySize: config.vocabularySize,
      trainTokens: this.data.train.length,
      validationTokens: this.data.validation.length,
      uniformLoss: Math.log(config.vocabularySize),
      charactersPerToken: this.charactersPerToken,
      bytesPerToken: this.bytesPerToken,
      flopsPerStep: flopsPerStep(this.spec, config.vocabularySize),
    });
  }

  private async runLoop(): Promise<void> {
    await this.guarded(async () => {
      this.setStatus('running');
      await this.ensureFirstCheckpoint();
      while (this.wantsToRun && !this.isFinished) {
        await this.advance();
        await yieldToEvents();
      }
      await this.settle(this.isFinished ? 'finished' : 'paused');
    });
  }

  /** Failures end the run, are told, and leave its checkpoints as they are. */
  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.wantsToRun = false;
      this.surroundings.emit({ type: 'failed', step: this.stepsDone, error: reportError(error) });
      this.setStatus('failed');
      await this.record('failed').catch(() => undefined);
    }
  }

  private async settle(status: RunStatus): Promise<void> {
    this.wantsToRun = false;
    if (this.lastSnapshot?.step !== this.stepsDone) {
      await this.recovering(() => this.saveCheckpoint());
    }
    this.setStatus(status);
    await this.record(status);
  }

  private setStatus(status: RunStatus): void {
    this.status = status;
    this.surroundings.emit({ type: 'status', status, step: this.stepsDone });
  }

  /** The untrained model is worth keeping: its attention is where the scrubber begins. */
  private async ensureFirstCheckpoint(): Promise<void> {
    if (this.lastSnapshot) return;
    await this.recovering(async () => {
      await this.evaluate();
      await this.saveCheckpoint();
    });
  }

  /** One training step and whatever is due after it. */
  private async advance(): Promise<void> {
    await this.recovering(async () => {
      const { metrics, dynamics } = await this.takeStep();
      this.lastTrainLoss = metrics.trainLoss;
      this.lastPrecision = metrics.lossScale === undefined ? 'float32' : 'mixed';
      this.add({ type: 'step', ...metrics });
      if (dynamics) this.add({ type: 'dynamics', step: metrics.step, ...dynamics });
      const { evaluationInterval, sampleInterval, checkpointInterval } = this.spec.training;
      const isDue = (interval: number) => metrics.step % interval === 0 || this.isFinished;
      if (isDue(evaluationInterval)) await this.evaluate();
      if (isDue(sampleInterval)) await this.sample();
      if (isDue(checkpointInterval)) await this.saveCheckpoint();
    });
  }

  private async takeStep(): Promise<{ metrics: StepMetrics; dynamics: Dynamics | null }> {
    const { onMeasured } = this;
    if (onMeasured) {
      const { metrics, profile } = await this.onEngine().measuredStep();
      onMeasured(metrics.step, profile);
      return { metrics, dynamics: null };
    }
    const { dynamicsInterval, stepsDone } = this;
    const schedule = { ...this.spec.training, dynamicsInterval };
    if (isDynamicsStep(stepsDone + 1, schedule)) return this.onEngine().watchedStep();
    return { metrics: await this.onEngine().step(), dynamics: null };
  }

  private async evaluate(): Promise<void> {
    const validationLoss = await this.onEngine().evaluate();
    this.lastValidationLoss = validationLoss;
    this.add({ type: 'evaluation', step: this.stepsDone, validationLoss });
  }

  /** A look at what the model can do by now. */
  private async sample(): Promise<void> {
    const { model, tokenizer, spec } = this;
    const { validation } = this.data;
    const shown = await runSample({ model, tokenizer, spec, validation });
    this.add({ type: 'sample', step: this.stepsDone, ...shown });
  }

  private add(row: HistoryRow): void {
    this.unsavedHistory.push(row);
    this.surroundings.emit(row);
  }

  private async saveCheckpoint(): Promise<void> {
    const snapshot = await this.onEngine().snapshot();
    this.lastSnapshot = snapshot;
    const { store } = this.surroundings;
    if (!store) {
      this.unsavedHistory = [];
      return;
    }
    try {
      // History first: a tab that closes between the two must not leave a checkpoint with a gap
      // before it. Rows after the last checkpoint are replaced when the run goes on.
      await store.appendMetrics(this.id, this.unsavedHistory);
      this.unsavedHistory = [];
      const bytes = encodeCheckpoint(snapshot, { runId: this.id, seed: this.spec.seed });
      await store.saveCheckpoint(this.id, snapshot.step, bytes, this.lastValidationLoss);
      const kept = Math.max(3, Math.min(keptCheckpoints, Math.floor(keptBytes / bytes.length)));
      await store.thinCheckpoints(this.id, kept);
      await this.record(this.status);
      this.surroundings.emit({ type: 'checkpoint', step: snapshot.step, bytes: bytes.length });
    } catch (error) {
      // Training matters more than keeping it: say so, and go on.
      const report = reportError(error);
      this.surroundings.emit({ type: 'problem', step: snapshot.step, error: report });
    }
  }

  private async record(status: RunStatus): Promise<void> {
    const change = {
      status,
      step: this.lastSnapshot?.step ?? 0,
      validationLoss: this.lastValidationLoss,
      trainLoss: this.lastTrainLoss,
      backend: this.surroundings.backend(),
      precision: this.precision,
    };
    try {
      await this.surroundings.store?.update(this.id, change);
    } catch (error) {
      const report = reportError(error);
      this.surroundings.emit({ type: 'problem', step: this.stepsDone, error: report });
    }
  }

  /** Runs work on the engine; if the device is lost, goes back to the last checkpoint instead. */
  private async recovering(work: () => Promise<void>): Promise<void> {
    await this.surroundings.exclusively(async () => {
      try {
        await this.surroundings.whileDeviceLives(work);
      } catch (error) {
        if (!(error instanceof LabError && error.code === 'engine.lost')) throw error;
        await this.surroundings.restartEngine();
      }
    });
  }
}
