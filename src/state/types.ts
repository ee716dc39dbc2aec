/**
 * @file The page's state, slice by slice: plain data and actions. Actions never throw: what goes
 * wrong stands in a slice's `error` (an `ErrorReport`; the page shows `errors.<code>`).
 */
import type { ErrorReport } from '../base/errors';
import type { DecodingConfig, StrategyConfig } from '../decoding/types';
import type {
  EvaluationEvent,
  PreparationStage,
  RecoveredEvent,
  RunStatus,
  SampleEvent,
  StepEvent,
} from '../experiment/events';
import type { ComparedFacts, ComparedText } from '../experiment/comparison';
import type { LabelledText, LabelledUpdate, RepeatRequest } from '../experiment/decoding-stream';
import type { CopySearch, CopySource } from '../experiment/deduplication';
import type { Inspection, ModelInfo, ModelSource } from '../experiment/model-source';
import type { TokenizerFacts } from '../experiment/prepare';
import type { PresetName } from '../experiment/presets';
import type { Problem } from '../experiment/problems';
import type { Spec } from '../experiment/spec';
import type { StepMeasurement } from '../experiment/step-measurement';
import type { WatchedLearning, WatchSettings } from '../experiment/watching';
import type { RunRecord } from '../storage/runs';
import type { MachineFacts } from '../tensor/ledger';
import type { EngineChoice, EngineReport } from '../tensor/engine';
import type { Precision } from '../tensor/precision';
import type { OutcomePage, OutcomeQuery } from '../text/cleaning/browse';
import type { CleaningReport } from '../text/cleaning/pipeline';
import type { Pipeline, StageSettings } from '../text/cleaning/settings';
import type { ClassifierReport } from '../text/cleaning/stages/classifier';
import type { Overlap } from '../text/tokenizers/compare/overlap';
import type { TokenizerChoice } from '../text/tokenizers/compare/types';
import type { NamedFile, TextFacts } from '../text/reading';
import type { DiffPart } from '../text/cleaning/diff';
import type { NearDuplicateSettings } from '../text/cleaning/near-duplicates';
import type { PairComparison } from '../text/cleaning/pair';
import type { Cut, SubstringSettings } from '../text/cleaning/substrings';
import type { DisplayToken } from '../text/tokenizers/display';
import type { CorpusName } from '../text/types';

/** Work under way: what it is at, and how far. */
export interface Progress {
  stage: PreparationStage;
  share: number;
}

export interface EngineSlice {
  engine: {
    status: 'idle' | 'starting' | 'ready' | 'failed';
    report: EngineReport | null;
    error: ErrorReport | null;
  };
  /** What lives on the engine, as of the last look; null before the first. */
  engineFacts: MachineFacts | null;
  lookAtEngine: () => Promise<void>;
  /** Measures the kernels of the engine again and starts it anew. */
  measureKernels: () => Promise<void>;
  /** The step that was measured last. */
  stepMeasurement: {
    status: 'idle' | 'measuring';
    /** Whose step it is. */
    runId: string;
    result: StepMeasurement | null;
    error: ErrorReport | null;
  };
  /** Measures the active run's next step; a paused run takes it. */
  measureStep: () => Promise<void>;
  /** Starts the engine if it is not running; called by whatever needs a model. */
  startEngine: () => Promise<void>;
  /** Also stands in the spec as `backend`. Refused (error) while a run is going on. */
  chooseEngine: (choice: EngineChoice) => Promise<void>;
}

export interface SpecSlice {
  spec: Spec;
  /** What the controls must refuse, found anew at each edit; empty if the spec can be run. */
  problems: Problem[];
  /** Message of the link that the page was opened with. */
  linkProblem: ErrorReport | null;
  dismissLinkProblem: () => void;
  editModel: (change: Partial<Spec['model']>) => void;
  editTraining: (change: Partial<Spec['training']>) => void;
  editTokenizer: (change: Partial<Spec['tokenizer']>) => void;
  editSpec: (change: Partial<Omit<Spec, 'version' | 'model' | 'training' | 'tokenizer'>>) => void;
  choosePreset: (name: PresetName) => void;
  /** Takes over a whole spec, for example that of a stored run. */
  loadSpec: (spec: Spec) => void;
  /** Link to this page with the spec in it. */
  shareLink: () => string;
}

