/**
 * @file Routing against the numbers of the papers' formulas for six tokens and three experts, and what
 * must hold for any numbers.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExpertShape } from '../program/operations/experts';
import { evaluate } from '../program/reference';
import { planRoutes, route } from './experts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const logits = [
  [2, 0, -1],
  [1.5, 0.2, 0],
  [1, 0.9, -0.5],
  [0, 2, 1],
  [1.2, 1, 0.3],
  [0.1, 0, 3],
];
const rows = 6;
const experts = 3;

const switched = {
  experts: [0, 0, 0, 1, 0, 2],
  gates: [
    0.843794734481, 0.668600279543, 0.469931971827, 0.665240955775, 0.449377528643, 0.905132773,
  ],
  means: [0.428589734569, 0.299974354983, 0.271435910448],
  balance: 1.14288460185,
  zLoss: 5.13545388772,
  /** By capacity. */
  dropped: new Map([
    [2, [2, 4]],
    [3, [4]],
    [4, []],
  ]),
};
const two = {
  experts: [0, 1, 0, 1, 0, 1, 1, 2, 0, 1, 2, 0],
  gates: [
    ...[0.880797077978, 0.119202922022, 0.785834983043, 0.214165016957],
    ...[0.524979187479, 0.475020812521, 0.73105857863, 0.26894142137],
    ...[0.549833997312, 0.450166002688, 0.947846436922, 0.0521535630784],
  ],
  balance: 2.09284613433,
};

type Numbers = Record<'gates' | 'chosen' | 'places' | 'shares' | 'losses', ArrayLike<number>>;

function expectClose(actual: ArrayLike<number>, expected: readonly number[], digits = 6): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, index) => expect(actual[index]).toBeCloseTo(value, digits));
}

describe.each(['the definition', 'stock operations'])('%s', (which) => {
  async function routed(perToken: 1 | 2, capacity: number): Promise<Numbers> {
    if (which === 'the definition') {
      const shape: ExpertShape = { rows, experts, perToken, capacity };
      const { gates, chosen, places, shares, losses } = evaluate(
        { kind: 'routing', ...shape },
        { logits: Float64Array.from(logits.flat()) },
      );
      return { gates, chosen, places, shares, losses };
    }
    const routing = route(tf.tensor2d(logits), { perToken, capacity });
    const { gates, chosen, places, shares, losses } = routing;
    return {
      gates: await gates.data(),
      chosen: await chosen.data(),
      places: await places.data(),
      shares: await shares.data(),
      losses: await losses.data(),
    };
  }

  it('one expert: gates, losses, and who is dropped at which capacity', async () => {
    for (const [capacity, dropped] of switched.dropped) {
      const { chosen, gates, shares, losses, places } = await routed(1, capacity);
      expectClose(chosen, switched.experts);
      expectClose(gates, switched.gates);
      expectClose(shares, [4 / 6, 1 / 6, 1 / 6, ...switched.means]);
      expectClose(losses, [switched.balance, switched.zLoss], 5);
      const without = Array.from<number>(places).flatMap((place, row) => (place < 0 ? [row] : []));
      expect(without).toEqual(dropped);
    }
  });

  it('two experts: the softmax over their logits, and a balance of two', async () => {
    const { chosen, gates, losses } = await routed(2, rows);
    expectClose(chosen, two.experts);
    expectClose(gates, two.gates);
    expectClose(losses, [two.balance, switched.zLoss], 5);
  });
});

it('gives slots to the first choices of each expert, to no more than there are, each to one', () => {
  const shapes = fc
    .record({
      rows: fc.integer({ min: 1, max: 30 }),
      experts: fc.integer({ min: 2, max: 6 }),
      perToken: fc.constantFrom<1 | 2>(1, 2),
      capacity: fc.integer({ min: 1, max: 30 }),
    })
    .chain((shape) => {
      const size = shape.rows * shape.experts;
      const number = fc.double({ min: -3, max: 3, noNaN: true });
      return fc.tuple(fc.constant(shape), fc.array(number, { minLength: size, maxLength: size }));
    });
  fc.assert(
    fc.property(shapes, ([shape, numbers]) => {
      const { chosen, places, slots } = planRoutes(numbers, shape);
      for (let expert = 0; expert < shape.experts; expert++) {
        const choices = [...chosen.keys()].filter((choice) => chosen[choice] === expert);
        const own = slots.subarray(expert * shape.capacity, (expert + 1) * shape.capacity);
        const taken = choices.slice(0, shape.capacity);
        expect([...own].filter((choice) => choice >= 0)).toEqual(taken);
        choices.forEach((choice, order) => {
          const place = order < shape.capacity ? expert * shape.capacity + order : -1;
          expect(places[choice]).toBe(place);
        });
      }
      const defined = evaluate(
        { kind: 'routing', ...shape },
        { logits: Float64Array.from(numbers) },
      );
      expect([...defined.places]).toEqual([...places]);
      expect([...defined.slots]).toEqual([...slots]);
    }),
    { numRuns: 60 },
  );
});
