/**
 * @file CRC-32 (ISO 3309, as in zip and PNG): finds every change of up to 32 bits in a row. Against
 * accidents, not against forgery.
 */

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  }
  return remainder;
});

/**
 * @param previous checksum of what comes before, to go on from
 * @returns an integer in [0, 2³²)
 */
export function crc32(bytes: Uint8Array, previous = 0): number {
  let remainder = ~previous;
  for (let index = 0; index < bytes.length; index++) {
    remainder = table[(remainder ^ bytes[index]) & 0xff] ^ (remainder >>> 8);
  }
  return ~remainder >>> 0;
}
