/**
 * @file Reads a source once and describes it.
 * The fingerprint is a 64-bit hash of the UTF-16 units with a mark after every document, so it does
 * not depend on how the text is cut into chunks: two multiplicative lanes as in bryc's cyrb53, with
 * MurmurHash3's finaliser. It tells texts apart; it is not for cryptography.
 */
import { Pacer } from '../pacing';
import type { ReadOptions, TextSource } from '../types';
import type { FileFacts, FileSource } from './file-source';

/** What is known of files is only there for texts that are from files. */
export interface TextFacts extends Partial<FileFacts> {
  name: string;
  /** Of the text as UTF-8. */
  bytes: number;
  /** Code points. */
  characters: number;
  documents: number;
  /** The first 2,000 or so characters, with a blank line between documents. */
  preview: string;
  /** Hash of the content, 16 hexadecimal digits. */
  fingerprint: string;
}

const previewLength = 2000;

class Fingerprint {
  private low = 0xdeadbeef | 0;
  private high = 0x41c6ce57 | 0;

  add(unit: number): void {
    this.low = Math.imul(this.low ^ unit, 0x9e3779b1);
    this.low = (this.low << 13) | (this.low >>> 19);
    this.high = Math.imul(this.high ^ unit, 0x5f356495);
    this.high = (this.high << 17) | (this.high >>> 15);
  }

  toString(): string {
    const lanes = [this.low ^ (this.high >>> 7), this.high ^ (this.low >>> 11)];
    return lanes.map((lane) => finish(lane).toString(16).padStart(8, '0')).join('');
  }
}

function finish(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Cuts after at most `length` units, not within a surrogate pair. */
function cutBefore(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/** @throws LabError `text.*`, `cancelled` */
export async function inspectText(
  source: TextSource | FileSource,
  options: ReadOptions = {},
): Promise<TextFacts> {
  const known = 'detect' in source ? await source.detect() : {};
  const fingerprint = new Fingerprint();
  const pacer = new Pacer(options.signal);
  const facts = { bytes: 0, characters: 0, documents: 0 };
  let preview = '';
  for await (const { text, endOfDocument } of source.chunks(options)) {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      fingerprint.add(unit);
      // A surrogate pair is four bytes and one character, and so half of that for each unit.
      const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
      facts.bytes += unit < 0x80 ? 1 : unit < 0x800 || isSurrogate ? 2 : 3;
      facts.characters += isSurrogate ? 0.5 : 1;
    }
    if (endOfDocument) {
      // No UTF-16 unit has this value.
      fingerprint.add(0x10000);
      facts.documents++;
    }
    if (preview.length < previewLength) preview += text + (endOfDocument ? '\n\n' : '');
    if (pacer.due()) await pacer.pause();
  }
  return {
    name: source.name,
    ...known,
    ...facts,
    preview: cutBefore(preview.trimEnd(), previewLength),
    fingerprint: fingerprint.toString(),
  };
}