export interface TextSlice {
  text: {
    status: 'idle' | 'opening' | 'ready';
    progress: Progress | null;
    facts: TextFacts | null;
    error: ErrorReport | null;
  };
  /** Opens the text that the spec names, if that is not done. */
  openText: () => Promise<void>;
  chooseCorpus: (name: CorpusName | 'crawl', documents: number) => Promise<void>;
  pasteText: (text: string, name: string) => Promise<void>;
  /** Makes one text of any number of files. On failure the text from before stays. */
  openFiles: (files: readonly NamedFile[]) => Promise<void>;
  /** Opens the same files again, with another column of their tables as the text. */
  chooseColumn: (column: string) => Promise<void>;
  cancelText: () => void;
}

export interface TokenizerSlice {
  tokenizer: {
    status: 'idle' | 'training' | 'ready';
    progress: Progress | null;
    facts: TokenizerFacts | null;
    /** Kind and size that the facts belong to; they may differ from the spec while it is edited. */
    error: ErrorReport | null;
    /** The text shown as tokens, and its tokens under the present tokenizer. */
    shownText: string;
    shown: DisplayToken[];
  };
  /** Trains on the open text; opens the text first if need be. */
  trainTokenizer: () => Promise<void>;
  cancelTokenizer: () => void;
  showTokens: (text: string) => Promise<void>;
}

/** A tokenizer that is watched while it learns. */
export interface WatchSlice {
  watch: {
    status: 'idle' | 'working' | 'ready';
    /** What is learned from, and how. */
    text: string;
    settings: WatchSettings;
    /** Of the last text and settings that were done. */
    learning: WatchedLearning | null;
    error: ErrorReport | null;
  };
  /** Learns anew; calls that come while one is being learned from replace it. */
  watchLearning: (change: { text?: string; settings?: WatchSettings }) => Promise<void>;
}

/** Where a compared tokenizer comes from; `text`: the name of the text that it was trained on. */
export type ComparedChoice =
  | (Extract<TokenizerChoice, { kind: 'trained' }> & { text: string })
  | Extract<TokenizerChoice, { kind: 'gpt' }>
  | { kind: 'file'; name: string };

export interface ComparedTokenizer {
  id: string;
  choice: ComparedChoice;
  /** Of its training; null before and after. */
  progress: Progress | null;
  /** Null while it is being loaded or trained. */
  facts: ComparedFacts | null;
  /** `comparedText` under it; null until it was compared. */
  result: ComparedText | null;
}

export interface ComparisonSlice {
  comparison: {
    entries: ComparedTokenizer[];
    text: string;
    /** The text that the results belong to: `text`, or one before it. */
    comparedText: string;
    /** Of the tokenizers with these ids; null until it is computed. */
    overlap: { ids: string[]; matrix: Overlap[][] } | null;
    error: ErrorReport | null;
  };
  /** On failure the others stay as they are. */
  addCompared: (choice: TokenizerChoice) => Promise<void>;
  removeCompared: (id: string) => Promise<void>;
  compareText: (text: string) => Promise<void>;
}

/** Everything drawn of one run. */
export interface RunHistory {
  steps: StepEvent[];
  evaluations: EvaluationEvent[];
  samples: SampleEvent[];
}

export interface ActiveRun {
  id: string;
  spec: Spec;
  status: RunStatus | 'preparing';
  progress: Progress | null;
  backend: string;
  /** In which the last step was done. */
  precision: Precision;
  step: number;
  parameters: number;
  vocabularySize: number;
  uniformLoss: number;
  /** Of the validation text; 0 until known. */
  charactersPerToken: number;
  /** Seconds, from the speed of the last steps; null until known. */
  secondsLeft: number | null;
  tokensPerSecond: number | null;
  recovered: RecoveredEvent | null;
  /** A problem that did not end the run, for example that storage is full. */
  problem: ErrorReport | null;
  error: ErrorReport | null;
}

