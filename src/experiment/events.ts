/**
 * @file What a run tells while it goes on: the same events feed the page, the headless command and
 * the tests. Plain data, so they can be posted between threads and written as JSON lines.
 */
import type { ErrorReport } from '../base/errors';
import type { Precision } from '../tensor/precision';
import type { StepMetrics } from '../training/config';
import type { Dynamics } from '../training/dynamics';

export type PreparationStage = 'text' | 'cleaning' | 'tokenizer' | 'encoding' | 'deduplication';

export type RunStatus = 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

export interface ProgressEvent {
  type: 'progress';
  stage: PreparationStage;
  /** 0 to 1. */
  share: number;
}

export interface StartedEvent {
  type: 'started';
  runId: string;
  /** Steps already done: above 0 when a run is resumed. */
  step: number;
  backend: string;
  /** The one in which the engine trains: without float16 a run of mixed precision is in float32. */
  precision: Precision;
  parameters: number;
  vocabularySize: number;
  trainTokens: number;
  validationTokens: number;
  /** −log(1/V): the loss of a uniform guess. */
  uniformLoss: number;
  /** Of the validation text: turns its loss into bits per character; 0 where it has none. */
  charactersPerToken: number;
  /** Of the same text, in UTF-8. */
  bytesPerToken: number;
  /** Arithmetic of one step of training (`training/step-cost.ts`). */
  flopsPerStep: number;
}

export interface StepEvent extends StepMetrics {
  type: 'step';
}

export interface EvaluationEvent {
  type: 'evaluation';
  step: number;
  validationLoss: number;
}

/** Measured at some steps only (`training.dynamicsInterval`). */
export interface DynamicsEvent extends Dynamics {
  type: 'dynamics';
  step: number;
}

export interface SampleEvent {
  type: 'sample';
  step: number;
  prompt: string;
  text: string;
}

export interface CheckpointEvent {
  type: 'checkpoint';
  step: number;
  bytes: number;
}

export interface StatusEvent {
  type: 'status';
  status: RunStatus;
  step: number;
}

/** The GPU device was lost and the run goes on from a checkpoint. */
export interface RecoveredEvent {
  type: 'recovered';
  step: number;
  backend: string;
  reason: string;
}

/** Something went wrong that does not end the run (a checkpoint could not be stored). */
export interface ProblemEvent {
  type: 'problem';
  step: number;
  error: ErrorReport;
}

export interface FailedEvent {
  type: 'failed';
  step: number;
  error: ErrorReport;
}

export type RunEvent =
  | ProgressEvent
  | StartedEvent
  | StepEvent
  | EvaluationEvent
  | DynamicsEvent
  | SampleEvent
  | CheckpointEvent
  | StatusEvent
  | RecoveredEvent
  | ProblemEvent
  | FailedEvent;

/** The events that make a run's history, and are kept with it. */
export type HistoryRow = StepEvent | EvaluationEvent | DynamicsEvent | SampleEvent;
