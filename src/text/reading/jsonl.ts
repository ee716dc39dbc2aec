/**
 * @file JSON Lines: each line a document, written as a JSON string or as an object with a string
 * field `text`. Blank lines and empty documents are passed over.
 */
import { LabError } from '../../base/errors';

/** Longest line in UTF-16 units. */
const longestLine = 4 * 1024 * 1024;

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  const isObject = typeof value === 'object' && value !== null;
  return isObject && 'text' in value && typeof value.text === 'string' ? value.text : null;
}

/** Cannot be part of a text: UTF-16 halves on their own, which JSON can write as `\ud800`. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\r\n', '\n');
}

/**
 * The documents of a `.jsonl` text that comes in pieces of any size.
 * @throws LabError `text.jsonl` with the number of the bad line, from 1
 */
export async function* readJsonLines(
  pieces: AsyncIterable<string>,
  name: string,
): AsyncGenerator<string> {
  let held = '';
  let line = 0;
  const bad = (reason: string) => new LabError('text.jsonl', { name, line, reason });
  const parse = (text: string): string => {
    line++;
    if (text.length > longestLine) throw bad('longer than 4 MB');
    if (text.trim() === '') return '';
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw bad('not JSON');
    }
    const found = textOf(value);
    if (found === null) throw bad('no text');
    return wellFormed(found);
  };
  for await (const piece of pieces) {
    const lines = (held + piece).split('\n');
    held = lines.pop() ?? '';
    for (const text of lines) {
      const found = parse(text);
      if (found !== '') yield found;
    }
    if (held.length > longestLine) parse(held);
  }
  const found = parse(held);
  if (found !== '') yield found;
}
