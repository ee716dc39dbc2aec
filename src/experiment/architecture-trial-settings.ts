/**
 * @file What a comparison of architectures on tasks is told, and what it tells.
 */
import type { Architecture } from '../models/config';
import type { TaskName } from '../text/types';
import type { Spec } from './spec';

/**
 * The tasks, and `gap`: the sentences of `cloze` with the word asked for where it is missing, not behind
 * them, so that a causal model has read only what stands before it.
 */
export const trialTasks = [
  'reversal',
  'sorting',
  'addition',
  'translation',
  'classification',
  'cloze',
  'gap',
] as const;
export type TrialTask = (typeof trialTasks)[number];

/** Whose pairs a task of the trial has. */
export const corpusOf = (task: TrialTask): TaskName => (task === 'gap' ? 'cloze' : task);

/** One model of the comparison. */
export interface TrialEntry {
  task: TrialTask;
  architecture: Architecture;
}

export interface TrialSize {
  /** Of the encoder-decoder, in each of its stacks; the others have about as many parameters. */
  layers: number;
  width: number;
  /** Of training, for each model. */
  steps: number;
}

export interface ArchitectureTrialSettings extends TrialSize {
  tasks: readonly TrialTask[];
  architectures: readonly Architecture[];
}

/** A pair that no model has seen in training, and what one made of it. */
export interface TrialExample {
  /** What the model had read when it began to answer, with the special tokens in it. */
  read: string;
  target: string;
  written: string;
  isRight: boolean;
}

export interface TrialPoint {
  step: number;
  /** Of held-out pairs, the share of which every token is right. */
  exactMatch: number;
}

export interface TrialOutcome extends TrialEntry {
  /** What it was trained by; of a gap but for its layout, which no spec has. */
  spec: Spec;
  layers: number;
  parameters: number;
  /** Pairs that were measured, none of which was in training. */
  pairs: number;
  /** Share of the pairs of which every token is right, written greedily. */
  exactMatch: number;
  /** Share of the tokens, each asked for behind the right ones before it. */
  tokenAccuracy: number;
  curve: TrialPoint[];
  /** Wrong ones first, as far as there are any; then right ones. */
  examples: TrialExample[];
}

export type ArchitectureTrialEvent =
  | ({ type: 'step'; step: number; loss: number } & TrialEntry)
  | ({ type: 'point'; point: TrialPoint } & TrialEntry)
  | { type: 'outcome'; outcome: TrialOutcome };
