/**
 * @file What the bench and its peers say to each other. Each peer lives in a worker (browser) or a
 * process (Node) of its own, so that none sees the others' modules, patches or devices.
 */
import type { StepMeasurement } from '../../src/experiment/step-measurement';
import type { Counts } from './counters';

export type PeerName = 'lab' | 'stock' | 'jax';
export type BackendName = 'webgpu' | 'wasm';

/** Numbers that choose the model and the batch; all else is fixed in `trial.ts`. */
export interface Size {
  layers: number;
  width: number;
  heads: number;
  contextLength: number;
  batchSize: number;
  vocabularySize: number;
}

export type Request =
  | { kind: 'open'; peer: PeerName; backend: BackendName; size: Size }
  | { kind: 'step' }
  /** One more step, operation by operation. */
  | { kind: 'measure' };

export type Reply =
  | { kind: 'opened'; facts: string; adapter: string }
  | { kind: 'stepped'; report: StepReport }
  /** Null: the peer does not tell. */
  | { kind: 'measured'; measurement: StepMeasurement | null }
  | { kind: 'failed'; message: string };

/** One training step, from drawing its batch to its loss in JavaScript. */
export interface StepReport extends Counts {
  loss: number;
  milliseconds: number;
}

export interface Peer {
  /**
   * One training step, finished when the promise is kept: the weights included.
   * @returns the loss before the step's update
   */
  step(): Promise<number>;
  /** A step measured against the device's limit, where the peer can. */
  measure?(): Promise<StepMeasurement | null>;
  /** What the peer says of its engine: kernels, threads. */
  facts: string;
}
