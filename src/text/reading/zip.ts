/**
 * @file Zip archives, read by their directory at the end (PKWARE's APPNOTE 6.3, with zip64), entry by
 * entry: nothing but the entry at hand is unpacked. The directory tells what an archive claims to
 * hold, so that most zip bombs are refused before the first byte; an entry may not become larger than
 * it claims either. Stored and deflated entries; nothing with a password. fflate inflates.
 */
import { crc32 } from '../../base/checksum';
import { LabError } from '../../base/errors';
import type { ReadOptions } from '../types';
import { BlobBuilder, readBlocks } from './byte-stream';
import { largestText, megabytes, mostFiles } from './limits';

export interface ZipEntry {
  /** Path in the archive. */
  name: string;
  /** Bytes in the archive. */
  packedSize: number;
  /** @throws LabError `text.zip`, `text.codec`, `text.locked`, `text.tooLarge`, `cancelled` */
  unpack(options?: ReadOptions): Promise<Blob>;
}

const signatures = { local: 0x04034b50, entry: 0x02014b50, end: 0x06054b50, end64: 0x06064b50 };
const endSize = 22;
const locatorSize = 20;
const end64Size = 56;
const longestComment = 0xffff;
const unknown16 = 0xffff;
const unknown32 = 0xffffffff;
const isLockedFlag = 1;
const isUtf8Flag = 0x800;

/** Archives that unpack to more than this, and to more than so many times their size, are bombs. */
const suspiciousSize = 100 * 1024 * 1024;
const suspiciousRatio = 100;

async function viewOf(file: Blob, start: number, end: number): Promise<DataView<ArrayBuffer>> {
  return new DataView(await file.slice(start, end).arrayBuffer());
}

/** An unsigned number of 64 bits; sizes above 2⁵³ are no sizes. */
const wide = (view: DataView, at: number) => Number(view.getBigUint64(at, true));

/** Where the directory is. */
async function findDirectory(file: Blob, broken: () => LabError) {
  const start = Math.max(0, file.size - endSize - longestComment - locatorSize);
  const view = await viewOf(file, start, file.size);
  for (let at = view.byteLength - endSize; at >= 0; at--) {
    if (view.getUint32(at, true) !== signatures.end) continue;
    const directory = {
      entries: view.getUint16(at + 10, true),
      size: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
    };
    const isZip64 = directory.entries === unknown16 || directory.offset === unknown32;
    if (!isZip64 || at < locatorSize) return directory;
    const end64 = wide(view, at - locatorSize + 8);
    const view64 = await viewOf(file, end64, end64 + end64Size);
    if (view64.byteLength < end64Size || view64.getUint32(0, true) !== signatures.end64) break;
    return { entries: wide(view64, 32), size: wide(view64, 40), offset: wide(view64, 48) };
  }
  throw broken();
}

interface Listed {
  name: string;
  flags: number;
  method: number;
  checksum: number;
  packedSize: number;
  size: number;
  offset: number;
}

/** Sizes and offset of a zip64 entry stand in an extra field, those that did not fit, in this order. */
function widen(listed: Listed, extra: DataView): Listed {
  for (let at = 0; at + 4 <= extra.byteLength;) {
    const [id, length] = [extra.getUint16(at, true), extra.getUint16(at + 2, true)];
    let next = at + 4;
    const end = Math.min(next + length, extra.byteLength);
    const replace = (value: number) => {
      if (value !== unknown32 || next + 8 > end) return value;
      next += 8;
      return wide(extra, next - 8);
    };
    if (id === 1) {
      const size = replace(listed.size);
      const packedSize = replace(listed.packedSize);
      return { ...listed, size, packedSize, offset: replace(listed.offset) };
    }
    at = end;
  }
  return listed;
}