export interface RunSlice {
  /** The run in the compute worker, if any. */
  run: ActiveRun | null;
  /** Histories of the active run and of all runs that are shown, by run id. */
  histories: Record<string, RunHistory>;
  /** Prepares what is missing (text, tokenizer, tokens) and starts training the present spec. */
  startRun: () => Promise<void>;
  playRun: () => Promise<void>;
  pauseRun: () => Promise<void>;
  stepRun: () => Promise<void>;
  stopRun: () => Promise<void>;
  /** Goes on with a stored run from its last checkpoint, paused. */
  resumeRun: (id: string) => Promise<void>;
  /** Destroys the GPU device (engine panel, to see recovery). */
  loseDevice: () => Promise<void>;
}

export interface RunsSlice {
  runs: {
    records: RunRecord[];
    /** Records that cannot be read, by id. */
    damaged: string[];
    /** Runs overlaid on the chart, besides the active one. */
    shown: string[];
    /** A run that was cut short by closing the tab and can be resumed. */
    resumable: RunRecord | null;
    usage: { used: number; quota: number } | null;
    error: ErrorReport | null;
  };
  refreshRuns: () => Promise<void>;
  dismissResumable: () => void;
  toggleShown: (id: string) => Promise<void>;
  renameRun: (id: string, name: string) => Promise<void>;
  deleteRun: (id: string) => Promise<void>;
  /** Reads the curves and samples of a stored run into `histories`. */
  readHistory: (id: string) => Promise<void>;
  /** The spec of a stored run; null if this version of the lab cannot read it. */
  specOf: (record: RunRecord) => Spec | null;
}

/** The model that is looked into and decoded from. */
export interface ModelSlice {
  source: ModelSource;
  model: {
    status: 'idle' | 'loading' | 'ready';
    info: ModelInfo | null;
    error: ErrorReport | null;
  };
  /** Also loads it. */
  chooseSource: (source: ModelSource) => Promise<void>;
}

export interface InsideSlice {
  inside: {
    status: 'idle' | 'working' | 'ready';
    text: string;
    inspection: Inspection | null;
    layer: number;
    head: number;
    /** Index of the locked or last chosen query token; null for none. */
    query: number | null;
    error: ErrorReport | null;
  };
  /** Inspects the chosen source on this text; calls that come too fast are merged. */
  inspect: (text: string) => Promise<void>;
  chooseHead: (layer: number, head: number) => void;
  chooseQuery: (query: number | null) => void;
}

export interface DecodingSlice {
  decoding: {
    status: 'idle' | 'running' | 'done';
    config: DecodingConfig;
    /** By column; null until its first token. */
    columns: (LabelledUpdate | null)[];
    /** The settings that `columns` were made with. */
    shownConfig: DecodingConfig | null;
    /** Source and step that `columns` were made with. */
    shownModel: ModelInfo | null;
    error: ErrorReport | null;
  };
  editDecoding: (change: Partial<Omit<DecodingConfig, 'columns'>>) => void;
  editColumn: (index: number, config: StrategyConfig) => void;
  /** With what it wrote; not while the columns are being written. */
  removeColumn: (index: number) => void;
  /** With the spec's settings, or with others that are not to change the spec (the home page's). */
  decode: (config?: DecodingConfig) => Promise<void>;
  cancelDecoding: () => Promise<void>;
}

/** Texts of one strategy, as they come in. */
export interface RepeatedStrategy {
  config: StrategyConfig;
  texts: LabelledText[];
}

export interface RepeatsSlice {
  repeats: {
    status: 'idle' | 'running' | 'done';
    /** What was asked for last, and of which model; null before the first time. */
    request: RepeatRequest | null;
    source: ModelSource | null;
    /** In the order of the request's strategies. */
    strategies: RepeatedStrategy[];
    /** Texts that will be there in the end. */
    total: number;
    error: ErrorReport | null;
  };
  /** Writes each strategy's texts with the chosen model; what was there before makes place. */
  repeat: (request: RepeatRequest) => Promise<void>;
  /** What is there stays. */
  cancelRepeats: () => Promise<void>;
}

export type DeduplicationSettings = Omit<NearDuplicateSettings, 'seed'>;

/** The editable texts: a pair to compare, and three to cut repeated stretches from. */
export type DeduplicationText = 'first' | 'second' | 'one' | 'two' | 'three';

