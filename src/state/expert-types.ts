/**
 * @file The slice of the experts of the chosen model: where they send the tokens of a text, and what they
 * get of the text that their run held out.
 */
import type { ErrorReport } from '../base/errors';
import type { HabitReading, RoutingReading } from '../experiment/expert-look';

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
