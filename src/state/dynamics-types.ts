/**
 * @file The state of the chapter on training dynamics, beside what runs record.
 */
import type { ErrorReport } from '../base/errors';
import type { FinderPoint, FinderSettings } from '../experiment/learning-rate-finder-settings';
import type { LossProfile } from '../experiment/loss-profile-kinds';
import type { ModelSource } from '../models/model-source';
import type { Progress } from './text-types';

export interface FinderSlice {
  finder: {
    settings: FinderSettings;
    status: 'idle' | 'preparing' | 'training';
    progress: Progress | null;
    /** As they come in; those of the last time stay. */
    points: readonly FinderPoint[];
    /** How many steps there will be at most; of `points`. */
    steps: number;
    error: ErrorReport | null;
  };
  editFinder: (change: Partial<FinderSettings>) => void;
  /** Trains the spec's model with a rate that rises at every step. */
  findLearningRate: () => Promise<void>;
  cancelFinder: () => void;
  /** Into the spec, its minimum changed by the same factor. */
  takeLearningRate: (learningRate: number) => void;
}

export interface LossProfileSlice {
  lossProfile: {
    status: 'idle' | 'working';
    /** 0 to 1. */
    share: number;
    /** Whose it is; null before the first. */
    source: ModelSource | null;
    profile: LossProfile | null;
    error: ErrorReport | null;
  };
  profileLoss: (source: Extract<ModelSource, { kind: 'run' }>) => Promise<void>;
  cancelProfile: () => void;
}

export type DynamicsSlice = FinderSlice & LossProfileSlice;
