/**
 * @file Half precision against the definition: the nearest of all 65,536 values, ties to even.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halfBits, toHalfPrecision } from './half-precision.mjs';

/** Value of the bits, by the definition of binary16. */
function halfValue(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

describe('half precision', () => {
  it('gives each of its own values back', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = halfValue(bits);
      if (!Number.isNaN(value)) expect(halfBits(value)).toBe(bits);
    }
    expect(halfValue(halfBits(NaN))).toBeNaN();
  });

  it('takes the nearest value', () => {
    const range = { min: -65519, max: 65519, noNaN: true };
    fc.assert(
      fc.property(
        fc.oneof(
          fc.float(range),
          fc.float({ min: Math.fround(-1e-4), max: Math.fround(1e-4), noNaN: true }),
        ),
        (value) => {
          const bits = halfBits(value);
          const distance = Math.abs(halfValue(bits) - value);
          for (const other of [bits - 1, bits + 1]) {
            const neighbour = halfValue(other & 0xffff);
            const further = Math.abs(neighbour - value);
            if (Number.isFinite(further)) expect(distance).toBeLessThanOrEqual(further);
            if (distance === further && distance > 0) expect(bits & 1).toBe(0);
          }
        },
      ),
    );
  });

  it('becomes infinite where it must', () => {
    expect([65504, 65519, 65520, -1e9].map((value) => halfValue(halfBits(value)))).toEqual([
      65504,
      65504,
      Infinity,
      -Infinity,
    ]);
  });
});

describe('a safetensors file', () => {
  it('keeps names, shapes and metadata', () => {
    const header = JSON.stringify({
      __metadata__: { format: 'pt' },
      a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
      b: { dtype: 'F32', shape: [1, 1], data_offsets: [8, 12] },
    });
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    const data = Buffer.from(new Float32Array([1, -2.5, 0.1]).buffer);
    const made = toHalfPrecision(Buffer.concat([length, Buffer.from(header), data]));
    const madeLength = Number(made.readBigUInt64LE(0));
    expect(madeLength % 8).toBe(0);
    expect(JSON.parse(made.toString('utf8', 8, 8 + madeLength))).toEqual({
      __metadata__: { format: 'pt' },
      a: { dtype: 'F16', shape: [2], data_offsets: [0, 4] },
      b: { dtype: 'F16', shape: [1, 1], data_offsets: [4, 6] },
    });
    const bits = [0, 2, 4].map((at) => made.readUInt16LE(8 + madeLength + at));
    expect(bits.map(halfValue)).toEqual([1, -2.5, 0.0999755859375]);
  });
});
