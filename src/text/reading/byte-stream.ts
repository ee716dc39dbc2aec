/**
 * @file Bytes that come in blocks: from a file, counted against a limit, and read as records.
 */
import { Pacer } from '../pacing';
import type { ReadOptions } from '../types';

export type ByteStream = AsyncIterable<Uint8Array>;

/** A file's bytes, block by block, with progress and cancel. @throws LabError `cancelled` */
export async function* readBlocks(
  file: Blob,
  { signal, onProgress }: ReadOptions = {},
): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  const pacer = new Pacer(signal);
  let offset = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
      offset += value.length;
      onProgress?.(offset / file.size);
      if (pacer.due()) await pacer.pause();
    }
  } finally {
    // Also reached when the consumer stops early, so that the file is let go.
    await reader.cancel();
  }
}

const gatheredAtOnce = 4 * 1024 * 1024;

/**
 * Bytes put together as a blob, handed to the browser every 4 MB: it may keep large blobs on disk,
 * so the heap holds no more than that.
 */
export class BlobBuilder {
  private blobs: Blob[] = [];
  private gathered: Uint8Array<ArrayBuffer>[] = [];
  private gatheredSize = 0;
  /** Bytes so far. */
  size = 0;

  /** @param bytes are not copied here; they must not change any more */
  add(bytes: Uint8Array<ArrayBuffer>): void {
    this.gathered.push(bytes);
    this.gatheredSize += bytes.length;
    this.size += bytes.length;
    if (this.gatheredSize >= gatheredAtOnce) this.flush();
  }

  /** Forgets everything from this byte on. */
  truncate(size: number): void {
    if (size >= this.size) return;
    this.blobs = [this.build().slice(0, size)];
    this.size = size;
  }

  build(): Blob {
    this.flush();
    return new Blob(this.blobs);
  }

  private flush(): void {
    if (this.gatheredSize === 0) return;
    this.blobs.push(new Blob(this.gathered));
    this.gathered = [];
    this.gatheredSize = 0;
  }
}

/** Joins blocks; the sum of their sizes must fit in memory. */
export function joinBytes(blocks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const block of blocks) {
    joined.set(block, at);
    at += block.length;
  }
  return joined;
}

/** Reads lines and counted bytes from a stream; holds one block, or what is asked for. */
export class ByteReader {
  private readonly blocks: AsyncIterator<Uint8Array, unknown>;
  private block: Uint8Array = new Uint8Array(0);
  private at = 0;
  private startOfBlock = 0;

  constructor(stream: ByteStream) {
    this.blocks = stream[Symbol.asyncIterator]();
  }

  /** Bytes read so far. */
  get offset(): number {
    return this.startOfBlock + this.at;
  }

  /** Lets the file go. */
  async close(): Promise<void> {
    await this.blocks.return?.();
  }

  /** The next byte, which stays unread; −1 at the end. */
  async peek(): Promise<number> {
    return (await this.fill()) ? this.block[this.at] : -1;
  }

  /**
   * A line in Latin-1 without its `\n` or `\r\n`; null if the stream ends, or `longest` bytes pass,
   * before the line does.
   */
  async line(longest: number): Promise<string | null> {
    let line = '';
    while (line.length <= longest && (await this.fill())) {
      const end = this.block.indexOf(10, this.at);
      const until = Math.min(end < 0 ? this.block.length : end, this.at + longest + 1);
      for (; this.at < until; this.at++) line += String.fromCharCode(this.block[this.at]);
      if (until === end) {
        this.at++;
        return line.endsWith('\r') ? line.slice(0, -1) : line;
      }
    }
    return null;
  }

  /** Passes over bytes. @returns whether there were that many */
  async skip(count: number): Promise<boolean> {
    for (let left = count; left > 0;) {
      if (!(await this.fill())) return false;
      const step = Math.min(left, this.block.length - this.at);
      this.at += step;
      left -= step;
    }
    return true;
  }

  /** Copies the next bytes; null if there are fewer. */
  async take(count: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const taken: Uint8Array[] = [];
    for (let left = count; left > 0;) {
      if (!(await this.fill())) return null;
      const part = this.block.subarray(this.at, this.at + left);
      taken.push(part);
      this.at += part.length;
      left -= part.length;
    }
    return joinBytes(taken);
  }

  /** @returns false at the end */
  private async fill(): Promise<boolean> {
    while (this.at >= this.block.length) {
      const next = await this.blocks.next();
      if (next.done === true) return false;
      this.startOfBlock += this.block.length;
      this.block = next.value;
      this.at = 0;
    }
    return true;
  }
}
