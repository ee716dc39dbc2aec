/**
 * @file What a measured run of a step tells: the time of every operation. Plain data.
 */
import { costOf, type Cost } from './program/cost';
import type { Operation } from './program/operation';
import { unmarked, type Mark, type Program } from './program/program';

export type ProfileClock =
  /** The device's own timestamps at the beginning and end of each operation. */
  | 'device'
  /** Each operation given to the device alone and waited for: its time has this overhead in it. */
  | 'waiting'
  /** The clock of the thread that computes, around each operation. */
  | 'thread';

export interface OperationTime {
  operation: Operation;
  mark: Mark;
  cost: Cost;
  milliseconds: number;
}

export interface StepProfile {
  clock: ProfileClock;
  /** Milliseconds between two readings of the clock that differ, at least; 0 where none was seen. */
  resolution: number;
  /** Milliseconds of the whole run, from its feeds to its results. */
  milliseconds: number;
  /** In the order of the program, one for each. */
  operations: OperationTime[];
}

/** @param milliseconds of each node */
export function operationTimes(
  { nodes }: Program,
  milliseconds: readonly number[],
): OperationTime[] {
  return nodes.map((node, at) => ({
    operation: node.operation,
    mark: node.mark ?? unmarked,
    cost: costOf(node),
    milliseconds: milliseconds[at],
  }));
}
