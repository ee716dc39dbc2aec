/** @file Pasted text as a text source: one document. */
import { LabError, throwIfCancelled } from '../../base/errors';
import type { ReadOptions, TextSource } from '../types';
import { hasInk } from '../whitespace';
import { ChunkSplitter } from './chunk-splitter';

/** `\r\n` becomes `\n`, halves of surrogate pairs U+FFFD. `chunks` throws LabError `text.empty`. */
export function pastedSource(text: string, name: string): TextSource {
  const clean = text.replaceAll('\r\n', '\n').replace(/\p{Surrogate}/gu, '\uFFFD');
  return {
    name,
    async *chunks({ signal, onProgress }: ReadOptions = {}) {
      if (!hasInk(clean)) throw new LabError('text.empty', { name });
      const splitter = new ChunkSplitter();
      let read = 0;
      for (const chunks of [splitter.push(clean), splitter.end()]) {
        for (const chunk of chunks) {
          throwIfCancelled(signal);
          yield chunk;
          read += chunk.text.length;
          onProgress?.(read / clean.length);
        }
      }
    },
  };
}
