/**
 * @file A file as a text source, streamed: neither its bytes nor its text are ever whole in memory.
 * `.txt` and `.md` files are one document; `.jsonl` files one per line. Limit 200 MB.
 */
import { LabError } from '../../base/errors';
import type { ReadOptions, TextChunk, TextSource } from '../types';
import { hasInk } from '../whitespace';
import { ChunkSplitter } from './chunk-splitter';
import { decodeFile } from './decode-stream';
import { detectEncoding, type TextEncodingName } from './encoding';
import { readJsonLines } from './jsonl';

export const largestFile = 200 * 1024 * 1024;
const detectedFrom = 256 * 1024;

export type FileKind = 'plain' | 'jsonl';

export interface FileFacts {
  kind: FileKind;
  encoding: TextEncodingName;
}

export interface FileSource extends TextSource {
  /** Kind and encoding. @throws LabError `text.*`, as `detectFile` */
  detect(): Promise<FileFacts>;
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function kindOf(name: string): FileKind {
  if (/\.(txt|md)$/i.test(name)) return 'plain';
  if (/\.jsonl$/i.test(name)) return 'jsonl';
  throw new LabError('text.kind', { name });
}

/**
 * Looks at the name, the size and the first 256 KB.
 * @throws LabError `text.kind`, `text.tooLarge`, `text.empty`, `text.binary`, `text.encoding`
 */
export async function detectFile(file: Blob, name: string): Promise<FileFacts> {
  const kind = kindOf(name);
  if (file.size > largestFile) {
    const limit = megabytes(largestFile);
    throw new LabError('text.tooLarge', { name, size: megabytes(file.size), limit });
  }
  if (file.size === 0) throw new LabError('text.empty', { name });
  const start = new Uint8Array(await file.slice(0, detectedFrom).arrayBuffer());
  return { kind, encoding: detectEncoding(start, name) };
}

async function* plainChunks(pieces: AsyncIterable<string>): AsyncGenerator<TextChunk> {
  const splitter = new ChunkSplitter();
  for await (const piece of pieces) yield* splitter.push(piece);
  yield* splitter.end();
}

async function* jsonLinesChunks(pieces: AsyncIterable<string>, name: string) {
  const splitter = new ChunkSplitter();
  for await (const document of readJsonLines(pieces, name)) {
    yield* splitter.push(document);
    yield* splitter.end();
  }
}

/** A text source over a file; nothing is read, and nothing thrown, before it is asked for. */
export function fileSource(file: Blob, name: string): FileSource {
  const detect = () => detectFile(file, name);
  return {
    name,
    detect,
    async *chunks(options: ReadOptions = {}) {
      const { kind, encoding } = await detect();
      const pieces = decodeFile(file, name, encoding, options);
      let empty = true;
      for await (const chunk of kind === 'plain'
        ? plainChunks(pieces)
        : jsonLinesChunks(pieces, name)) {
        empty &&= !hasInk(chunk.text);
        yield chunk;
      }
      if (empty) throw new LabError('text.empty', { name });
    },
  };
}
