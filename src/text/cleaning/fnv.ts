/**
 * @file FNV-1a, a simple hash of bytes (Fowler, Noll & Vo), in 32 and in 64 bits. JavaScript has no 64-bit
 * integers that are fast, so the longer one is kept as two halves. Not for cryptography.
 */

/** Hash of `bytes[start … end)`, in [0, 2³²). */
export function fnv1a32(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  return hash >>> 0;
}

/** A 64-bit number: `high` · 2³² + `low`, each in [0, 2³²). */
export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

/** Hash of `bytes[start … end)`. */
export function fnv1a64(bytes: Uint8Array, start = 0, end = bytes.length): Hash64 {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let at = start; at < end; at++) {
    low = (low ^ bytes[at]) >>> 0;
    // Times the prime 2⁴⁰ + 0x1b3; each product stays below 2⁵³.
    const lowProduct = low * 0x1b3;
    const carry = Math.floor(lowProduct / 4294967296);
    high = (high * 0x1b3 + carry + ((low << 8) >>> 0)) >>> 0;
    low = lowProduct >>> 0;
  }
  return { high, low };
}

/** 16 hexadecimal digits. */
export function toHex({ high, low }: Hash64): string {
  const half = (value: number) => value.toString(16).padStart(8, '0');
  return half(high) + half(low);
}
