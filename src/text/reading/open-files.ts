/**
 * @file A person's own files as one text, of whatever kinds and however many. One file that is a
 * stream of text already is used as it is; everything else is read once and packed, document by
 * document (`packer.ts`). A file that cannot be read is left out whole and reported; only if none can
 * be read is that an error. The packed text has a limit of 200 MB; what is beyond it is left out.
 */
import { LabError, reportError, throwIfCancelled } from '../../base/errors';
import type { ReadOptions, TextChunk } from '../types';
import { hasInk } from '../whitespace';
import { BlobBuilder, readBlocks, type ByteStream } from './byte-stream';
import { decodeFile } from './decode-stream';
import { chunksOf } from './documents';
import { isSystemFile, kindOf, type FileKind } from './file-kind';
import {
  detectFile,
  fileSource,
  type FileSource,
  type LeftOut,
  type TextColumns,
} from './file-source';
import { gunzip } from './gunzip';
import { readHtml } from './html-file';
import { largestText, megabytes, mostFiles } from './limits';
import { Packer } from './packer';
import { readParquet } from './parquet';
import { readTable } from './table';
import { readWarc } from './warc';
import { openZip } from './zip';

export interface NamedFile {
  /** With the path, if it came in a folder. */
  name: string;
  file: Blob;
}

export interface OpenFilesOptions extends ReadOptions {
  /** In tables: the column to use, where there is one of that name. */
  column?: string;
}

/** The packed text is full. */
class NoRoom extends Error {}

function typed(error: unknown, name: string): unknown {
  if (error instanceof NoRoom) {
    return new LabError('text.full', { name, limit: megabytes(largestText) });
  }
  // The browser gives a file by its place and time; it may be gone.
  return error instanceof DOMException ? new LabError('text.unreadable', { name }) : error;
}

/** Files, one after the other, into one text. */
class Collection {
  private readonly packer = new Packer(largestText);
  private readonly leftOut: LeftOut[] = [];
  private readonly encodings = new Set<string>();
  private columns: TextColumns | null = null;
  private isFull = false;

  constructor(private readonly column: string) {}

  /** Reads a file, or leaves it out. @returns whether it is in the text. @throws LabError `cancelled` */
  async add({ name, file }: NamedFile, options: ReadOptions): Promise<boolean> {
    const before = this.packer.size;
    await this.attempt(name, async () => {
      const { kind, isGzip } = kindOf(name);
      if (kind === 'zip' && !isGzip) await this.addZip(file, name, options);
      else await this.addDocuments(file, name, options);
    });
    return this.packer.size > before;
  }

  /** @throws LabError what was wrong with the first file, if there is no text */
  finish(name: string): FileSource {
    const [first] = this.leftOut;
    if (this.packer.size === 0 && first) throw new LabError(first.error.code, first.error.values);
    if (this.packer.size === 0) throw new LabError('text.empty', { name });
    const { leftOut, columns } = this;
    const facts = { encoding: [...this.encodings].join(', '), leftOut, columns };
    return { ...fileSource(this.packer.build(), name, 'jsonl'), detect: async () => facts };
  }

  private async attempt(name: string, read: () => Promise<void>): Promise<void> {
    const before = this.packer.size;
    try {
      if (this.isFull) throw new NoRoom();
      await read();
    } catch (error) {
      if (error instanceof LabError && error.code === 'cancelled') throw error;
      // What fitted of a file that is too long stays; what was read of a damaged one does not.
      this.isFull ||= error instanceof NoRoom;
      if (!(error instanceof NoRoom)) this.packer.truncate(before);
      this.leftOut.push({ name, error: reportError(typed(error, name)) });
    }
  }

  private async addZip(file: Blob, name: string, { signal, onProgress }: ReadOptions) {
    const entries = (await openZip(file, name)).filter((entry) => !isSystemFile(entry.name));
    let done = 0;
    for (const entry of entries) {
      throwIfCancelled(signal);
      const path = `${name}/${entry.name}`;
      await this.attempt(path, async () => {
        if (kindOf(path).kind === 'zip') throw new LabError('text.nested', { name: path });
        await this.addDocuments(await entry.unpack({ signal }), path, { signal });
      });
      done += entry.packedSize;
      onProgress?.(Math.min(1, done / file.size));
    }
    if (entries.length === 0) throw new LabError('text.empty', { name });
  }

