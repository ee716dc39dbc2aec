/**
 * @file What the bench and its peers say to each other. Each peer lives in a worker (browser) or a
 * process (Node) of its own, so that none sees the others' modules, patches or devices.
 */
import type { StepMeasurement } from '../../src/experiment/step-measurement';
import type { ModelConfig } from '../../src/models/config';
import type { Counts } from './counters';

export type TrainingPeer = 'lab' | 'stock' | 'jax';
export type DecodingPeer = 'cached' | 'recomputed' | 'stock' | 'drawn' | 'read';
export type BackendName = 'webgpu' | 'wasm';

/** Numbers that choose the model and the batch; all else is fixed in `trial.ts`. */
export interface Size {
  layers: number;
  width: number;
  heads: number;
  contextLength: number;
  batchSize: number;
  vocabularySize: number;
  /** What else the lab's own model has; its peers have none of it. */
  change?: Partial<ModelConfig>;
}

/** Of the lab's own trainer. */
export interface Switches {
  /** Parts that each batch is cut into. */
  accumulation: number;
  checkpointing: boolean;
  /** Mixed precision. */
  mixed: boolean;
}

export type Task =
  | { kind: 'training'; peer: TrainingPeer; size: Size; switches: Switches }
  | {
      kind: 'decoding';
      peer: DecodingPeer;
      size: Size;
      /** Texts that are written at once. */
      columns: number;
      promptLength: number;
    };

export type Request =
  | { kind: 'open'; backend: BackendName; task: Task }
  | { kind: 'step' }
  /** One more step, operation by operation. */
  | { kind: 'measure' };

export type Reply =
  | { kind: 'opened'; facts: string; adapter: string }
  | { kind: 'stepped'; report: StepReport }
  /** Null: the peer does not tell. */
  | { kind: 'measured'; measurement: StepMeasurement | null }
  | { kind: 'failed'; message: string };

/** One step, from its inputs in JavaScript to its values there. */
export interface StepReport extends Counts, StepResult {
  milliseconds: number;
}

export interface StepResult {
  /** The loss before the step's update, or the next token of each column. */
  values: number[];
  /** What the step's operations read and write; of the lab only. */
  bytesMoved?: number;
  /** What lives on the machine; of the lab only. */
  bytesHeld?: number;
}

export interface Peer {
  /** One step, finished when the promise is kept: in training, the weights included. */
  step(): Promise<StepResult>;
  /** A step measured against the device's limit, where the peer can. */
  measure?(): Promise<StepMeasurement | null>;
  /** What the peer says of its engine: kernels, threads. */
  facts: string;
}
