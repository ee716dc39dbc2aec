/**
 * @file What the page may ask of its two workers. Comlink carries the calls; errors arrive as
 * `LabError` (`transfer.ts`). Callbacks are given as Comlink proxies.
 */
import type { MachineFacts } from '../tensor/ledger';
import type { EngineChoice, EngineReport } from '../tensor/engine';
import type { CopySearch, CopySource } from '../experiment/deduplication';
import type { ArchitectureTrialEvent, TrialEntry } from '../experiment/architecture-trial-settings';
import type { RunEvent, PreparationStage } from '../experiment/events';
import type { HabitReading, RoutingReading } from '../experiment/expert-look';
import type { ExpertTrialEvent } from '../experiment/expert-trial-settings';
import type {
  ExtrapolationEvent,
  ExtrapolationSettings,
} from '../experiment/extrapolation-settings';
import type {
  BoxLook,
  CrossInspection,
  Inspection,
  LensReading,
  ModelInfo,
} from '../experiment/model-info';
import type { FinderPoint, FinderSettings } from '../experiment/learning-rate-finder-settings';
import type { LossProfile } from '../experiment/loss-profile-kinds';
import type { ModelSource } from '../models/model-source';
import type {
  ColumnOpening,
  DecodingPurpose,
  DecodingRequest,
  LabelledChange,
  LabelledText,
  RepeatRequest,
} from '../experiment/decoding-stream';
import type { InterventionReading, InterventionWish } from '../experiment/intervention';
import type { ReadText } from '../experiment/read-text';
import type { OwnFiles } from '../experiment/kept';
import type { PreviewSettings, ShownBatch, ShownExample } from '../experiment/objective-preview';
import type { PreparedData, TokenizerFacts } from '../experiment/prepare';
import type { QueuedEvent, QueuedResult } from '../experiment/queued-runs';
import type { StartOptions } from '../experiment/run';
import type { Spec, TextSpec } from '../experiment/spec';
import type { StepMeasurement } from '../experiment/step-measurement';
import type { NamedArrays } from '../base/arrays';
import type { OutcomePage, OutcomeQuery } from '../text/cleaning/browse';
import type { CleaningReport } from '../text/cleaning/pipeline';
import type { StageSettings } from '../text/cleaning/settings';
import type { ClassifierReport } from '../text/cleaning/stages/classifier';
import type { DiffPart } from '../text/cleaning/diff';
import type { NearDuplicateSettings } from '../text/cleaning/near-duplicates';
import type { PairComparison, PairSettings } from '../text/cleaning/pair';
import type { Cut, SubstringSettings } from '../text/cleaning/substrings';
import type { TextFacts } from '../text/reading';
import type { DisplayToken } from '../text/tokenizers/display';
import type { TokenizerDoor } from './tokenizer-door';

/** Kinds of work that the text worker does for a while, and that can be cancelled one by one. */
export type TextWork =
  'open' | 'clean' | 'classifier' | 'copies' | 'tokenizer' | 'comparison' | 'prepare' | 'queue';

export type OnProgress = (stage: PreparationStage, share: number) => void;