  private async addDocuments(file: Blob, name: string, options: ReadOptions): Promise<void> {
    if (file.size === 0) throw new LabError('text.empty', { name });
    const { kind, isGzip } = kindOf(name);
    let empty = true;
    for await (const chunk of await this.read(file, name, kind, isGzip, options)) {
      empty &&= !hasInk(chunk.text);
      if (!this.packer.add(chunk)) throw new NoRoom();
    }
    if (empty) throw new LabError('text.empty', { name });
  }

  private async read(
    file: Blob,
    name: string,
    kind: FileKind,
    isGzip: boolean,
    options: ReadOptions,
  ): Promise<AsyncIterable<TextChunk>> {
    const onColumns = (columns: TextColumns) => (this.columns ??= columns);
    const onEncoding = (encoding: string) => this.encodings.add(encoding);
    if (kind === 'warc') {
      const bytes = readBlocks(file, options);
      return chunksOf(readWarc(isGzip ? gunzip(bytes, name) : bytes, name));
    }
    const plain = isGzip ? await unpackGzip(readBlocks(file, options), name) : file;
    switch (kind) {
      case 'plain':
      case 'jsonl': {
        const source = fileSource(plain, name, kind);
        onEncoding((await source.detect()).encoding);
        return source.chunks(options);
      }
      case 'table': {
        const encoding = await detectFile(plain, name);
        onEncoding(encoding);
        const pieces = decodeFile(plain, name, encoding, options);
        return chunksOf(readTable(pieces, name, this.column, onColumns));
      }
      case 'parquet':
        return chunksOf(readParquet(plain, name, this.column, onColumns, options));
      case 'html':
        return chunksOf(readHtml(plain, name, onEncoding));
      case 'zip':
        throw new LabError('text.nested', { name });
    }
  }
}

async function unpackGzip(packed: ByteStream, name: string): Promise<Blob> {
  const builder = new BlobBuilder();
  for await (const bytes of gunzip(packed, name)) {
    builder.add(new Uint8Array(bytes));
    if (builder.size <= largestText) continue;
    const limit = megabytes(largestText);
    throw new LabError('text.tooLarge', { name, size: `> ${limit}`, limit });
  }
  return builder.build();
}

/** Names are also spec fields, which have a limit. */
const longestName = 200;

/** The file's name, the folder's if all are in one, else the first name and how many more. */
function nameOf(files: readonly NamedFile[]): string {
  const [first] = files;
  if (files.length === 1) return first.name.slice(0, longestName);
  const folder = first.name.slice(0, first.name.indexOf('/') + 1);
  const isOneFolder = folder !== '' && files.every(({ name }) => name.startsWith(folder));
  const name = isOneFolder ? folder.slice(0, -1) : `${first.name} + ${files.length - 1}`;
  return name.slice(0, longestName);
}

/**
 * @param files at least one
 * @returns a text that needs the files no more, unless it is one `.txt`, `.md` or `.jsonl` file
 * @throws LabError `text.*` if nothing can be read, `cancelled`
 */
export async function openFiles(
  files: readonly NamedFile[],
  { column = '', signal, onProgress }: OpenFilesOptions = {},
): Promise<FileSource> {
  if (files.length === 1) {
    const [{ file, name }] = files;
    const { kind, isGzip } = kindOf(name);
    if (!isGzip && (kind === 'plain' || kind === 'jsonl')) return fileSource(file, name, kind);
  }
  const wanted = files.length === 1 ? [...files] : files.filter(({ name }) => !isSystemFile(name));
  // The order in which a browser lists a folder is not fixed.
  wanted.sort((one, other) => (one.name < other.name ? -1 : 1));
  if (wanted.length > mostFiles) {
    const name = nameOf(wanted);
    throw new LabError('text.tooManyFiles', { name, count: wanted.length, limit: mostFiles });
  }
  const collection = new Collection(column);
  const all = wanted.reduce((sum, { file }) => sum + file.size, 0);
  const taken: NamedFile[] = [];
  let before = 0;
  for (const given of wanted) {
    throwIfCancelled(signal);
    const { size } = given.file;
    const onShare = (share: number) => onProgress?.((before + share * size) / Math.max(1, all));
    if (await collection.add(given, { signal, onProgress: onShare })) taken.push(given);
    before += size;
    onShare(0);
  }
  return collection.finish(nameOf(taken.length > 0 ? taken : files));
}
