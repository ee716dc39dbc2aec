/**
 * @file JSON Lines: each line a document, written as a JSON string or as an object with a string
 * field `text`. Blank lines and empty documents are passed over. An object may also have `url` and
 * `html`, where the text came from, and `"continues": true`, which means that the next line goes on
 * with the same document: so that a document may be longer than any line. `packer.ts` writes these.
 */
import { LabError } from '../../base/errors';
import type { PageOrigin } from '../types';
import { longestRow, megabytes } from './limits';

export interface JsonLine {
  text: string;
  continues: boolean;
  page?: PageOrigin;
}

/** Cannot be part of a text: UTF-16 halves on their own, which JSON can write as `\ud800`. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\r\n', '\n');
}

function stringOf(value: object, field: string): string | null {
  const found: unknown = Object.entries(value).find(([name]) => name === field)?.[1];
  return typeof found === 'string' ? found : null;
}

function lineOf(value: unknown): JsonLine | null {
  if (typeof value === 'string') return { text: wellFormed(value), continues: false };
  if (typeof value !== 'object' || value === null) return null;
  const text = stringOf(value, 'text');
  if (text === null) return null;
  const line = {
    text: wellFormed(text),
    continues: 'continues' in value && value.continues === true,
  };
  const [url, html] = [stringOf(value, 'url'), stringOf(value, 'html')];
  return url === null && html === null ? line : { ...line, page: { url: url ?? '', html } };
}

/**
 * The lines of a `.jsonl` text that comes in pieces of any size, blank ones left out.
 * @throws LabError `text.jsonl`, `text.lineTooLong`, with the number of the bad line, from 1
 */
export async function* readJsonLines(
  pieces: AsyncIterable<string>,
  name: string,
): AsyncGenerator<JsonLine> {
  let held = '';
  let line = 0;
  const parse = (text: string): JsonLine | null => {
    line++;
    if (text.trim() === '') return null;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new LabError('text.jsonl', { name, line });
    }
    const found = lineOf(value);
    if (found === null) throw new LabError('text.jsonl', { name, line });
    return found;
  };
  for await (const piece of pieces) {
    // What is held has no line end; it is a rope until a line is whole.
    const [first, ...others] = piece.split('\n');
    held += first;
    for (const next of others) {
      const found = parse(held);
      if (found) yield found;
      held = next;
    }
    if (held.length > longestRow) {
      const limit = megabytes(longestRow);
      throw new LabError('text.lineTooLong', { name, line: line + 1, limit });
    }
  }
  const found = parse(held);
  if (found) yield found;
}
