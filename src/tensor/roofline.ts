/**
 * @file The roofline (Williams, Waterman & Patterson 2009, doi 10.1145/1498765.1498785): an operation
 * takes at least as long as its arithmetic at the fastest rate of arithmetic, and at least as long as
 * its memory traffic at the fastest rate of traffic. Both rates are those that our own kernels reach
 * here: of a large matrix product, and of a large sum of two vectors, which no cache holds. An estimate,
 * not a bound: small operands stay in the caches, and may be faster than it says.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Blueprint, Machine, Store } from './machine';
import { linear } from './ops/linear';
import type { OperationTime } from './profile';
import type { Cost } from './program/cost';
import { asMatrix, asVector } from './shapes';

export interface AttainableRates {
  flopsPerSecond: number;
  bytesPerSecond: number;
}

/** Milliseconds that an operation takes at least. */
export function timeLimit({ flops, bytes }: Cost, rates: AttainableRates): number {
  return 1000 * Math.max(flops / rates.flopsPerSecond, bytes / rates.bytesPerSecond);
}

/** Rows and columns of the matrices; a larger one only where the one before was over too soon. */
const productSizes = [512, 1024, 2048, 4096];
const longEnoughProduct = 10;
/** Numbers in a vector; the first are 16 MiB, more than most caches hold of three. */
const vectorSizes = [2 ** 22, 2 ** 24];
const longEnoughSum = 2;
/** The fastest counts: what else the device does only makes it slower. */
const runs = 4;

/**
 * Takes a few seconds at most and room for three of the largest operands, which it gives back.
 * @returns null where the machine cannot tell the time of an operation
 * @throws LabError `engine.memory`
 */
export async function measureRates(machine: Machine): Promise<AttainableRates | null> {
  let flopsPerSecond = 0;
  for (const size of productSizes) {
    const fastest = await fastestRun(machine, productOf(size));
    if (!fastest) return null;
    flopsPerSecond = Math.max(flopsPerSecond, (1000 * fastest.cost.flops) / fastest.milliseconds);
    if (fastest.milliseconds > longEnoughProduct) break;
  }
  let bytesPerSecond = 0;
  for (const size of vectorSizes) {
    const fastest = await fastestRun(machine, sumOf(size));
    if (!fastest) return null;
    // Not the largest rate: a shorter vector may have come from a cache.
    bytesPerSecond = (1000 * fastest.cost.bytes) / fastest.milliseconds;
    if (fastest.milliseconds > longEnoughSum) break;
  }
  return { flopsPerSecond, bytesPerSecond };
}

function productOf(size: number): Blueprint {
  return {
    name: 'measuring',
    stores: { a: [size, size], b: [size, size], bias: [size] },
    feeds: {},
    body: ({ a, b, bias }) => ({
      outputs: { y: linear(asMatrix(a, size, size), asMatrix(b, size, size), asVector(bias)) },
    }),
  };
}

function sumOf(size: number): Blueprint {
  return {
    name: 'measuring',
    stores: { a: [size], b: [size] },
    feeds: {},
    body: ({ a, b }) => ({ outputs: { y: tf.add(a, b) } }),
  };
}

/** The one operation of a blueprint, in the fastest of some runs. */
async function fastestRun(machine: Machine, blueprint: Blueprint): Promise<OperationTime | null> {
  const stores: Record<string, Store> = {};
  try {
    for (const [name, shape] of Object.entries(blueprint.stores)) {
      const size = shape.reduce((product, length) => product * length, 1);
      stores[name] = machine.store(size);
      stores[name].write(someNumbers(size));
    }
    const step = machine.compile(blueprint, stores);
    try {
      let fastest: OperationTime | null = null;
      for (let run = 0; run < runs; run++) {
        const { profile } = await step.runMeasured({}, []);
        if (!profile) return null;
        const [operation] = profile.operations;
        if (!fastest || operation.milliseconds < fastest.milliseconds) fastest = operation;
      }
      return fastest;
    } finally {
      step.dispose();
    }
  } finally {
    Object.values(stores).forEach((store) => store.dispose());
  }
}

/** Not all 0, which some devices compute with less power. */
function someNumbers(size: number): Float32Array {
  const numbers = new Float32Array(size);
  for (let index = 0; index < size; index++) numbers[index] = ((index * 7) % 17) / 8 - 1;
  return numbers;
}
