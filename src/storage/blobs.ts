/**
 * @file A place for big things: files by path, in the origin private file system (OPFS), in IndexedDB
 * where a browser lacks that, or in memory. A write is seen whole or not at all, even if the page
 * dies in the middle of it. Works in the window and in workers.
 */
import { LabError } from '../base/errors';
import { keysWith, type LabDatabase } from './database';
import { typed } from './failure';

export interface BlobStore {
  /** @param content not empty @throws LabError `storage.full` */
  write(path: string, content: Blob | Uint8Array<ArrayBuffer>): Promise<void>;
  /** @throws LabError `storage.missing` */
  read(path: string): Promise<Blob>;
  /** Bytes. @throws LabError `storage.missing` */
  size(path: string): Promise<number>;
  /** It is no error if there is nothing. */
  remove(path: string): Promise<void>;
  /** Paths that start with `prefix`, sorted. */
  list(prefix: string): Promise<string[]>;
}

export async function readBytes(blobs: BlobStore, path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await blobs.read(path)).arrayBuffer());
}

export class MemoryBlobs implements BlobStore {
  private readonly blobs = new Map<string, Blob>();

  async write(path: string, content: Blob | Uint8Array<ArrayBuffer>): Promise<void> {
    this.blobs.set(path, new Blob([content]));
  }

  async read(path: string): Promise<Blob> {
    const blob = this.blobs.get(path);
    if (!blob) throw new LabError('storage.missing', { name: path });
    return blob;
  }

  async size(path: string): Promise<number> {
    return (await this.read(path)).size;
  }

  async remove(path: string): Promise<void> {
    this.blobs.delete(path);
  }

  async list(prefix: string): Promise<string[]> {
    return [...this.blobs.keys()].filter((path) => path.startsWith(prefix)).sort();
  }
}

/** A transaction of IndexedDB is atomic. */
export class IndexedDbBlobs implements BlobStore {
  constructor(private readonly database: LabDatabase) {}

  write(path: string, content: Blob | Uint8Array<ArrayBuffer>): Promise<void> {
    return typed(path, async () => {
      await this.database.put('blobs', new Blob([content]), path);
    });
  }

  async read(path: string): Promise<Blob> {
    const blob = await this.database.get('blobs', path);
    if (!blob) throw new LabError('storage.missing', { name: path });
    return blob;
  }

  async size(path: string): Promise<number> {
    return (await this.read(path)).size;
  }

  async remove(path: string): Promise<void> {
    await this.database.delete('blobs', path);
  }

  list(prefix: string): Promise<string[]> {
    return this.database.getAllKeys('blobs', keysWith(prefix));
  }
}

const suffix = '.blob';
const nameOf = (path: string) => encodeURIComponent(path) + suffix;

/**
 * All files lie in one folder, named by their escaped paths, so there are no empty folders to sweep.
 * `createWritable` writes to a copy that replaces the file when it is closed. A crash before that may
 * leave the copy (in Chromium `….blob.crswap`), which no read sees and `sweep` removes, and an empty
 * file: empty files count as not there.
 */
export class FileSystemBlobs implements BlobStore {
  /** @param folder for example from `navigator.storage.getDirectory()` */
  constructor(private readonly folder: FileSystemDirectoryHandle) {}

  write(path: string, content: Blob | Uint8Array<ArrayBuffer>): Promise<void> {
    return typed(path, async () => {
      const handle = await this.folder.getFileHandle(nameOf(path), { create: true });
      const writable = await handle.createWritable();
      try {
        await writable.write(content);
      } catch (error) {
        await writable.abort().catch(() => undefined);
        throw error;
      }
      await writable.close();
    });
  }

  read(path: string): Promise<Blob> {
    return typed(path, async () => {
      const handle = await this.folder.getFileHandle(nameOf(path));
      const file = await handle.getFile();
      if (file.size === 0) throw new LabError('storage.missing', { name: path });
      return file;
    });
  }

  async size(path: string): Promise<number> {
    return (await this.read(path)).size;
  }

  async remove(path: string): Promise<void> {
    try {
      await this.folder.removeEntry(nameOf(path));
    } catch (error) {
      if (!(error instanceof Error && error.name === 'NotFoundError')) throw error;
    }
  }

  async list(prefix: string): Promise<string[]> {
    const paths: string[] = [];
    for await (const [name, handle] of this.folder) {
      if (!name.endsWith(suffix) || !(handle instanceof FileSystemFileHandle)) continue;
      const path = decodeURIComponent(name.slice(0, -suffix.length));
      if (path.startsWith(prefix) && (await handle.getFile()).size > 0) paths.push(path);
    }
    return paths.sort();
  }

  /** Removes what writes that were cut short have left; those under way are locked and stay. */
  async sweep(): Promise<void> {
    const left: string[] = [];
    for await (const name of this.folder.keys()) if (!name.endsWith(suffix)) left.push(name);
    await Promise.allSettled(left.map((name) => this.folder.removeEntry(name)));
  }
}
