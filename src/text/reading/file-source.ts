/**
 * @file A file as a text source, streamed: neither its bytes nor its text are ever whole in memory.
 * `.txt` and `.md` files are one document; `.jsonl` files one per line. Limit 200 MB. Files of other
 * kinds, and several at once, are made into one of these (`open-files.ts`).
 */
import { LabError, type ErrorReport } from '../../base/errors';
import type { ReadOptions, TextSource } from '../types';
import { hasInk } from '../whitespace';
import { chunksOf, type DocumentPiece } from './documents';
import { decodeFile } from './decode-stream';
import { detectEncoding, type TextEncodingName } from './encoding';
import { kindOf } from './file-kind';
import { readJsonLines } from './jsonl';
import { largestText, megabytes } from './limits';

const detectedFrom = 256 * 1024;

/** Kinds that can be read again and again as they are. */
export type StreamedKind = 'plain' | 'jsonl';

/** A file, or a part of one, that is not in the text, and why. */
export interface LeftOut {
  name: string;
  error: ErrorReport;
}

/** Of the tables among the files: which columns there are, and which one is the text. */
export interface TextColumns {
  names: string[];
  chosen: string;
}

/** What is known of files besides their text. */
export interface FileFacts {
  /** Empty where no file says. */
  encoding: string;
  leftOut: LeftOut[];
  columns: TextColumns | null;
}

export interface FileSource extends TextSource {
  /** What is read, and what can be kept in the place of the files that were opened. */
  readonly file: Blob;
  readonly kind: StreamedKind;
  /** @throws LabError `text.*`, as `detectFile` */
  detect(): Promise<FileFacts>;
}

function streamedKindOf(name: string): StreamedKind {
  const { kind, isGzip } = kindOf(name);
  if (isGzip || (kind !== 'plain' && kind !== 'jsonl')) throw new LabError('text.kind', { name });
  return kind;
}

/**
 * Looks at the size and the first 256 KB.
 * @throws LabError `text.tooLarge`, `text.empty`, `text.binary`, `text.encoding`
 */
export async function detectFile(file: Blob, name: string): Promise<TextEncodingName> {
  if (file.size > largestText) {
    const limit = megabytes(largestText);
    throw new LabError('text.tooLarge', { name, size: megabytes(file.size), limit });
  }
  if (file.size === 0) throw new LabError('text.empty', { name });
  const start = new Uint8Array(await file.slice(0, detectedFrom).arrayBuffer());
  return detectEncoding(start, name);
}

async function* oneDocument(pieces: AsyncIterable<string>): AsyncGenerator<DocumentPiece> {
  for await (const text of pieces) yield { text, continues: true };
}

/**
 * A text source over a file; nothing is read, and nothing but `text.kind` thrown, before it is asked
 * for.
 * @param kind where the name does not tell
 * @throws LabError `text.kind`
 */
export function fileSource(file: Blob, name: string, kind = streamedKindOf(name)): FileSource {
  return {
    name,
    file,
    kind,
    async detect() {
      return { encoding: await detectFile(file, name), leftOut: [], columns: null };
    },
    async *chunks(options: ReadOptions = {}) {
      const encoding = await detectFile(file, name);
      const pieces = decodeFile(file, name, encoding, options);
      let empty = true;
      const documents = kind === 'plain' ? oneDocument(pieces) : readJsonLines(pieces, name);
      for await (const chunk of chunksOf(documents)) {
        empty &&= !hasInk(chunk.text);
        yield chunk;
      }
      if (empty) throw new LabError('text.empty', { name });
    },
  };
}
