import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toHalf } from './half';

/** Every positive number that float16 has, rising, from its bits. */
const halves = Array.from({ length: 0x7c00 }, (_, bits) => {
  const [exponent, fraction] = [bits >> 10, bits & 0x3ff];
  return exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
});

it('keeps every number that float16 has', () => {
  for (const half of halves) {
    if (toHalf(half) !== half || toHalf(-half) !== -half) throw new Error(`${half}`);
  }
});

it('takes the nearest one, and of two the even one', () => {
  for (let bits = 1; bits < halves.length; bits++) {
    const [below, above] = [halves[bits - 1], halves[bits]];
    const middle = (below + above) / 2;
    expect(toHalf(middle)).toBe(bits % 2 === 0 ? above : below);
    expect(toHalf(-middle - (above - below) / 1000)).toBe(-above);
    expect(toHalf(middle - (above - below) / 1000)).toBe(below);
  }
});

it('goes to infinity from where the next number would be', () => {
  expect([65_504, 65_519.9, 65_520, -1e9, Infinity].map(toHalf)).toEqual([
    65_504,
    65_504,
    Infinity,
    -Infinity,
    Infinity,
  ]);
  expect(toHalf(NaN)).toBeNaN();
  expect(toHalf(1e-9)).toBe(0);
});

it('is off by half of a digit at most', () => {
  fc.assert(
    fc.property(fc.double({ min: 2 ** -14, max: 65_504, noNaN: true }), (number) => {
      expect(Math.abs(toHalf(number) / number - 1)).toBeLessThanOrEqual(2 ** -11);
    }),
  );
});