export interface TextWorker extends TokenizerDoor {
  /** Opens the spec's text (`own`: the files given here, or the stored one) and describes it. */
  open(text: TextSpec, own: OwnFiles | null, onProgress: OnProgress): Promise<TextFacts>;
  /**
   * Cleans the spec's text by its pipeline; opens it if need be.
   * @param onStage told the report so far after each stage
   */
  clean(
    spec: Spec,
    onProgress: OnProgress,
    onStage: (report: CleaningReport) => void,
  ): Promise<CleaningReport>;
  /** What a stage of the pipeline that ran last did. */
  browseCleaning(query: OutcomeQuery): Promise<OutcomePage>;
  /** The documents of the cleaning that ran last, as JSON lines with the reasons. */
  saveCleaning(): Promise<Blob>;
  /** Trains the classifier of these settings and tells what it learned. */
  inspectClassifier(settings: StageSettings): Promise<ClassifierReport>;
  /** Trains the spec's tokenizer on the open text, cleaned, and encodes it. */
  trainTokenizer(spec: Spec, onProgress: OnProgress): Promise<TokenizerFacts>;
  /** With the tokenizer trained last. */
  tokenize(text: string): Promise<DisplayToken[]>;
  /** Opens, trains and encodes what is not ready yet. */
  prepare(spec: Spec, onProgress: OnProgress): Promise<PreparedData>;
  /** As `prepare`, and keeps it here for `previewObjective`. */
  openPreview(spec: Spec, onProgress: OnProgress): Promise<void>;
  previewObjective(settings: PreviewSettings): Promise<ShownBatch>;
  /** As `prepare`, of another text than the open one, which stays open. */
  prepareApart(spec: Spec, onProgress: OnProgress): Promise<PreparedData>;
  /** As `prepareApart`, for runs of the queue: what the run before needed too is used as it is. */
  prepareQueued(spec: Spec, onProgress: OnProgress): Promise<PreparedData>;
  /** Shingles and signatures of two texts. */
  comparePair(first: string, second: string, settings: PairSettings): Promise<PairComparison>;
  /** Near-copies among the documents of a small corpus, or of the open text. */
  findCopies(
    source: CopySource,
    settings: NearDuplicateSettings,
    onProgress: OnProgress,
  ): Promise<CopySearch>;
  /** What changed from one text to the other. */
  diffTexts(before: string, after: string): Promise<DiffPart[]>;
  /** What exact-substring deduplication would cut from each text. */
  findCuts(texts: readonly string[], settings: SubstringSettings): Promise<Cut[][]>;
  /** Ends all work of this kind, also what waits for its turn; its calls reject with `cancelled`. */
  cancel(kind: TextWork): void;
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
  /** The run measures its dynamics every so many steps from now on; 0: no more. */
  watchDynamics(interval: number): void;
  stop(): Promise<void>;
  /** Resolves when the run no longer goes on by itself: finished, paused, stopped or failed. */
  settled(): Promise<void>;
  describe(source: ModelSource): Promise<ModelInfo>;
  /** @throws LabError `model.*`; a text longer than the context is cut to its first tokens */
  inspect(source: ModelSource, text: string): Promise<Inspection>;
  /** @throws LabError `model.*`; a text longer than the context is cut to its first tokens */
  lookAtBox(source: ModelSource, text: ReadText, name: string): Promise<BoxLook>;
  /** What an encoder-decoder looks at in its source, the prompt, while it writes the ids. */
  inspectCross(
    source: ModelSource,
    prompt: string,
    ids: readonly number[],
  ): Promise<CrossInspection>;
  /** What a model would say of a text if it ended after a layer. */
  readLens(source: ModelSource, text: ReadText): Promise<LensReading>;
  /** Where the tokens of a text go in a model with experts. */
  readRouting(source: ModelSource, text: string): Promise<RoutingReading>;
  /** What its experts get of the text that its run held out. */
  readHabits(source: ModelSource): Promise<HabitReading>;
  /** What becomes of a model's answers when parts of it do something else. */
  intervene(
    source: ModelSource,
    text: ReadText,
    wish: InterventionWish,
  ): Promise<InterventionReading>;
  /** How much the loss grows when each head is switched off, `[attentions, heads]`, in nats per token. */
  measureHeads(source: ModelSource, text: ReadText): Promise<Float32Array>;
  /** `[time, vocabularySize]` */
  logits(source: ModelSource, text: string): Promise<{ shape: number[]; data: Float32Array }>;
  /** In nats by example and place; null where nothing is learned. */
  tokenLosses(
    source: ModelSource,
    examples: readonly ShownExample[],
    settings: PreviewSettings,
  ): Promise<(number | null)[][]>;
  weights(source: ModelSource): Promise<NamedArrays>;
  /** Streams all columns; a new call ends the one before of the same purpose. */
  decode(
    source: ModelSource,
    request: DecodingRequest,
    onChange: (change: LabelledChange) => void,
    onOpened?: (opening: ColumnOpening) => void,
  ): Promise<void>;
  cancelDecoding(purpose?: DecodingPurpose): void;
  /** Many texts of each strategy, one after the other; a new call ends the one before. */
  repeat(
    source: ModelSource,
    request: RepeatRequest,
    onText: (text: LabelledText) => void,
  ): Promise<void>;
  cancelRepeats(): void;
  /** Each scheme of positions trained and measured, one after the other; a run is paused. */
  extrapolate(
    spec: Spec,
    prepared: PreparedData,
    settings: ExtrapolationSettings,
    onEvent: (event: ExtrapolationEvent) => void,
  ): Promise<void>;
  cancelExtrapolation(): void;
  /** One architecture trained and measured on a task; a run is paused. */
  tryArchitecture(
    entry: TrialEntry,
    spec: Spec,
    prepared: PreparedData,
    onEvent: (event: ArchitectureTrialEvent) => void,
  ): Promise<void>;
  cancelArchitectureTrial(): void;
  /** Trains with a rate that rises at every step, until the loss diverges; a run is paused. */
  findLearningRate(
    spec: Spec,
    prepared: PreparedData,
    settings: FinderSettings,
    onPoint: (point: FinderPoint) => void,
  ): Promise<FinderPoint[]>;
  cancelFinder(): void;
  /** The loss of a run's model on its held-out text, by position and kind of token. */
  profileLoss(
    source: Extract<ModelSource, { kind: 'run' }>,
    onShare: (share: number) => void,
  ): Promise<LossProfile>;
  cancelProfile(): void;
  /** Trains a run of the queue, which waits while the experiment's own run trains. */
  trainQueued(
    spec: Spec,
    prepared: PreparedData,
    options: StartOptions,
    onEvent: (event: QueuedEvent) => void,
  ): Promise<QueuedResult>;
  resumeQueued(runId: string, onEvent: (event: QueuedEvent) => void): Promise<QueuedResult>;
  pauseQueued(): Promise<void>;
  stopQueued(): Promise<void>;
  /** Arithmetic of one step of each spec's training. */
  stepFlops(specs: readonly Spec[], vocabularySize: number): Promise<number[]>;
  /** One model of a comparison of experts trained and measured; a run is paused. */
  tryExperts(
    spec: Spec,
    prepared: PreparedData,
    onEvent: (event: ExpertTrialEvent) => void,
  ): Promise<void>;
  cancelExpertTrial(): void;
  subscribe(listener: (event: RunEvent) => void): void;
}
