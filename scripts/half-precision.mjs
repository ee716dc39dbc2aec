/**
 * @file Weights as 16-bit floats (IEEE 754 binary16), which halves the shipped files. Format:
 * https://github.com/huggingface/safetensors#format
 */

const view = new DataView(new ArrayBuffer(4));

/** Bits of the half-precision number nearest to `value`, ties to even. */
export function halfBits(value) {
  view.setFloat32(0, value);
  const bits = view.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 127 + 15;
  const fraction = bits & 0x7fffff;
  if (exponent >= 31) {
    const isNaN = exponent === 143 && fraction !== 0;
    return sign | 0x7c00 | (isNaN ? 0x200 : 0);
  }
  // Below 2^-14 the leading 1 is written out and shifted away with the exponent.
  const isSubnormal = exponent <= 0;
  const mantissa = isSubnormal ? fraction | 0x800000 : fraction;
  const shift = isSubnormal ? 14 - exponent : 13;
  if (shift > 24) return sign;
  const kept = mantissa >>> shift;
  const rest = mantissa & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  const roundUp = rest > half || (rest === half && (kept & 1) === 1) ? 1 : 0;
  // A carry out of the fraction raises the exponent, which is what rounding up means there.
  return sign | ((isSubnormal ? 0 : exponent << 10) + kept + roundUp);
}

/**
 * Rewrites a safetensors file with all F32 tensors as F16.
 * @param {Uint8Array} file
 * @returns {Buffer}
 */
export function toHalfPrecision(file) {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const headerLength = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength));
  const data = bytes.subarray(8 + headerLength);
  const parts = [];
  let at = 0;
  for (const [name, tensor] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    if (tensor.dtype !== 'F32') throw new Error(`${name} is ${tensor.dtype}, not F32.`);
    const [from, to] = tensor.data_offsets;
    const part = Buffer.alloc((to - from) / 2);
    for (let index = 0; index < part.length / 2; index++) {
      part.writeUInt16LE(halfBits(data.readFloatLE(from + 4 * index)), 2 * index);
    }
    parts.push(part);
    header[name] = { ...tensor, dtype: 'F16', data_offsets: [at, at + part.length] };
    at += part.length;
  }
  // The data begins at a multiple of 8, as the format's own writer does it.
  const text = JSON.stringify(header);
  const headerBytes = Buffer.from(
    text.padEnd(text.length + ((8 - (Buffer.byteLength(text) % 8)) % 8)),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(headerBytes.length));
  return Buffer.concat([length, headerBytes, ...parts]);
}
