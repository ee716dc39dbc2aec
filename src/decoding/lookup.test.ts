import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lookUp } from './lookup';

it('gives what followed the longest ending that stood there before, the latest time', () => {
  expect(lookUp([1, 2, 3, 9, 2, 3, 8, 1, 2, 3], 2)).toEqual([9, 2]);
  expect(lookUp([2, 3, 9, 2, 3, 8, 2, 3], 4)).toEqual([8, 2, 3]);
  expect(lookUp([1, 2, 3], 4)).toEqual([]);
  expect(lookUp([7, 7], 4)).toEqual([7]);
  expect(lookUp([7], 4)).toEqual([]);
  expect(lookUp([], 4)).toEqual([]);
  expect(lookUp([1, 2, 1], 0)).toEqual([]);
});

it('finds something exactly if the last id is not new', () => {
  const texts = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 14 });
  fc.assert(
    fc.property(texts, (ids) => {
      const found = lookUp(ids, 3);
      expect(found.length > 0).toBe(ids.slice(0, -1).includes(ids[ids.length - 1]));
      // It stands in the text, after the last id.
      const part = [ids[ids.length - 1], ...found];
      expect(ids.some((_, start) => part.every((id, index) => ids[start + index] === id))).toBe(
        true,
      );
    }),
  );
});
