/** @file What the tests of reading share: files made in code, and documents read back. */
import type { ReadOptions, TextSource } from '../types';
import { openFiles, type NamedFile } from './open-files';

export const utf8 = (text: string) => new TextEncoder().encode(text);

export const joined = (...parts: (Uint8Array | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

/** A blob whose stream comes in blocks of the given size. */
export function blobInBlocks(bytes: Uint8Array, block = 7): Blob {
  const whole = new Blob([Uint8Array.from(bytes)]);
  whole.stream = () => {
    let at = 0;
    return new ReadableStream({
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(Uint8Array.from(bytes.subarray(at, (at += block))));
      },
    });
  };
  return whole;
}

/** A file that never ends: `start`, then the same block again and again. */
export function endlessFile(start: Uint8Array, block: Uint8Array) {
  const counted = { file: new Blob([Uint8Array.from(start)]), pulled: 0 };
  counted.file.stream = () =>
    new ReadableStream({
      pull(controller) {
        controller.enqueue(Uint8Array.from(counted.pulled++ === 0 ? start : block));
      },
    });
  return counted;
}

/** The documents of a source, put together from their chunks. */
export async function readAll(source: TextSource, options?: ReadOptions): Promise<string[]> {
  const documents = [''];
  for await (const { text, endOfDocument } of source.chunks(options)) {
    if (text === '') throw new Error('an empty chunk');
    documents[documents.length - 1] += text;
    if (endOfDocument) documents.push('');
  }
  if (documents.pop() !== '') throw new Error('the last document does not end');
  return documents;
}

/** Opens files given by name and content, and reads their documents. */
export async function openAll(
  files: Record<string, Uint8Array | Blob | string>,
  column?: string,
): Promise<{ documents: string[]; leftOut: string[]; columns: string[]; chosen?: string }> {
  const named: NamedFile[] = Object.entries(files).map(([name, content]) => {
    const bytes = typeof content === 'string' ? utf8(content) : content;
    return { name, file: bytes instanceof Blob ? bytes : new Blob([Uint8Array.from(bytes)]) };
  });
  const source = await openFiles(named, { column });
  const { leftOut, columns } = await source.detect();
  return {
    documents: await readAll(source),
    leftOut: leftOut.map(({ name, error }) => `${name}: ${error.code}`),
    columns: columns?.names ?? [],
    chosen: columns?.chosen,
  };
}
