import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint';
import { crc32 } from '../base/checksum';
import { readSafetensors, writeSafetensors } from './safetensors';
import { smallSnapshot } from './testing';
import { decodeTokenData, encodeTokenData } from './token-data';

const about = { runId: 'run', seed: 7 };

describe('CRC-32', () => {
  it('gives the check value of the standard', () => {
    const bytes = new TextEncoder().encode('123456789');
    expect(crc32(bytes)).toBe(0xcbf43926);
    expect(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4)))).toBe(0xcbf43926);
  });
});

describe('a checkpoint', () => {
  it('gives back the snapshot', () => {
    const snapshot = smallSnapshot(120);
    expect(decodeCheckpoint(encodeCheckpoint(snapshot, about), 'c')).toEqual(snapshot);
  });

  it('is a safetensors file with readable names', () => {
    const { tensors, metadata } = readSafetensors(encodeCheckpoint(smallSnapshot(3), about));
    expect(Object.keys(tensors)).toContain('model.embedding.weight');
    expect(Object.keys(tensors)).toContain('optimizer.firstMoment.norm.gain');
    expect(Object.keys(tensors)).toContain('optimizer.secondMoment.norm.gain');
    expect(metadata).toMatchObject({ format: '1', step: '3', runId: 'run', seed: '7' });
  });

  it('with any byte changed or with its end cut off is damaged or the same', () => {
    const snapshot = smallSnapshot(1);
    const file = encodeCheckpoint(snapshot, about);
    const position = fc.nat(file.length - 1);
    const check = (damaged: Uint8Array) => {
      try {
        expect(decodeCheckpoint(damaged, 'c')).toEqual(snapshot);
      } catch (error) {
        expect(error).toMatchObject({ code: 'storage.damaged', values: { name: 'c' } });
      }
    };
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: 255 }), (at, change) => {
        check(file.map((byte, index) => (index === at ? byte ^ change : byte)));
      }),
      { numRuns: 1000 },
    );
    fc.assert(fc.property(position, (length) => check(file.subarray(0, length))));
  });

  it('with any bit of its values changed is damaged', () => {
    const file = encodeCheckpoint(smallSnapshot(1), about);
    const values = 3 * 8 * 4;
    for (let at = file.length - values; at < file.length; at++) {
      const damaged = file.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(() => decodeCheckpoint(damaged, 'c')).toThrow(/checksum/);
    }
  });

  it('is not any safetensors file', () => {
    expect(() => decodeCheckpoint(writeSafetensors({}, { format: '1' }), 'c')).toThrow(
      /not a checkpoint/,
    );
  });
});

describe('token ids', () => {
  const narrow = fc.record({ train: fc.uint16Array(), validation: fc.uint16Array() });
  const wide = fc.record({ train: fc.uint32Array(), validation: fc.uint32Array() });

  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.oneof(narrow, wide), (data) => {
        expect(decodeTokenData(encodeTokenData(data), 't')).toEqual(data);
      }),
    );
  });

  it('are not believed if a byte has changed or is missing', () => {
    const data = { train: Uint16Array.of(1, 2, 3), validation: Uint16Array.of(4) };
    const file = encodeTokenData(data);
    for (let at = 0; at < file.length; at++) {
      const damaged = file.map((byte, index) => (index === at ? byte ^ 0x10 : byte));
      expect(() => decodeTokenData(damaged, 't')).toThrow(/damaged/);
      expect(() => decodeTokenData(file.subarray(0, at), 't')).toThrow(/damaged/);
    }
  });
});