/** Names are UTF-8 where the flag says so or they are valid UTF-8, else mostly GBK in practice. */
function nameOf(bytes: Uint8Array<ArrayBuffer>, flags: number): string {
  try {
    return new TextDecoder('UTF-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(flags & isUtf8Flag ? 'UTF-8' : 'GB18030').decode(bytes);
  }
}

function parseDirectory(view: DataView<ArrayBuffer>, broken: () => LabError): Listed[] {
  const listed: Listed[] = [];
  const headerSize = 46;
  for (let at = 0; at + headerSize <= view.byteLength;) {
    if (view.getUint32(at, true) !== signatures.entry) throw broken();
    const flags = view.getUint16(at + 8, true);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    );
    const start = at + headerSize;
    const end = start + nameLength + extraLength + commentLength;
    if (end > view.byteLength) throw broken();
    const entry = {
      name: nameOf(new Uint8Array(view.buffer, start, nameLength), flags),
      flags,
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    listed.push(widen(entry, new DataView(view.buffer, start + nameLength, extraLength)));
    at = end;
  }
  return listed;
}

/** Inflates, or copies what is stored, and checks size and checksum. */
async function unpack(file: Blob, entry: Listed, name: string, options: ReadOptions) {
  const broken = () => new LabError('text.zip', { name });
  if (entry.flags & isLockedFlag) throw new LabError('text.locked', { name });
  if (entry.method !== 0 && entry.method !== 8) {
    throw new LabError('text.codec', { name, codec: `zip ${entry.method}` });
  }
  if (entry.size > largestText) {
    const limit = megabytes(largestText);
    throw new LabError('text.tooLarge', { name, size: megabytes(entry.size), limit });
  }
  const header = await viewOf(file, entry.offset, entry.offset + 30);
  if (header.byteLength < 30 || header.getUint32(0, true) !== signatures.local) throw broken();
  const start = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = file.slice(start, start + entry.packedSize);
  const builder = new BlobBuilder();
  let checksum = 0;
  const add = (bytes: Uint8Array) => {
    if (builder.size + bytes.length > entry.size) throw broken();
    checksum = crc32(bytes, checksum);
    builder.add(new Uint8Array(bytes));
  };
  if (entry.method === 0) {
    for await (const block of readBlocks(packed, options)) add(block);
  } else {
    const { Inflate } = await import('fflate');
    const inflate = new Inflate(add);
    const push = (bytes: Uint8Array, isLast: boolean) => {
      try {
        inflate.push(bytes, isLast);
      } catch {
        throw broken();
      }
    };
    const step = 32 * 1024;
    for await (const block of readBlocks(packed, options)) {
      for (let at = 0; at < block.length; at += step) push(block.subarray(at, at + step), false);
    }
    push(new Uint8Array(0), true);
  }
  if (builder.size !== entry.size || checksum !== entry.checksum) throw broken();
  return builder.build();
}

/**
 * The files in an archive, sorted by path; folders are passed over.
 * @param name for messages
 * @throws LabError `text.zip`, `text.bomb`, `text.tooManyFiles`
 */
export async function openZip(file: Blob, name: string): Promise<ZipEntry[]> {
  const broken = () => new LabError('text.zip', { name });
  const { entries, size, offset } = await findDirectory(file, broken);
  if (entries > mostFiles) {
    throw new LabError('text.tooManyFiles', { name, count: entries, limit: mostFiles });
  }
  if (offset + size > file.size) throw broken();
  const listed = parseDirectory(await viewOf(file, offset, offset + size), broken);
  if (listed.length !== entries) throw broken();
  const sum = (of: (entry: Listed) => number) => listed.reduce((all, entry) => all + of(entry), 0);
  const unpacked = sum((entry) => entry.size);
  const isSuspicious = unpacked > Math.max(suspiciousSize, suspiciousRatio * file.size);
  // Entries that share their bytes are packed to more than the file has.
  if (isSuspicious || sum(({ packedSize }) => packedSize) > file.size) {
    throw new LabError('text.bomb', { name, size: megabytes(unpacked) });
  }
  return listed
    .filter((entry) => !entry.name.endsWith('/'))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map((entry) => ({
      name: entry.name,
      packedSize: entry.packedSize,
      unpack: (options = {}) => unpack(file, entry, `${name}/${entry.name}`, options),
    }));
}
