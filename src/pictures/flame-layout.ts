/**
 * @file The tree that a flame of a step shows: the step, its phases, in them kinds of operations or
 * parts of the model, and the operations. What belongs together stands together, each group where its
 * first operation ran.
 */
import type { MeasuredOperation, StepMeasurement } from '../experiment/step-measurement';
import { toCsv } from './csv';

/** How operations are gathered inside a phase. */
export type FlameGrouping = 'kind' | 'part';

export type FlameSubject =
  | { level: 'step' }
  /** `rest`: what no operation accounts for. */
  | { level: 'phase'; phase: MeasuredOperation['phase'] | 'rest' }
  | { level: 'kind'; kind: MeasuredOperation['kind'] }
  | { level: 'part'; part: string }
  | { level: 'operation'; kind: MeasuredOperation['kind']; sizes: readonly number[] };

/** Sums over the operations of a node, in milliseconds and numbers. */
export interface FlameSums {
  milliseconds: number;
  limit: number;
  flops: number;
  count: number;
}

export interface FlameNode extends FlameSums {
  subject: FlameSubject;
  phase: MeasuredOperation['phase'] | 'rest';
  /** 0 for the step. */
  depth: number;
  /** Milliseconds from the left end. */
  start: number;
  children: FlameNode[];
}

/** The step's sums count its operations; its time is that of the whole. */
export function flameOf(measurement: StepMeasurement, grouping: FlameGrouping): FlameNode {
  const { operations, milliseconds } = measurement;
  const sums = sumsOf(operations);
  const rest = Math.max(0, milliseconds - sums.milliseconds);
  const phases = placed(
    0,
    [...gathered(operations, ({ phase }) => phase)].map(([phase, inPhase]) => (start) => ({
      ...sumsOf(inPhase),
      ...{ subject: { level: 'phase', phase }, phase, depth: 1, start },
      children: groupsOf(inPhase, grouping, start),
    })),
  );
  if (rest > 0) {
    phases.push({
      ...{ subject: { level: 'phase', phase: 'rest' }, phase: 'rest', depth: 1 },
      ...{ start: sums.milliseconds, milliseconds: rest, limit: 0, flops: 0, count: 0 },
      children: [],
    });
  }
  return {
    ...sums,
    milliseconds: sums.milliseconds + rest,
    ...{ subject: { level: 'step' }, phase: 'rest', depth: 0, start: 0, children: phases },
  };
}

function groupsOf(
  operations: readonly MeasuredOperation[],
  grouping: FlameGrouping,
  from: number,
): FlameNode[] {
  const { phase } = operations[0];
  const groups =
    grouping === 'kind'
      ? [...gathered(operations, ({ kind }) => kind)].map(
          ([kind, members]) => [{ level: 'kind', kind } as const, members] as const,
        )
      : [...gathered(operations, ({ part }) => part)].map(
          ([part, members]) => [{ level: 'part', part } as const, members] as const,
        );
  return placed(
    from,
    groups.map(([subject, members]) => (start) => ({
      ...sumsOf(members),
      ...{ subject, phase, depth: 2, start },
      children: placed(
        start,
        members.map((operation) => (at) => ({
          ...sumsOf([operation]),
          subject: { level: 'operation', kind: operation.kind, sizes: operation.sizes },
          ...{ phase, depth: 3, start: at, children: [] },
        })),
      ),
    })),
  );
}

/** One after the other. */
function placed(from: number, makers: readonly ((start: number) => FlameNode)[]): FlameNode[] {
  let start = from;
  return makers.map((make) => {
    const node = make(start);
    start += node.milliseconds;
    return node;
  });
}

function gathered<Key>(
  operations: readonly MeasuredOperation[],
  keyOf: (operation: MeasuredOperation) => Key,
): Map<Key, MeasuredOperation[]> {
  const groups = new Map<Key, MeasuredOperation[]>();
  for (const operation of operations) {
    const key = keyOf(operation);
    const group = groups.get(key);
    if (group) group.push(operation);
    else groups.set(key, [operation]);
  }
  return groups;
}

function sumsOf(operations: readonly MeasuredOperation[]): FlameSums {
  const sums = { milliseconds: 0, limit: 0, flops: 0, count: operations.length };
  for (const { milliseconds, limit, flops } of operations) {
    sums.milliseconds += milliseconds;
    sums.limit += limit;
    sums.flops += flops;
  }
  return sums;
}

/** A node and all below it, each before its children. */
export function* walk(node: FlameNode): Generator<FlameNode> {
  yield node;
  for (const child of node.children) yield* walk(child);
}

/** The kinds of operations that took longest, over all phases; at most `count`. */
export function costliestKinds(
  { operations }: StepMeasurement,
  count: number,
): (FlameSums & { kind: MeasuredOperation['kind'] })[] {
  return [...gathered(operations, ({ kind }) => kind)]
    .map(([kind, members]) => ({ kind, ...sumsOf(members) }))
    .sort((left, right) => right.milliseconds - left.milliseconds)
    .slice(0, count);
}

/** Share of the time that the limit would take; null where there is no time to compare. */
export function shareOfLimit({ milliseconds, limit }: FlameSums): number | null {
  return milliseconds > 0 && limit > 0 ? limit / milliseconds : null;
}

/** In 10⁹ floating-point operations a second; null where there is none to speak of. */
export function gigaflops({ milliseconds, flops }: FlameSums): number | null {
  return milliseconds > 0 && flops > 0 ? flops / milliseconds / 1e6 : null;
}

/** Every operation in the order in which it ran. */
export function flameCsv({ operations }: StepMeasurement): string {
  const header = ['phase', 'part', 'kind', 'sizes', 'ms', 'flops', 'bytes', 'limit ms'];
  return toCsv(
    header,
    operations.map(({ phase, part, kind, sizes, milliseconds, flops, bytes, limit }) => [
      ...[phase, part, kind, sizes.join('×')],
      ...[milliseconds, flops, bytes, limit],
    ]),
  );
}
