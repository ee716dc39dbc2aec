/**
 * @file A program: a traced function as a list of operations over values. It is static: shapes,
 * order and memory are known before it runs.
 */
import type { Operation } from './operation';

export type NumberType = 'float32' | 'int32';

/** Where a value comes from. Only `computed` ones are placed by the memory plan. */
export type Origin =
  /** Memory that outlives the program (weights, moments, caches). */
  | { kind: 'store'; name: string }
  /** Given anew at each run. */
  | { kind: 'feed'; name: string }
  | { kind: 'constant'; data: Float32Array | Int32Array }
  | { kind: 'computed' }
  /** Memory of its own, made of parts that are computed one by one; 0 between them. */
  | { kind: 'pack' }
  /** A stretch of another value's memory. */
  | { kind: 'part'; of: Value; offset: number };

export interface Value {
  readonly id: number;
  /** Number of elements. */
  readonly size: number;
  readonly type: NumberType;
  origin: Origin;
  /** Of a root: stored as float16, and computed with as float32 (`half.ts`). */
  isHalf?: boolean;
}

export type Values = Record<string, Value>;

/**
 * Phases of a training step. The loss's gradient with respect to the logits is computed with the loss,
 * forward; what activation checkpointing computes again, it computes in the backward pass.
 */
export type Phase = 'forward' | 'backward' | 'optimizer';

/** Where in a step an operation was asked for (`marks.ts`). */
export interface Mark {
  phase: Phase;
  /** As parameters are named, `layers.0.attention`; empty where no part was named. */
  part: string;
}

export interface ProgramNode {
  operation: Operation;
  inputs: Values;
  outputs: Values;
  /** Absent in programs that are not traced. */
  mark?: Mark;
}

export const unmarked: Mark = { phase: 'forward', part: '' };

export interface Program {
  nodes: ProgramNode[];
  /** Values to be read after a run, by name. */
  outputs: Values;
}

/** Bytes of one element in memory. */
export const bytesPerElement = (value: Value) => (placeOf(value).root.isHalf ? 2 : 4);

/** The value whose memory this one lies in, and where in it (in elements). */
export function placeOf(value: Value): { root: Value; offset: number } {
  let root = value;
  let offset = 0;
  while (root.origin.kind === 'part') {
    offset += root.origin.offset;
    root = root.origin.of;
  }
  return { root, offset };
}
