/**
 * @file A file's bytes as text, block by block. Malformed bytes and NUL characters end it with an
 * error that says where.
 */
import { LabError } from '../../base/errors';
import type { ReadOptions } from '../types';
import { readBlocks } from './byte-stream';
import type { TextEncodingName } from './encoding';

/**
 * Where the file stops being valid. A decoder does not tell, so the file is decoded once more, with
 * the faulty block byte by byte; only a file that fails pays for it.
 */
async function badByteOffset(file: Blob, encoding: TextEncodingName, block: number) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let offset = 0;
  for await (const bytes of readBlocks(file)) {
    const good = Math.min(bytes.length, Math.max(0, block - offset));
    decoder.decode(bytes.subarray(0, good), { stream: true });
    for (let at = good; at < bytes.length; at++) {
      try {
        decoder.decode(bytes.subarray(at, at + 1), { stream: true });
      } catch {
        return offset + at;
      }
    }
    offset += bytes.length;
  }
  return file.size;
}

/** Where the first NUL character is in a block that has one; `width` is the bytes of a NUL. */
function nulOffset(bytes: Uint8Array, width: 1 | 2, start: number): number {
  if (width === 1) return start + bytes.indexOf(0);
  // Blocks of UTF-16 may start in the middle of a unit.
  for (let at = start % 2; at + 1 < bytes.length; at += 2) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) return start + at;
  }
  return start;
}

/**
 * The text of a file in pieces of any size, `\r\n` as `\n`, without the byte order mark.
 * @throws LabError `text.encoding`, `text.binary`, `cancelled`
 */
export async function* decodeFile(
  file: Blob,
  name: string,
  encoding: TextEncodingName,
  options: ReadOptions = {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let offset = 0;
  // A carriage return at the end of a block waits for what follows it.
  let heldReturn = '';
  const decode = async (bytes?: Uint8Array) => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw new LabError('text.encoding', {
        name,
        encoding,
        offset: bytes === undefined ? file.size : await badByteOffset(file, encoding, offset),
      });
    }
  };
  for await (const bytes of readBlocks(file, options)) {
    const text = heldReturn + (await decode(bytes));
    if (text.includes('\0')) {
      const width = encoding.startsWith('UTF-16') ? 2 : 1;
      throw new LabError('text.binary', { name, offset: nulOffset(bytes, width, offset) });
    }
    offset += bytes.length;
    heldReturn = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - heldReturn.length).replaceAll('\r\n', '\n');
  }
  yield heldReturn + (await decode());
}
