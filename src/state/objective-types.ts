/**
 * @file The state of the chapter on objectives.
 */
import type { ErrorReport } from '../base/errors';
import type { ShownBatch, ShownExample } from '../experiment/objective-preview';
import type { ObjectiveConfig } from '../training/objectives/objective';
import type { Progress } from './text-types';

export interface ObjectivesSlice {
  objectives: {
    status: 'idle' | 'preparing' | 'ready';
    progress: Progress | null;
    /** What is looked at; null for the spec's. */
    config: ObjectiveConfig | null;
    seed: number;
    batch: ShownBatch | null;
    /** Of each example and place, in nats; null until the model has told. */
    losses: (number | null)[][] | null;
    error: ErrorReport | null;
  };
  /** Prepares the spec's text and shows a batch of it. */
  openObjectives: () => Promise<void>;
  /** Looks at another objective, or at this one with other settings. */
  showObjective: (change: Partial<ObjectiveConfig>) => void;
  anotherBatch: () => void;
  /** Puts an edited example in the place of one. */
  replaceExample: (row: number, example: ShownExample) => void;
  /** Asks the chosen model for the loss of each token of the batch, if it fits. */
  measureLosses: () => Promise<void>;
}
