/** @file From texts to documents for the pipeline, and from what is left of them to a text again. */
import { Pacer } from '../pacing';
import { ChunkSplitter } from '../reading/chunk-splitter';
import { readDocuments } from '../reading/documents';
import type { ReadOptions, TextSource } from '../types';
import type { CleaningDocument } from './types';

/** All documents of a text; pages come as HTML. @throws LabError `text.*`, `cancelled` */
export async function cleaningDocuments(
  source: TextSource,
  options: ReadOptions = {},
): Promise<CleaningDocument[]> {
  const documents: CleaningDocument[] = [];
  const pacer = new Pacer(options.signal);
  for await (const document of readDocuments(source, options)) {
    documents.push({ id: documents.length, ...document, language: null });
    if (pacer.due()) await pacer.pause();
  }
  return documents;
}

/** The texts of documents as a text that can be read again and again. */
export function documentsSource(name: string, documents: readonly CleaningDocument[]): TextSource {
  return {
    name,
    async *chunks({ signal, onProgress } = {}) {
      const pacer = new Pacer(signal);
      const splitter = new ChunkSplitter();
      for (const [at, { text }] of documents.entries()) {
        yield* splitter.push(text);
        yield* splitter.end();
        if (pacer.due() || at === documents.length - 1) {
          onProgress?.((at + 1) / documents.length);
          await pacer.pause();
        }
      }
    },
  };
}
