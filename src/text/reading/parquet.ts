/**
 * @file Parquet tables: a column of strings, each value a document. hyparquet reads it from slices of
 * the file, one group of rows after the other; nothing but the columns of the text and of the address
 * is read. Snappy, gzip, Brotli, zstd and LZ4 are known.
 */
import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { LabError, throwIfCancelled } from '../../base/errors';
import { yieldToEvents } from '../../base/scheduling';
import type { ReadOptions } from '../types';
import type { DocumentPiece } from './documents';
import type { TextColumns } from './file-source';
import { wellFormed } from './jsonl';
import { largestText, megabytes } from './limits';
import { chooseTextColumn, findUrlColumn } from './text-column';

/** Columns of strings that are not inside of lists or structures. */
function stringColumns({ schema }: FileMetaData): string[] {
  const root = schema[0]?.num_children ?? 0;
  const columns: string[] = [];
  // The schema is a tree written depth first.
  const passChildren = (at: number): number => {
    let next = at + 1;
    for (let child = 0; child < (schema[at]?.num_children ?? 0); child++) next = passChildren(next);
    return next;
  };
  for (let at = 1, child = 0; child < root && at < schema.length; child++) {
    const { name, type, repetition_type, converted_type, logical_type } = schema[at];
    const isString = converted_type === 'UTF8' || logical_type?.type === 'STRING';
    if (type === 'BYTE_ARRAY' && isString && repetition_type !== 'REPEATED') columns.push(name);
    at = passChildren(at);
  }
  return columns;
}

type Group = FileMetaData['row_groups'][number];

const chunkOf = (group: Group, column: string) =>
  group.columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === column)?.meta_data;

/**
 * @param column name of the column to use, if there is such a one; empty for none
 * @param onColumns called once, before the first document
 * @throws LabError `text.parquet`, `text.codec`, `text.column`, `text.tooLarge`, `cancelled`
 */
export async function* readParquet(
  file: Blob,
  name: string,
  column: string,
  onColumns: (columns: TextColumns) => void,
  { signal, onProgress }: ReadOptions = {},
): AsyncGenerator<DocumentPiece> {
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const broken = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    return new LabError('text.parquet', { name, reason });
  };
  const buffer: AsyncBuffer = {
    byteLength: file.size,
    slice: (start, end) => file.slice(start, end).arrayBuffer(),
  };
  const metadata = await parquetMetadataAsync(buffer).catch((error: unknown) => {
    throw broken(error);
  });

  const names = stringColumns(metadata);
  const sizeOf = (of: string) =>
    metadata.row_groups.reduce(
      (sum, group) => sum + Number(chunkOf(group, of)?.total_uncompressed_size ?? 0),
      0,
    );
  const text = names[chooseTextColumn(names, names.map(sizeOf), column)];
  if (text === undefined) throw new LabError('text.column', { name });
  onColumns({ names, chosen: text });
  const url = names[findUrlColumn(names)];
  const columns = url === undefined || url === text ? [text] : [text, url];

  const check = (group: Group) => {
    for (const chunk of columns.map((of) => chunkOf(group, of))) {
      if (!chunk) throw broken(new Error('a column is missing'));
      const { codec, total_uncompressed_size: size } = chunk;
      // The footer may name a codec that is younger than the reader; then this is not set.
      if (codec !== 'UNCOMPRESSED' && !Object.hasOwn(compressors, codec ?? '')) {
        throw new LabError('text.codec', { name, codec: codec ?? '?' });
      }
      if (Number(size) <= largestText) continue;
      const limit = megabytes(largestText);
      throw new LabError('text.tooLarge', { name, size: megabytes(Number(size)), limit });
    }
  };
  let rowStart = 0;
  for (const [index, group] of metadata.row_groups.entries()) {
    throwIfCancelled(signal);
    check(group);
    const rowEnd = rowStart + Number(group.num_rows);
    const options = { file: buffer, metadata, columns, compressors, rowStart, rowEnd };
    const rows = await parquetReadObjects(options).catch((error: unknown) => {
      throw broken(error);
    });
    for (const row of rows) {
      const found: unknown = row[text];
      if (typeof found !== 'string') continue;
      const address: unknown = url === undefined ? undefined : row[url];
      const piece = { text: wellFormed(found), continues: false };
      yield typeof address === 'string' ? { ...piece, page: { url: address, html: null } } : piece;
    }
    rowStart = rowEnd;
    onProgress?.((index + 1) / metadata.row_groups.length);
    await yieldToEvents();
  }
}
