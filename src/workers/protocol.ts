/**
 * @file What the page may ask of its two workers. Comlink carries the calls; errors arrive as
 * `LabError` (`transfer.ts`). Callbacks are given as Comlink proxies.
 */
import type { MachineFacts } from '../tensor/ledger';
import type { EngineChoice, EngineReport } from '../tensor/engine';
import type { DecodingConfig } from '../decoding/types';
import type { RunEvent, PreparationStage } from '../experiment/events';
import type { Inspection, ModelInfo, ModelSource } from '../experiment/model-source';
import type { LabelledChange } from '../experiment/decoding-stream';
import type { PreparedData, TokenizerFacts } from '../experiment/prepare';
import type { StartOptions } from '../experiment/run';
import type { Spec, TextSpec } from '../experiment/spec';
import type { StepMeasurement } from '../experiment/step-measurement';
import type { NamedArrays } from '../base/arrays';
import type { TextFacts } from '../text/reading';
import type { DisplayToken } from '../text/tokenizers/display';
import type { TokenizerConfig } from '../text/types';
import type { TokenizerDoor } from './tokenizer-door';

export type OnProgress = (stage: PreparationStage, share: number) => void;

export interface TextWorker extends TokenizerDoor {
  /** Opens the spec's text (`own`: the file given here, or the stored one) and describes it. */
  open(text: TextSpec, file: File | null, onProgress: OnProgress): Promise<TextFacts>;
  /** Trains the tokenizer on the open text and encodes it. */
  trainTokenizer(config: TokenizerConfig, onProgress: OnProgress): Promise<TokenizerFacts>;
  /** With the tokenizer trained last. */
  tokenize(text: string): Promise<DisplayToken[]>;
  /** Opens, trains and encodes what is not ready yet. */
  prepare(spec: Spec, onProgress: OnProgress): Promise<PreparedData>;
  /** Ends the work that is under way; its call rejects with `cancelled`. */
  cancel(): void;
}

export interface ComputeWorker {
  /** @param modelsUrl folder of the shipped models */
  configure(modelsUrl: string): void;
  startEngine(choice: EngineChoice): Promise<EngineReport>;
  /** Starts the same engine anew with its kernels measured; a run is paused. */
  measureKernels(): Promise<EngineReport>;
  /** What lives on the engine now; null before one was started. */
  engineFacts(): Promise<MachineFacts | null>;
  /** Destroys the GPU device, to see that a run survives it. */
  loseDevice(): Promise<void>;
  startRun(spec: Spec, prepared: PreparedData, options: StartOptions): Promise<string>;
  resumeRun(runId: string): Promise<void>;
  play(): void;
  /** Resolves when the step under way is done and the checkpoint is written. */
  pause(): Promise<void>;
  /** One step; pauses first. */
  step(): Promise<void>;
  /** Times the operations of the run's next step; a paused run takes this one step. */
  measureStep(): Promise<StepMeasurement>;
  stop(): Promise<void>;
  /** Resolves when the run no longer goes on by itself: finished, paused, stopped or failed. */
  settled(): Promise<void>;
  describe(source: ModelSource): Promise<ModelInfo>;
  /** @throws LabError `model.*`; a text longer than the context is cut to its first tokens */
  inspect(source: ModelSource, text: string): Promise<Inspection>;
  /** `[time, vocabularySize]` */
  logits(source: ModelSource, text: string): Promise<{ shape: number[]; data: Float32Array }>;
  weights(source: ModelSource): Promise<NamedArrays>;
  decode(
    source: ModelSource,
    config: DecodingConfig,
    onChange: (change: LabelledChange) => void,
  ): Promise<void>;
  cancelDecoding(): void;
  subscribe(listener: (event: RunEvent) => void): void;
}
