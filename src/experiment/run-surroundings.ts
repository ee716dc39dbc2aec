/**
 * @file What a run stands in: the engine that it shares with others, the store, and who listens.
 */
import type { RunStore } from '../storage/runs';
import type { Machine } from '../tensor/machine';
import type { RunEvent } from './events';

export interface RunSurroundings {
  /** Null: nothing is kept. */
  store: RunStore | null;
  backend(): string;
  /** Of the engine that runs. */
  machine(): Machine;
  emit(event: RunEvent): void;
  /** Lets only one piece of work at a time use the engine. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Rejects with `engine.lost` if the device is lost while `work` is under way. */
  whileDeviceLives<T>(work: () => Promise<T>): Promise<T>;
  /** A new engine after the device was lost; also calls `leaveEngine` and `engineRecovered`. */
  restartEngine(): Promise<void>;
}
