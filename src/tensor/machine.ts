/**
 * @file A machine runs functions over tensors. The function is written in TensorFlow.js and the fused
 * operations of `ops/`; the stock machine simply calls it, the others trace it once into a program
 * and run that (`program/`). What lives on a machine beyond one run is a store.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { StepProfile } from './profile';
import type { Precision } from './precision';
import type { NumberType } from './program/program';

export type Numbers = Float32Array | Int32Array;

/** Numbers that live on a machine. Reads and writes take their place in the order of runs. */
export interface Store {
  readonly size: number;
  write(data: Float32Array): void;
  read(): Promise<Float32Array>;
  dispose(): void;
}

export interface TensorShape {
  shape: readonly number[];
  type: NumberType;
}

/** What a step computes, from the tensors of its stores and feeds. */
export interface Blueprint {
  /** For the engine panel (`engine.steps.<name>`) and error messages; `name:rows` for one of a family. */
  name: string;
  /** Shapes of the float32 stores that the body uses. */
  stores: Record<string, readonly number[]>;
  feeds: Record<string, TensorShape>;
  /** Absent: float32. `mixed` only on machines that have it. */
  precision?: Precision;
  body: (tensors: Record<string, tf.Tensor>) => Results;
}

export interface Results {
  /** What may be read after a run. */
  outputs: Record<string, tf.Tensor>;
  /** New contents of stores. */
  updates?: Record<string, tf.Tensor>;
}

export type Feeds = Record<string, Numbers>;

export interface MeasuredRun<Name extends string> {
  outputs: Record<Name, Float32Array>;
  /** Null: this machine does not run operations one by one that it knows of. */
  profile: StepProfile | null;
}

export interface Step {
  /**
   * Runs the step once; runs happen in the order they are asked for.
   * @param wanted names of the outputs to read
   * @returns copies of the wanted outputs
   */
  run<Name extends string>(
    feeds: Feeds,
    wanted: readonly Name[],
  ): Promise<Record<Name, Float32Array>>;
  /**
   * As `run`, with the same numbers in outputs and stores, and measures every operation meanwhile;
   * slower than `run`, and nothing else reaches the machine before it is over.
   */
  runMeasured<Name extends string>(
    feeds: Feeds,
    wanted: readonly Name[],
  ): Promise<MeasuredRun<Name>>;
  readonly facts: StepFacts;
  dispose(): void;
}

/** What one run of a step takes; 0 where it does not apply. */
export interface StepFacts {
  operations: number;
  dispatches: number;
  submits: number;
  /** Bytes of memory that the step holds besides its stores. */
  bytes: number;
}

export interface Machine {
  /** Whether it can store numbers as float16, for mixed precision. */
  readonly hasHalf: boolean;
  /** @param size number of float32 elements, 0 at first */
  store(size: number): Store;
  /** @param stores one of this machine's for each name in the blueprint */
  compile(blueprint: Blueprint, stores: Record<string, Store>): Step;
  dispose(): void;
}
