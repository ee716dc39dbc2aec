/**
 * @file Where the values of a program lie: values that are not needed at the same time share a slot.
 * The largest choose first, each the smallest slot that is free while it lives, so no slot ever grows
 * (greedy by size, Pisarchyk & Lee 2020, arXiv 2001.03288). Stores, feeds, constants and packs have
 * memory of their own.
 */
import { bytesPerElement, placeOf, type Program, type Value } from './program';

export interface MemoryPlan {
  /** Size of each slot in words of four bytes. */
  slots: number[];
  /** Slot of each computed root value. */
  slotOf: Map<Value, number>;
}

/** First and last node that touch a value. */
interface Lifetime {
  from: number;
  to: number;
}

/** Of each computed root; outputs of the program live to the end. */
function lifetimes(program: Program): Map<Value, Lifetime> {
  const lives = new Map<Value, Lifetime>();
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
  const slots: { words: number; lives: Lifetime[] }[] = [];
  const slotOf = new Map<Value, number>();
  // Those of one size in the order in which they come to be.
  const values = [...lifetimes(program)].sort(([left], [right]) => wordsOf(right) - wordsOf(left));
  for (const [value, life] of values) {
    let slot = slots.findLastIndex(({ lives }) => lives.every((other) => !overlap(life, other)));
    if (slot < 0) slot = slots.push({ words: wordsOf(value), lives: [] }) - 1;
    slots[slot].lives.push(life);
    slotOf.set(value, slot);
  }
  return { slots: slots.map(({ words }) => words), slotOf };
}

const overlap = (left: Lifetime, right: Lifetime) => left.from <= right.to && right.from <= left.to;

const wordsOf = (value: Value) => Math.ceil((bytesPerElement(value) * value.size) / 4);
