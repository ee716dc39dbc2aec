/** @file Ids by falling key, against sorting. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LargestFirst } from './largest-first';

describe('the largest first', () => {
  it('gives all ids as sorting does, equal keys by id, again and again', () => {
    const order = new LargestFirst();
    const key = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(-Infinity));
    fc.assert(
      fc.property(fc.array(key, { maxLength: 40 }), fc.nat(45), (random, count) => {
        const keys = Float64Array.from(random);
        order.over(keys);
        const ids = Array.from({ length: count }, () => order.next());
        const sorted = [...keys.keys()].sort((left, right) =>
          keys[left] === keys[right] ? left - right : keys[right] - keys[left],
        );
        expect(ids).toEqual(Array.from({ length: count }, (_, rank) => sorted.at(rank)));
      }),
    );
  });
});
