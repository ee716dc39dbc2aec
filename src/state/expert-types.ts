/**
 * @file The slice of the experts of the chosen model: where they send the tokens of a text, and what they
 * get of the text that their run held out.
 */
import type { ErrorReport } from '../base/errors';
import type {
  ExpertTrial,
  ExpertTrialEntry,
  ExpertTrialOutcome,
  ExpertTrialSettings,
  ExpertTrialStep,
} from '../experiment/expert-trial-settings';
import type { Progress } from './text-types';
import type { HabitReading, RoutingReading } from '../experiment/expert-look';

/** One model of a comparison, as far as it has come. */
export interface ExpertTrialRun {
  entry: ExpertTrialEntry;
  steps: ExpertTrialStep[];
  /** Null while it is trained. */
  outcome: ExpertTrialOutcome | null;
}

export interface ExpertTrialSlice {
  expertTrial: {
    settings: ExpertTrialSettings;
    /** The comparison under way. */
    working: ExpertTrial | null;
    progress: Progress | null;
    /** Of each comparison: what was made last, with the settings of its start. */
    results: Partial<
      Record<ExpertTrial, { settings: ExpertTrialSettings; runs: ExpertTrialRun[] }>
    >;
    error: ErrorReport | null;
  };
  editExpertTrial: (change: Partial<ExpertTrialSettings>) => void;
  /** Trains the models of a comparison, one after the other; a run of the page is paused. */
  tryExperts: (trial: ExpertTrial) => Promise<void>;
  cancelExpertTrial: () => void;
}

export interface ExpertsSlice {
  experts: {
    /** Being read now. */
    text: string;
    /** Of the text that was asked for last; null before the first. */
    reading: RoutingReading | null;
    habits: HabitReading | null;
    error: ErrorReport | null;
  };
  /** Sends a text through the chosen model; calls that come too fast are merged. */
  readRouting: (text: string) => Promise<void>;
  /** Sends the chosen run's held-out text through it; calls that come too fast are merged. */
  readHabits: () => Promise<void>;
  /** Takes a small model with experts, on the present text, and trains it. */
  startExperts: () => Promise<void>;
}
