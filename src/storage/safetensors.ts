/**
 * @file Named arrays as one file, in Hugging Face's safetensors format
 * (https://huggingface.co/docs/safetensors): 8 bytes with the length of the header, the header (JSON:
 * type, shape and place of each tensor, and string metadata), the values. Written as F32; F16 and
 * BF16 are read too. Nothing in a file is believed before it has been checked against its size, so a
 * damaged file gives an error and never a huge allocation. Assumes a little-endian machine, as all
 * browsers' are.
 */
import { z } from 'zod';
import type { NamedArrays } from '../base/arrays';
import { LabError } from '../base/errors';

export type Metadata = Record<string, string>;

const lengthBytes = 8;
const largestHeader = 10 * 2 ** 20;
const metadataKey = '__metadata__';

const natural = z.int().min(0);
const tensorSchema = z.object({
  dtype: z.enum(['F32', 'F16', 'BF16']),
  shape: z.array(natural),
  data_offsets: z.tuple([natural, natural]),
});
const headerSchema = z
  .object({ [metadataKey]: z.record(z.string(), z.string()).default({}) })
  .catchall(tensorSchema);

type TensorEntry = z.output<typeof tensorSchema>;

/** The header is padded with spaces so that the values start at a multiple of 8 bytes. */
export function writeSafetensors(
  tensors: NamedArrays,
  metadata: Metadata = {},
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header[metadataKey] = metadata;
  let size = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    header[name] = { dtype: 'F32', shape, data_offsets: [size, size + data.byteLength] };
    size += data.byteLength;
  }
  const json = JSON.stringify(header);
  const unpadded = new TextEncoder().encode(json);
  const headerLength = Math.ceil(unpadded.length / 8) * 8;
  const file = new Uint8Array(lengthBytes + headerLength + size);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.set(unpadded, lengthBytes);
  file.fill(' '.charCodeAt(0), lengthBytes + unpadded.length, lengthBytes + headerLength);
  let offset = lengthBytes + headerLength;
  for (const { data } of Object.values(tensors)) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return file;
}

/**
 * @param name for the message
 * @returns copies of the values
 * @throws LabError `storage.damaged`
 */
export function readSafetensors(
  file: Uint8Array,
  name = 'safetensors',
): { tensors: NamedArrays; metadata: Metadata } {
  const damaged = (reason: string) => new LabError('storage.damaged', { name, reason });
  if (file.length < lengthBytes) throw damaged('it ends before its header');
  const headerLength = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true);
  if (headerLength > BigInt(Math.min(largestHeader, file.length - lengthBytes))) {
    throw damaged(`a header of ${headerLength} bytes cannot be in it`);
  }
  const start = lengthBytes + Number(headerLength);
  const header = headerSchema.safeParse(parseJson(file.subarray(lengthBytes, start)));
  if (!header.success) throw damaged('its header is not one of safetensors');
  const { [metadataKey]: metadata, ...entries } = header.data;
  const problem = layoutProblem(Object.values(entries), file.length - start);
  if (problem !== null) throw damaged(problem);
  const tensors = Object.entries(entries).map(
    ([
      key,
      {
        dtype,
        shape,
        data_offsets: [from, to],
      },
    ]) => {
      const data = toFloats(file.slice(start + from, start + to).buffer, dtype);
      return [key, { shape, data }] as const;
    },
  );
  return { tensors: Object.fromEntries(tensors), metadata };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** The tensors must fill the file exactly, one after the other. Null if they do. */
function layoutProblem(entries: readonly TensorEntry[], size: number): string | null {
  const sorted = entries.toSorted((one, other) => {
    const [from, to] = one.data_offsets;
    const [otherFrom, otherTo] = other.data_offsets;
    return from - otherFrom || to - otherTo;
  });
  let end = 0;
  for (const { dtype, shape, data_offsets } of sorted) {
    const [from, to] = data_offsets;
    if (from !== end) return `there is a gap or an overlap at byte ${Math.min(from, end)}`;
    const width = dtype === 'F32' ? 4 : 2;
    // A product too large to be exact is far from any size that a file can have.
    const bytes = shape.reduce((product, length) => product * length, width);
    if (to - from !== bytes) return `a tensor of shape [${shape}] does not have ${to - from} bytes`;
    end = to;
  }
  return end === size ? null : `${size} bytes of values instead of ${end}`;
}

function toFloats(buffer: ArrayBuffer, dtype: TensorEntry['dtype']): Float32Array {
  switch (dtype) {
    case 'F32':
      return new Float32Array(buffer);
    case 'F16':
      return Float32Array.from(new Uint16Array(buffer), halfToFloat);
    case 'BF16': {
      // The upper half of a 32-bit float.
      const bits = Uint32Array.from(new Uint16Array(buffer), (upper) => upper << 16);
      return new Float32Array(bits.buffer);
    }
  }
}

/** IEEE 754 binary16: 1 sign bit, 5 bits of exponent, 10 of fraction. */
export function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
