/**
 * @file Opens what the browser offers: IndexedDB for records; for blobs OPFS, or else IndexedDB.
 */
import { LabError } from '../base/errors';
import { FileSystemBlobs, IndexedDbBlobs, MemoryBlobs, type BlobStore } from './blobs';
import { openDatabase } from './database';
import { IndexedDbRecords, MemoryRecords, type RecordStore } from './records';

export interface Usage {
  /** Bytes. */
  used: number;
  /** Bytes; Infinity if unknown. */
  quota: number;
}

export interface Storage {
  records: RecordStore;
  blobs: BlobStore;
  usage: () => Promise<Usage>;
}

let opening: Promise<Storage> | null = null;

/** The browser's storage, opened once. @throws LabError `storage.unavailable` */
export function openStorage(): Promise<Storage> {
  opening ??= openBrowserStorage().catch((error: unknown) => {
    opening = null;
    const reason = error instanceof Error ? error.message : String(error);
    throw new LabError('storage.unavailable', { reason });
  });
  return opening;
}

async function openBrowserStorage(): Promise<Storage> {
  const database = await openDatabase();
  return {
    records: new IndexedDbRecords(database),
    blobs: (await openFileSystem()) ?? new IndexedDbBlobs(database),
    async usage() {
      const { usage = 0, quota = Infinity } = await navigator.storage.estimate();
      return { used: usage, quota };
    },
  };
}

/** Null where the browser has no OPFS that can be written to from any thread. */
async function openFileSystem(): Promise<FileSystemBlobs | null> {
  if (typeof FileSystemFileHandle === 'undefined') return null;
  if (!('createWritable' in FileSystemFileHandle.prototype)) return null;
  try {
    const root = await navigator.storage.getDirectory();
    const blobs = new FileSystemBlobs(await root.getDirectoryHandle('llm-lab', { create: true }));
    await blobs.sweep();
    return blobs;
  } catch {
    return null;
  }
}

/** Keeps everything in memory; each call gives an empty one. */
export function memoryStorage(): Storage {
  const blobs = new MemoryBlobs();
  return {
    records: new MemoryRecords(),
    blobs,
    async usage() {
      const sizes = await Promise.all((await blobs.list('')).map((path) => blobs.size(path)));
      return { used: sizes.reduce((sum, size) => sum + size, 0), quota: Infinity };
    },
  };
}
