/**
 * @file Dropped choices are those that the routing of a training step drops.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planRoutes } from '../tensor/ops/experts';
import { capacityOf } from './block';
import { droppedChoices } from './expert-places';

it('agrees with the routing of training', () => {
  const cases = fc.record({
    count: fc.integer({ min: 2, max: 6 }),
    perToken: fc.constantFrom(1 as const, 2 as const),
    capacityFactor: fc.double({ min: 0.25, max: 3, noNaN: true }),
    logits: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 6, maxLength: 60 }),
  });
  fc.assert(
    fc.property(cases, ({ logits, ...experts }) => {
      const rows = Math.floor(logits.length / experts.count);
      fc.pre(rows > 0);
      const capacity = capacityOf(experts, rows);
      const shape = { rows, experts: experts.count, perToken: experts.perToken, capacity };
      const { chosen, places } = planRoutes(logits, shape);
      const dropped = droppedChoices(chosen, experts);
      expect(dropped).toEqual(Array.from(places, (place) => place < 0));
    }),
  );
});

it('drops the later tokens of a crowded expert', () => {
  // Switch's example: six tokens, three experts, room for two each.
  const experts = { count: 3, perToken: 1, capacityFactor: 1 } as const;
  const dropped = droppedChoices([0, 0, 0, 1, 0, 2], experts);
  expect(dropped.flatMap((isDropped, token) => (isDropped ? [token] : []))).toEqual([2, 4]);
});
