/**
 * @file Cuts a document into chunks where every pre-tokenizer cuts too: before a run of whitespace,
 * so that pieces can be tokenized one by one. A text without whitespace (some Chinese, genomes) is
 * cut before any character once a chunk is above a million UTF-16 units, to bound memory; there, and
 * only there, tokens may differ from those of the uncut text.
 */
import type { TextChunk } from '../types';
import { isWhitespace } from '../whitespace';

const wanted = 64 * 1024;
const most = 1024 * 1024;

const isTrail = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

export class ChunkSplitter {
  private held = '';
  /** Up to here the held text has no place to cut at. */
  private searched = 1;

  /** Adds text to the document and yields the chunks that are ready. */
  *push(text: string): Generator<TextChunk> {
    this.held += text;
    for (;;) {
      const cut = this.findCut();
      if (cut < 0) return;
      yield { text: this.held.slice(0, cut), endOfDocument: false };
      this.held = this.held.slice(cut);
      this.searched = 1;
    }
  }

  /** Ends the document; yields its last chunk, or nothing for an empty document. */
  *end(): Generator<TextChunk> {
    if (this.held !== '') yield { text: this.held, endOfDocument: true };
    this.held = '';
    this.searched = 1;
  }

  /** A place to cut at, or −1. Never the end: the last chunk must not be empty. */
  private findCut(): number {
    const { held } = this;
    let at = Math.max(this.searched, wanted);
    for (; at < Math.min(held.length, most); at++) {
      if (isWhitespace(held.charCodeAt(at)) && !isWhitespace(held.charCodeAt(at - 1))) return at;
    }
    this.searched = at;
    if (held.length <= most + 1) return -1;
    return isTrail(held.charCodeAt(most)) ? most + 1 : most;
  }
}
