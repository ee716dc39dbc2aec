/**
 * @file Where the values of a program lie: values that are not needed at the same time share a slot.
 * A slot is given to the value that wants the least room in it that fits; slots are few, since a
 * transformer's values have few sizes. Stores, feeds, constants and
 * packs have memory of their own.
 */
import { bytesPerElement, placeOf, type Program, type Value } from './program';

export interface MemoryPlan {
  /** Size of each slot in words of four bytes. */
  slots: number[];
  /** Slot of each computed root value. */
  slotOf: Map<Value, number>;
}

/** First and last node that touch each computed root; outputs of the program live to the end. */
function lifetimes(program: Program): Map<Value, { from: number; to: number }> {
  const lives = new Map<Value, { from: number; to: number }>();
  const touch = (value: Value, at: number) => {
    const { root } = placeOf(value);
    if (root.origin.kind !== 'computed') return;
    const life = lives.get(root);
    if (life) life.to = Math.max(life.to, at);
    else lives.set(root, { from: at, to: at });
  };
  program.nodes.forEach(({ inputs, outputs }, at) => {
    for (const value of Object.values(inputs)) touch(value, at);
    for (const value of Object.values(outputs)) touch(value, at);
  });
  for (const value of Object.values(program.outputs)) touch(value, program.nodes.length);
  return lives;
}

export function planMemory(program: Program): MemoryPlan {
  const slots: number[] = [];
  const slotOf = new Map<Value, number>();
  const free = new Set<number>();
  const lives = lifetimes(program);
  const births: Value[][] = program.nodes.map(() => []);
  const deaths: Value[][] = [...program.nodes, null].map(() => []);
  for (const [value, { from, to }] of lives) {
    births[from].push(value);
    deaths[to].push(value);
  }
  for (let at = 0; at < program.nodes.length; at++) {
    // Large ones first: they have the fewest slots to choose from.
    births[at].sort((left, right) => wordsOf(right) - wordsOf(left));
    for (const value of births[at]) {
      const words = wordsOf(value);
      const slot = bestSlot(slots, free, words);
      free.delete(slot);
      slots[slot] = Math.max(slots[slot] ?? 0, words);
      slotOf.set(value, slot);
    }
    for (const value of deaths[at]) {
      const slot = slotOf.get(value);
      if (slot !== undefined) free.add(slot);
    }
  }
  return { slots, slotOf };
}

const wordsOf = (value: Value) => Math.ceil((bytesPerElement(value) * value.size) / 4);

/** The smallest free slot that is large enough; else the largest, which grows; else a new one. */
function bestSlot(slots: number[], free: Set<number>, size: number): number {
  let fitting = -1;
  let largest = -1;
  for (const slot of free) {
    if (slots[slot] >= size && (fitting < 0 || slots[slot] < slots[fitting])) fitting = slot;
    if (largest < 0 || slots[slot] > slots[largest]) largest = slot;
  }
  if (fitting >= 0) return fitting;
  return largest >= 0 ? largest : slots.length;
}
