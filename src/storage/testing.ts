/**
 * @file Values for the tests of this floor.
 */
import fc from 'fast-check';
import type { NamedArrays } from '../base/arrays';
import { Random } from '../base/random';
import type { Snapshot } from './checkpoint';
import type { NewRun } from './run-record';

/** Any arrays: up to 4 tensors of up to 3 dimensions, with NaN and infinities among the values. */
export const anyTensors: fc.Arbitrary<NamedArrays> = fc.dictionary(
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter((name) => !name.startsWith('__')),
  fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }).chain((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return fc.record({
      shape: fc.constant(shape),
      data: fc.float32Array({ minLength: length, maxLength: length }),
    });
  }),
  { maxKeys: 4, noNullPrototype: true },
);

export function smallSnapshot(step: number): Snapshot {
  const random = new Random('snapshot', step);
  const arrays = (): NamedArrays => ({
    'embedding.weight': {
      shape: [3, 2],
      data: Float32Array.from({ length: 6 }, () => random.normal()),
    },
    'norm.gain': { shape: [2], data: Float32Array.from({ length: 2 }, () => random.normal()) },
  });
  const optimizer = { firstMoment: arrays(), secondMoment: arrays() };
  return { step, parameters: arrays(), optimizer };
}

export function newRun(id: string): NewRun {
  return {
    id,
    name: `Run ${id}`,
    spec: { version: 1, seed: 3 },
    totalSteps: 100,
    vocabularySize: 257,
    textName: 'arithmetic',
    backend: 'cpu',
  };
}
