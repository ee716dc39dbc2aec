/**
 * @file The page's state, slice by slice: plain data and actions. Actions never throw: what goes
 * wrong stands in a slice's `error` (an `ErrorReport`; the page shows `errors.<code>`).
 */
import type { ErrorReport } from '../base/errors';
import type { DecodingConfig, StrategyConfig } from '../decoding/types';
import type {
  DynamicsEvent,
  EvaluationEvent,
  RecoveredEvent,
  RunStatus,
  SampleEvent,
  StepEvent,
} from '../experiment/events';
import type {
  ArchitectureTrialSettings,
  TrialEntry,
  TrialOutcome,
  TrialPoint,
} from '../experiment/architecture-trial-settings';
import type { ExtrapolationSettings, SchemeOutcome } from '../experiment/extrapolation-settings';
import type { Branch, Continuation } from '../experiment/branch';
import type {
  ColumnOpening,
  LabelledText,
  LabelledUpdate,
  RepeatRequest,
} from '../experiment/decoding-stream';
import type { ModelInfo } from '../experiment/model-info';
import type { ModelSource } from '../models/model-source';
import type { PresetName } from '../experiment/presets';
import type { Problem } from '../experiment/problems';
import type { Spec } from '../experiment/spec';
import type { StepMeasurement } from '../experiment/step-measurement';
import type { PositionScheme } from '../models/config';
import type { RunRecord } from '../storage/runs';
import type { MachineFacts } from '../tensor/ledger';
import type { EngineChoice, EngineReport } from '../tensor/engine';
import type { Precision } from '../tensor/precision';
import type { DynamicsSlice } from './dynamics-types';
import type { ExpertsSlice, ExpertTrialSlice } from './expert-types';
import type {
  InsideSlice,
  CrossAttentionSlice,
  BoxSlice,
  InterventionSlice,
  LensSlice,
} from './inside-types';
import type { ObjectivesSlice } from './objective-types';
import type { QueueSlice } from './queue-types';
import type {
  Progress,
  TextSlice,
  TokenizerSlice,
  WatchSlice,
  ComparisonSlice,
  CleaningSlice,
  DeduplicationSlice,
  CleaningTrialSlice,
} from './text-types';

export * from './inside-types';
export * from './text-types';

export interface PositionsSlice {
  positions: {
    settings: ExtrapolationSettings;
    status: 'idle' | 'preparing' | 'training';
    progress: Progress | null;
    /** The step of training under way; null before the first. */
    doing: { scheme: PositionScheme; step: number; loss: number } | null;
    /** The settings of the outcomes; null before the first start. */
    ran: ExtrapolationSettings | null;
    outcomes: SchemeOutcome[];
    error: ErrorReport | null;
  };
  editPositions: (change: Partial<ExtrapolationSettings>) => void;
  /** Trains and measures the spec's model with each of the schemes, one after the other. */
  extrapolate: () => Promise<void>;
  cancelExtrapolation: () => void;
}

export interface ArchitecturesSlice {
  architectures: {
    settings: ArchitectureTrialSettings;
    status: 'idle' | 'preparing' | 'training';
    progress: Progress | null;
    /** The model that is trained now, as far as it has come; null before the first. */
    doing: (TrialEntry & { step: number; loss: number; curve: TrialPoint[] }) | null;
    /** The settings of the outcomes; null before the first start. */
    ran: ArchitectureTrialSettings | null;
    outcomes: TrialOutcome[];
    error: ErrorReport | null;
  };
  editArchitectures: (change: Partial<ArchitectureTrialSettings>) => void;
  /** Trains and measures each chosen architecture on each chosen task, one after the other. */
  tryArchitectures: () => Promise<void>;
  cancelArchitectureTrial: () => void;
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
  editObjective: (change: Partial<Spec['objective']>) => void;
  editTraining: (change: Partial<Spec['training']>) => void;
  editTokenizer: (change: Partial<Spec['tokenizer']>) => void;
  editSpec: (change: Partial<Omit<Spec, 'version' | 'model' | 'training' | 'tokenizer'>>) => void;
  choosePreset: (name: PresetName) => void;
  /** Takes over a whole spec, for example that of a stored run. */
  loadSpec: (spec: Spec) => void;
  /**
   * Link to this page with the spec and the chosen model in it.
   * @param decoding with these settings of decoding instead, and their model
   */
  shareLink: (decoding?: DecodingConfig, source?: ModelSource) => string;
}

/** Everything drawn of one run. */
export interface RunHistory {
  steps: StepEvent[];
  evaluations: EvaluationEvent[];
  dynamics: DynamicsEvent[];
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
  /** How often the run under way, and those to come, measure their dynamics; 0: never. */
  watchDynamics: (interval: number) => Promise<void>;
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

export interface DecodingSlice {
  decoding: {
    status: 'idle' | 'running' | 'done';
    config: DecodingConfig;
    /** By column; null until its first token. */
    columns: (LabelledUpdate | null)[];
    /** The settings that `columns` were made with. */
    shownConfig: DecodingConfig | null;
    /** The model of each column, or why it has none; null until known. */
    openings: (ColumnOpening | null)[];
    /** Source and step of what wrote the columns without a model of their own. */
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

/** What a branch's text is, or why there is none. */
export interface WrittenBranch {
  status: 'waiting' | 'writing' | 'done';
  /** Null until its first token. */
  result: LabelledUpdate | null;
  /** The model that writes it. */
  model: ModelInfo | null;
  error: ErrorReport | null;
}

/** Where a branch is made: a column as it stands, or another branch. */
export type BranchOrigin = { column: number } | { branch: string };

export interface BranchesSlice {
  branches: {
    /** As they were made. */
    kept: Branch[];
    /** By id. */
    written: Record<string, WrittenBranch>;
    /** The one that was made last, to be shown. */
    newest: string | null;
    /** What was deleted last, to be undone. */
    deleted: Branch[];
    /** That one more is too many, or that nothing can be kept. */
    error: ErrorReport | null;
  };
  /** Reads the branches that are kept and writes their texts again; once. */
  openBranches: () => Promise<void>;
  /** The text up to a token, `chosen` in its place, and what then follows. */
  forkAt: (origin: BranchOrigin, token: number, chosen: number) => Promise<void>;
  /** A branch that stops after this token. */
  rewindTo: (origin: BranchOrigin, token: number) => Promise<void>;
  /** The branch itself, or a branch of it (`continuesItself`). */
  continueBranch: (id: string, continuation: Continuation) => Promise<void>;
  /** An empty name is the one that the lab gives. */
  renameBranch: (id: string, name: string) => Promise<void>;
  /** With all that come from it. */
  deleteBranch: (id: string) => Promise<void>;
  restoreBranches: () => Promise<void>;
  /** Ends the text that is being written; what is there stays. */
  stopBranches: () => Promise<void>;
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

export type LabState = EngineSlice &
  QueueSlice &
  CrossAttentionSlice &
  LensSlice &
  InterventionSlice &
  PositionsSlice &
  DynamicsSlice &
  ObjectivesSlice &
  ExpertsSlice &
  ExpertTrialSlice &
  ArchitecturesSlice &
  SpecSlice &
  TextSlice &
  TokenizerSlice &
  WatchSlice &
  ComparisonSlice &
  RunSlice &
  RunsSlice &
  ModelSlice &
  InsideSlice &
  BoxSlice &
  DecodingSlice &
  BranchesSlice &
  RepeatsSlice &
  CleaningSlice &
  CleaningTrialSlice &
  DeduplicationSlice;
