/**
 * @file Documents of many files packed as one JSON Lines text, one line for each chunk: what the lab
 * then reads, and what the browser keeps, so that the files themselves are needed no more.
 */
import type { TextChunk } from '../types';
import { BlobBuilder } from './byte-stream';

export class Packer {
  private readonly builder = new BlobBuilder();
  private readonly encoder = new TextEncoder();
  /** Bytes up to the end of the last whole document. */
  private whole = 0;

  /** @param limit bytes that the packed text may have */
  constructor(private readonly limit: number) {}

  /** Bytes so far. */
  get size(): number {
    return this.builder.size;
  }

  /** @returns false if it has no room; then the beginning of its document is forgotten as well */
  add({ text, endOfDocument, page }: TextChunk): boolean {
    const line = {
      text,
      ...(page && page.url !== '' && { url: page.url }),
      ...(page && page.html !== null && { html: page.html }),
      ...(!endOfDocument && { continues: true }),
    };
    const bytes = this.encoder.encode(`${JSON.stringify(line)}\n`);
    if (this.size + bytes.length > this.limit) {
      this.builder.truncate(this.whole);
      return false;
    }
    this.builder.add(bytes);
    if (endOfDocument) this.whole = this.size;
    return true;
  }

  /** Forgets everything from this byte on. */
  truncate(size: number): void {
    this.builder.truncate(size);
    this.whole = size;
  }

  build(): Blob {
    return this.builder.build();
  }
}
