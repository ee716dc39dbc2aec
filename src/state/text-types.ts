/**
 * @file The part of the page's state that is about text: opening, cleaning, deduplication, tokenizers.
 */
import type { ErrorReport } from '../base/errors';
import type { PreparationStage } from '../experiment/events';
import type { ComparedFacts, ComparedText } from '../experiment/comparison';
import type { CopySearch, CopySource } from '../experiment/deduplication';
import type { TokenizerFacts } from '../experiment/prepare';
import type { Spec } from '../experiment/spec';
import type { WatchedLearning, WatchSettings } from '../experiment/watching';
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
  /** Takes over a whole spec, its text with it. */
  openExperiment: (spec: Spec) => Promise<void>;
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
