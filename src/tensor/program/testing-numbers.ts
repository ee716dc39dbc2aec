/**
 * @file Numbers for the tests of the reference, and their comparison, in double precision.
 */
import { expect } from 'vitest';
import { Random } from '../../base/random';
import type { Cells, Operands } from './reference';
import { asDoubles, randomCase, type OperationCase } from './testing';

/** The inputs of a random case in double precision. */
export function inputsOf(operationCase: OperationCase, seed = 1): Operands {
  const { stores, feeds } = randomCase(operationCase, seed);
  return asDoubles({ ...stores, ...feeds });
}

export function normals(size: number, seed: string): Float64Array {
  const random = new Random(5, seed);
  return Float64Array.from({ length: size }, () => random.normal());
}

/** @param tolerance relative to numbers above 1 */
export function expectClose(actual: Cells, expected: Cells, tolerance = 1e-7): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) {
    const error = Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    if (!(error <= tolerance)) expect.fail(`[${i}]: ${actual[i]} instead of ${expected[i]}`);
  }
}