export interface CleaningSlice {
  cleaning: {
    status: 'idle' | 'working';
    progress: Progress | null;
    /** While the pipeline runs, of the stages that are done. */
    report: CleaningReport | null;
    /** Text and pipeline that the report belongs to (`cleaningKey`). */
    reportKey: string;
    /** What of a stage is looked at; one outcome at a time. */
    browsed: OutcomeQuery | null;
    outcomes: OutcomePage | null;
    /** What changed in the outcome that is shown; null if it was removed. */
    diff: DiffPart[] | null;
    classifier: { key: string; report: ClassifierReport } | null;
    error: ErrorReport | null;
  };
  /** Cleans the open text by the spec's pipeline; opens the text first if need be. */
  runCleaning: () => Promise<void>;
  cancelCleaning: () => void;
  /** Null for what is usual for the text. */
  editPipeline: (stages: Pipeline | null) => void;
  /** Takes over a pipeline that was saved. */
  loadPipeline: (file: Blob) => Promise<void>;
  browseCleaning: (query: OutcomeQuery | null) => Promise<void>;
  /** All documents as JSON lines with what was done to them; null if that failed (error). */
  saveCleaning: () => Promise<Blob | null>;
  /** What a classifier with these settings learns. */
  inspectClassifier: (settings: StageSettings) => Promise<void>;
}

export interface DeduplicationSlice {
  deduplication: {
    settings: DeduplicationSettings;
    /** Texts that the reader changed; the others are the examples of the language. */
    edited: Partial<Record<DeduplicationText, string>>;
    pair: PairComparison | null;
    /** Where copies are looked for; null: the stories of the page's language. */
    source: CopySource | null;
    status: 'idle' | 'searching';
    progress: Progress | null;
    copies: CopySearch | null;
    /** A document that was opened, and how it differs from the kept one of its cluster. */
    reading: { text: number; kept: number; diff: DiffPart[] } | null;
    cutting: SubstringSettings;
    cuts: { texts: readonly string[]; found: Cut[][] } | null;
    error: ErrorReport | null;
  };
  editDeduplication: (change: Partial<DeduplicationSettings>) => void;
  editCutting: (change: Partial<SubstringSettings>) => void;
  /** Null brings the example back. */
  editDeduplicationText: (name: DeduplicationText, text: string | null) => void;
  comparePair: (first: string, second: string) => Promise<void>;
  chooseCopySource: (source: CopySource) => void;
  /** Searches with the present settings; opens the open text first if need be. */
  findCopies: (source: CopySource) => Promise<void>;
  cancelCopies: () => void;
  /** Opens a document of the corpus that was searched; null closes it. */
  readCopy: (text: number | null) => Promise<void>;
  findCuts: (texts: readonly string[]) => Promise<void>;
}

/** One of the two models of “Does it matter?”. */
export interface CleaningTrialRun {
  runId: string;
  /** On good pages that neither of them has seen. */
  validationLoss: number;
  charactersPerToken: number;
  /** Tokens that it learned from, each as often as it was read. */
  tokens: number;
  /** Bits per character by step. */
  curve: { step: number; bits: number }[];
  sample: string;
}

export const cleaningTrials = ['dirty', 'clean'] as const;
export type CleaningTrialName = (typeof cleaningTrials)[number];

export interface CleaningTrialSlice {
  cleaningTrial: {
    /** Which is being prepared or trained; null: neither. */
    working: CleaningTrialName | null;
    runs: Partial<Record<CleaningTrialName, CleaningTrialRun>>;
    error: ErrorReport | null;
  };
  /** Trains the spec's model on the crawl with nothing but its text extracted, and on the cleaned one. */
  tryCleaning: () => Promise<void>;
  cancelCleaningTrial: () => void;
}

export type LabState = EngineSlice &
  SpecSlice &
  TextSlice &
  TokenizerSlice &
  WatchSlice &
  ComparisonSlice &
  RunSlice &
  RunsSlice &
  ModelSlice &
  InsideSlice &
  DecodingSlice &
  RepeatsSlice &
  CleaningSlice &
  CleaningTrialSlice &
  DeduplicationSlice;
