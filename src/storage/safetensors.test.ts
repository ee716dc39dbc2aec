import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../base/errors';
import { halfToFloat, readSafetensors, writeSafetensors } from './safetensors';
import { anyTensors } from './testing';

const metadata = fc.dictionary(
  fc.string().filter((key) => key !== '__proto__'),
  fc.string(),
  { noNullPrototype: true },
);

/** A file with any header, and `size` bytes of values. */
function fileWith(header: unknown, size: number): Uint8Array {
  const json = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const file = new Uint8Array(8 + json.length + size);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  return file;
}

function reasonOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof LabError && error.code === 'storage.damaged') return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('safetensors', () => {
  it('writes the bytes of the format', () => {
    const file = writeSafetensors(
      { w: { shape: [2, 1], data: Float32Array.of(1, -2) } },
      { a: 'b' },
    );
    const headerLength = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(headerLength % 8).toBe(0);
    const header = new TextDecoder().decode(file.subarray(8, 8 + headerLength));
    expect(header.trimEnd()).toBe(
      '{"__metadata__":{"a":"b"},"w":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}',
    );
    expect([...file.subarray(8 + headerLength)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
  });

  it('gives back what it was given', () => {
    fc.assert(
      fc.property(anyTensors, metadata, (tensors, about) => {
        expect(readSafetensors(writeSafetensors(tensors, about))).toEqual({
          tensors,
          metadata: about,
        });
      }),
    );
  });

  it('reads a file that does not begin at the start of its buffer', () => {
    const tensors = { w: { shape: [1], data: Float32Array.of(7) } };
    const file = writeSafetensors(tensors);
    const buffer = new Uint8Array(file.length + 3);
    buffer.set(file, 3);
    expect(readSafetensors(buffer.subarray(3)).tensors).toEqual(tensors);
  });

  it('reads half precision', () => {
    const file = fileWith(
      {
        half: { dtype: 'F16', shape: [4], data_offsets: [0, 8] },
        brain: { dtype: 'BF16', shape: [2], data_offsets: [8, 12] },
      },
      12,
    );
    file.set(
      new Uint8Array(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff).buffer),
      file.length - 12,
    );
    file.set(new Uint8Array(Uint16Array.of(0x3f80, 0xc2f7).buffer), file.length - 4);
    const { tensors } = readSafetensors(file);
    expect([...tensors.half.data]).toEqual([1, -2, 2 ** -24, 65504]);
    expect([...tensors.brain.data]).toEqual([1, -123.5]);
    expect(halfToFloat(0xfc00)).toBe(-Infinity);
    expect(halfToFloat(0x7e00)).toBeNaN();
    expect(halfToFloat(0x3555)).toBe(1365 / 4096);
  });

  const entry = (shape: unknown, from: number, to: number, dtype = 'F32') => ({
    dtype,
    shape,
    data_offsets: [from, to],
  });
  it.each([
    ['no header', new Uint8Array(5), /before its header/],
    ['a header longer than the file', new Uint8Array(8).fill(0xff), /18446744073709551615 bytes/],
    ['no JSON', fileWith('{"w":', 0), /header/],
    ['a list', fileWith([], 0), /header/],
    ['an unknown type', fileWith({ w: entry([1], 0, 8, 'F64') }, 8), /header/],
    ['a negative length', fileWith({ w: entry([-1], 0, 4) }, 4), /header/],
    ['a part of a number', fileWith({ w: entry([0.5], 0, 2) }, 2), /header/],
    ['a shape of another size', fileWith({ w: entry([2], 0, 4) }, 4), /shape/],
    ['an enormous shape', fileWith({ w: entry([2 ** 40, 2 ** 40], 0, 4) }, 4), /shape/],
    ['offsets behind the end', fileWith({ w: entry([2], 0, 8) }, 4), /4 bytes of values/],
    ['values of nobody', fileWith({ w: entry([1], 0, 4) }, 8), /8 bytes of values/],
    ['a gap', fileWith({ w: entry([1], 4, 8) }, 8), /gap/],
    ['an overlap', fileWith({ v: entry([1], 0, 4), w: entry([1], 2, 6) }, 6), /overlap/],
    [
      'offsets that go back',
      fileWith({ v: entry([1], 0, 4), w: entry([1], 4, 0) }, 4),
      /overlap|gap|shape/,
    ],
  ])('refuses %s', (_, file, reason) => {
    expect(reasonOf(() => readSafetensors(file))).toMatch(reason);
  });

  it('refuses a header of more than 10 MB', () => {
    const file = fileWith(' '.repeat(10 * 2 ** 20 + 1), 0);
    expect(reasonOf(() => readSafetensors(file))).toMatch(/header of 10485761 bytes/);
  });

  it('never does worse with damaged bytes than to say so', () => {
    const damage = fc.record({
      at: fc.nat(),
      byte: fc.integer({ min: 1, max: 255 }),
      cut: fc.nat(40),
    });
    fc.assert(
      fc.property(anyTensors, damage, (tensors, { at, byte, cut }) => {
        const file = writeSafetensors(tensors);
        file[at % file.length] ^= byte;
        const damaged = file.subarray(0, Math.max(0, file.length - cut));
        try {
          const read = Object.values(readSafetensors(damaged).tensors);
          const bytes = read.reduce((sum, { data }) => sum + data.length, 0);
          expect(bytes).toBeLessThanOrEqual(file.length);
        } catch (error) {
          expect(error).toMatchObject({ code: 'storage.damaged' });
        }
      }),
      { numRuns: 1000 },
    );
  });
});
