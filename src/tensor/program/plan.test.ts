import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planMemory } from './plan';
import type { Program, ProgramNode, Value } from './program';

/** A chain of additions; `reads[i]` says which earlier values node i reads. */
function programOf(sizes: readonly number[], reads: readonly (readonly number[])[]): Program {
  const values: Value[] = sizes.map((size, id) => ({
    id,
    size,
    type: 'float32',
    origin: { kind: 'computed' },
  }));
  const nodes: ProgramNode[] = values.map((y, at) => ({
    operation: { kind: 'add', size: y.size },
    inputs: Object.fromEntries(
      (reads[at] ?? []).filter((from) => from < at).map((from) => [`x${from}`, values[from]]),
    ),
    outputs: { y },
  }));
  return { nodes, outputs: { last: values[values.length - 1] } };
}

it('never gives one slot to two values that are alive together', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 });
  const reads = fc.array(fc.array(fc.nat(19), { maxLength: 3 }), { maxLength: 20 });
  fc.assert(
    fc.property(sizes, reads, (givenSizes, givenReads) => {
      const program = programOf(givenSizes, givenReads);
      const { slots, slotOf } = planMemory(program);
      const holder = new Map<number, Value>();
      const slotOrFail = (value: Value) => {
        const slot = slotOf.get(value);
        if (slot === undefined) throw new Error('a value without a slot');
        expect(slots[slot]).toBeGreaterThanOrEqual(value.size);
        return slot;
      };
      for (const { inputs, outputs } of program.nodes) {
        for (const value of Object.values(inputs)) {
          expect(holder.get(slotOrFail(value))).toBe(value);
        }
        for (const value of Object.values(outputs)) holder.set(slotOrFail(value), value);
      }
      for (const value of Object.values(program.outputs)) {
        expect(holder.get(slotOrFail(value))).toBe(value);
      }
    }),
  );
});

it('uses a slot again as soon as its value is not needed', () => {
  const { slots } = planMemory(programOf([8, 8, 8, 8, 8], [[], [0], [1], [2], [3]]));
  expect(slots).toEqual([8, 8]);
});
