/**
 * @file How far a machine's kernels are from the reference.
 */
import type { OperationKind } from '../program/operation';
import { runReference } from '../program/reference';
import {
  randomCase,
  scratchOutputs,
  type OperationCase,
  type RandomCase,
} from '../program/testing';
import type { WebGpuMachine } from './machine';

/** What single precision explains, as a share of an output's largest element. */
export const tolerance = 1e-4;

/** A case with its inputs and what the reference makes of them. */
export interface Expectation extends RandomCase {
  kind: OperationKind;
  expected: ReturnType<typeof runReference>;
}

export function expectationOf(operationCase: OperationCase, seed = 1): Expectation {
  return expectationOfDrawn(operationCase.operation.kind, randomCase(operationCase, seed));
}

export function expectationOfDrawn(kind: OperationKind, drawn: RandomCase): Expectation {
  const { program, stores, feeds } = drawn;
  // The reference changes stores.
  const copies = Object.fromEntries(
    Object.entries(stores).map(([name, data]) => [name, data.slice()]),
  );
  const expected = runReference(program, { stores: copies, feeds });
  return { ...drawn, kind, expected };
}

/** The largest difference, as a share of the larger of 1 and the output's largest element. */
export async function deviation(
  machine: WebGpuMachine,
  operationCase: OperationCase,
  seed = 1,
): Promise<number> {
  return deviationFrom(machine, expectationOf(operationCase, seed));
}

export async function deviationFrom(
  machine: WebGpuMachine,
  { program, stores, feeds, kind, expected }: Expectation,
): Promise<number> {
  const deviceStores = Object.fromEntries(
    Object.entries(stores).map(([name, data]) => {
      const store = machine.store(data.length);
      store.write(data);
      return [name, store];
    }),
  );
  const step = machine.compileProgram(program, { stores: deviceStores, name: kind });
  try {
    const names = Object.keys(program.outputs);
    const found = await step.run(feeds, names);
    const differences = names.map((name) => {
      if (name === 'partials') return differenceOf([sum(found[name])], [sum(expected[name])]);
      if (scratchOutputs[kind]?.includes(name)) return 0;
      return differenceOf(found[name], expected[name]);
    });
    return Math.max(...differences);
  } finally {
    step.dispose();
    Object.values(deviceStores).forEach((store) => store.dispose());
  }
}

function sum(numbers: ArrayLike<number>): number {
  return Array.from(numbers).reduce((total, number) => total + number, 0);
}

/** Infinite where a number is missing or none. */
function differenceOf(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Infinity;
  let magnitude = 1;
  let largest = 0;
  for (let at = 0; at < expected.length; at++) {
    magnitude = Math.max(magnitude, Math.abs(expected[at]));
    const difference = Math.abs(found[at] - expected[at]);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest / magnitude;
}
