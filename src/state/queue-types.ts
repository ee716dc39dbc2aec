/**
 * @file The state of the experiments queue.
 */
import type { ErrorReport } from '../base/errors';
import type { QueueItem } from '../experiment/sweeps/queue-item';
import type { SweepDraft } from './sweep-draft';
import type { Progress } from './text-types';

/** The run of the queue that is under way. */
export interface QueuedProgress {
  id: string;
  /** Of the preparation; null once it trains. */
  progress: Progress | null;
  step: number;
  /** Of the step told last. */
  trainLoss: number | null;
  validationLoss: number | null;
}

/** Runs to be queued together. */
export interface NewSweep {
  title: string;
  paths: readonly string[];
  /** Sweep that they belong to; without it they are a new one. */
  sweep?: string;
  /** Of a scaling law. */
  rule?: QueueItem['rule'];
  runs: readonly { spec: QueueItem['spec']; role: QueueItem['role'] }[];
}

export interface QueueSlice {
  queue: {
    /** In their order, those that are done included. */
    items: QueueItem[];
    /** `elsewhere`: another tab works on them. */
    status: 'idle' | 'working' | 'elsewhere';
    isPaused: boolean;
    doing: QueuedProgress | null;
    error: ErrorReport | null;
  };
  /** The sweep that is being put together; null before the first look at it. */
  sweepDraft: SweepDraft | null;
  editSweepDraft: (draft: SweepDraft) => void;
  /** Reads the queue that is kept, and goes on with it if it is not paused. */
  openQueue: () => Promise<void>;
  /** @returns id of the sweep; null if there is no room */
  enqueue: (sweep: NewSweep) => Promise<string | null>;
  /** The run under way keeps what it has learned, and goes on from there. */
  pauseQueue: () => Promise<void>;
  playQueue: () => Promise<void>;
  /** Ends a run that has begun, for good; the next one follows. */
  stopQueued: (id: string) => Promise<void>;
  moveQueued: (id: string, by: -1 | 1) => Promise<void>;
  /** Out of the queue and its tables, but for the one under way; the runs themselves are kept. */
  removeQueued: (ids: readonly string[]) => Promise<void>;
  /** Arithmetic of the whole training of each spec; null if it cannot be told. */
  countFlops: (
    specs: readonly QueueItem['spec'][],
    vocabularySize: number,
  ) => Promise<number[] | null>;
  pinQueued: (ids: readonly string[], isPinned: boolean) => Promise<void>;
}
