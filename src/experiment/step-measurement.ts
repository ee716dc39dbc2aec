/**
 * @file A measured training step against what the device could do at most. Plain data for the page.
 */
import type { ProfileClock, StepProfile } from '../tensor/profile';
import type { OperationKind } from '../tensor/program/operation';
import type { Phase } from '../tensor/program/program';
import { sizesOf } from '../tensor/program/sizes';
import { timeLimit, type AttainableRates } from '../tensor/roofline';

export interface MeasuredOperation {
  kind: OperationKind;
  /** As `sizesOf` gives them. */
  sizes: number[];
  phase: Phase;
  /** As parameters are named; empty where no part was named. */
  part: string;
  milliseconds: number;
  flops: number;
  bytes: number;
  /** Milliseconds that it would take at the attainable rates. */
  limit: number;
}

export interface StepMeasurement {
  /** Number of the step that was measured. */
  step: number;
  /** That the step trained on. */
  tokens: number;
  backend: string;
  clock: ProfileClock;
  /** Milliseconds; see `StepProfile`. */
  resolution: number;
  /** Of the whole step. */
  milliseconds: number;
  rates: AttainableRates;
  /** Milliseconds of all operations at the attainable rates. */
  limit: number;
  /** In the order in which they ran. */
  operations: MeasuredOperation[];
}

export function measurementOf(
  { operations, clock, resolution, milliseconds }: StepProfile,
  rates: AttainableRates,
  about: { step: number; tokens: number; backend: string },
): StepMeasurement {
  const measured = operations.map(({ operation, mark, cost, milliseconds: time }) => ({
    kind: operation.kind,
    sizes: sizesOf(operation),
    ...mark,
    milliseconds: time,
    ...cost,
    limit: timeLimit(cost, rates),
  }));
  const limit = measured.reduce((sum, operation) => sum + operation.limit, 0);
  return { ...about, clock, resolution, milliseconds, rates, limit, operations: measured };
}
