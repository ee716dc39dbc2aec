/**
 * @file gzip, streamed, also of several members after each other (RFC 1952, section 2.2), as every
 * record of a `.warc.gz` is one. fflate inflates; the checksum of each member, which it passes over,
 * is checked here.
 */
import { crc32 } from '../../base/checksum';
import { LabError } from '../../base/errors';
import { joinBytes, type ByteStream } from './byte-stream';

/** CRC-32 and length, at the end of each member. */
const footerSize = 8;
/** A header that is longer, and cut by the border of a block, leaves the member before unchecked. */
const longestHeader = 1024;
/** Inflated at once. It may become a thousand times as much, all of it in memory. */
const step = 32 * 1024;

/** @param name for messages @throws LabError `text.gzip` with the byte near which it is broken */
export async function* gunzip(stream: ByteStream, name: string): AsyncGenerator<Uint8Array> {
  const { Gunzip } = await import('fflate');
  let ready: Uint8Array[] = [];
  let read = 0;
  let checksum = 0;
  /** What was pushed last, and some bytes from before it. */
  let recent = new Uint8Array(0);
  const isRight = (endOfMember: number) => {
    const at = recent.length - (read - endOfMember) - footerSize;
    return at < 0 ? null : new DataView(recent.buffer).getUint32(at, true) === checksum;
  };
  const unpacker = new Gunzip((bytes) => {
    checksum = crc32(bytes, checksum);
    ready.push(bytes);
  });
  // Called when a further member starts, before its first bytes come out.
  unpacker.onmember = (start) => {
    if (isRight(start) === false) throw new Error('checksum');
    checksum = 0;
  };
  const push = (block: Uint8Array, isLast: boolean) => {
    read += block.length;
    recent = joinBytes([recent.subarray(-longestHeader), block]);
    try {
      unpacker.push(block, isLast);
    } catch {
      throw new LabError('text.gzip', { name, offset: read });
    }
    if (isLast && isRight(read) !== true) throw new LabError('text.gzip', { name, offset: read });
    const blocks = ready;
    ready = [];
    return blocks;
  };
  for await (const block of stream) {
    for (let at = 0; at < block.length; at += step) {
      yield* push(block.subarray(at, at + step), false);
    }
  }
  yield* push(new Uint8Array(0), true);
}
