/** @file How tests run an operation on this machine, and hold its numbers against the reference. */
import type { OperationKind } from '../program/operation';
import { runReference } from '../program/reference';
import { scratchOutputs, type OperationCase, type RandomCase } from '../program/testing';
import type { SimdMachine } from './machine';

export type Results = Record<string, Float32Array>;

/** Runs a case once; nothing of it stays on the machine. */
export async function runOn(machine: SimdMachine, testCase: RandomCase): Promise<Results> {
  const { program, stores, feeds } = testCase;
  const held = Object.entries(stores).map(([name, data]) => {
    const store = machine.store(data.length);
    store.write(data);
    return [name, store] as const;
  });
  const step = machine.compileProgram(program, {
    stores: Object.fromEntries(held),
    name: 'a test',
  });
  try {
    return await step.run(feeds, Object.keys(program.outputs));
  } finally {
    step.dispose();
    held.forEach(([, store]) => store.dispose());
  }
}

/** Bit by bit. */
export function areEqual(one: Results, other: Results): boolean {
  return Object.entries(one).every(([name, numbers]) =>
    numbers.every((value, index) => Object.is(value, other[name][index])),
  );
}

/** What the machine gets wrong: one line for each output; none where all is right. */
export async function mistakes(machine: SimdMachine, testCase: RandomCase): Promise<string[]> {
  const results = await runOn(machine, testCase);
  const stores: Record<string, Float32Array> = {};
  for (const [name, data] of Object.entries(testCase.stores)) stores[name] = data.slice();
  const expected = runReference(testCase.program, { ...testCase, stores });
  const { kind } = testCase.program.nodes[0].operation;
  const lines: string[] = [];
  for (const [name, numbers] of Object.entries(results)) {
    const right = Float64Array.from(expected[name]);
    const isCut = scratchOutputs[kind]?.includes(name) && kind === 'sumOfSquares';
    const floor = floors[kind] ?? 1e-30;
    const wrong = isCut
      ? firstMistake([sum(numbers)], [sum(right)], floor)
      : firstMistake(numbers, right, floor);
    if (wrong) lines.push(`${name}${wrong}`);
  }
  return lines;
}

export function describeCase({ operation, absent }: OperationCase): string {
  const sizes = Object.entries(operation).filter(([, value]) => value !== null);
  return `${JSON.stringify(Object.fromEntries(sizes))} without ${absent.join(', ') || 'nothing'}`;
}

const tolerance = 1e-4;

/** Gradients whose terms are near 1, or several of them, and may leave nothing of each other. */
const floors: Partial<Record<OperationKind, number>> = {
  normGradient: 0.01,
  attentionGradient: 0.1,
};

/** Relative to the element, or to the root mean square where the element is smaller. */
function firstMistake(
  numbers: ArrayLike<number>,
  right: ArrayLike<number>,
  floor: number,
): string | null {
  const rows = Array.from(right);
  const scale = Math.max(floor, Math.sqrt(sum(rows.map((value) => value ** 2)) / rows.length));
  const at = rows.findIndex((value, index) => {
    const distance = Math.abs(numbers[index] - value);
    return !(distance <= tolerance * Math.max(Math.abs(value), scale));
  });
  return at < 0 ? null : `[${at}] is ${numbers[at]}, not ${right[at]}`;
}

function sum(numbers: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < numbers.length; i++) total += numbers[i];
  return total;
}
