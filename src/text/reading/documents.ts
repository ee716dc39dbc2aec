/**
 * @file Between documents and chunks. Readers of files make documents; everything that learns from
 * a text reads chunks; the cleaning of data wants whole documents again, pages as HTML.
 */
import type { PageOrigin, ReadOptions, TextChunk, TextSource } from '../types';
import { hasInk } from '../whitespace';
import { ChunkSplitter } from './chunk-splitter';
import type { JsonLine } from './jsonl';

/** A piece of a document as it is read. The last piece of one says that it does not continue. */
export type DocumentPiece = JsonLine;

/** Pieces as chunks; the first chunk of a document carries its page. Empty documents go. */
export async function* chunksOf(pieces: AsyncIterable<DocumentPiece>): AsyncGenerator<TextChunk> {
  const splitter = new ChunkSplitter();
  let page: PageOrigin | undefined;
  let isOpen = false;
  const withPage = (chunk: TextChunk): TextChunk => {
    if (page === undefined) return chunk;
    const first = { ...chunk, page };
    page = undefined;
    return first;
  };
  for await (const piece of pieces) {
    if (!isOpen) page = piece.page;
    isOpen = piece.continues;
    for (const chunk of splitter.push(piece.text)) yield withPage(chunk);
    if (isOpen) continue;
    for (const chunk of splitter.end()) yield withPage(chunk);
  }
  for (const chunk of splitter.end()) yield withPage(chunk);
}

/** A document with all that is known of it. */
export interface SourceDocument {
  /** HTML where it came as HTML, the plain text otherwise. */
  text: string;
  isHtml: boolean;
  /** Address of the page; empty if there is none. */
  url: string;
}

/**
 * The documents of a text, whole, pages as the HTML that they came as. One at a time is in memory.
 * @throws LabError `text.*`, `cancelled`
 */
export async function* readDocuments(
  source: TextSource,
  options: ReadOptions = {},
): AsyncGenerator<SourceDocument> {
  let text = '';
  let page: PageOrigin | undefined;
  for await (const chunk of source.chunks(options)) {
    page ??= chunk.page;
    text += chunk.text;
    if (!chunk.endOfDocument) continue;
    const html = page?.html ?? null;
    if (hasInk(text)) yield { text: html ?? text, isHtml: html !== null, url: page?.url ?? '' };
    text = '';
    page = undefined;
  }
}
