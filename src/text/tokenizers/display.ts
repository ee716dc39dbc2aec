/**
 * @file Tokens as they can be shown. A byte-level token may hold a third of a Chinese character, or
 * one of the seven code points of a family emoji; tokens that share a grapheme (what a reader calls
 * a character) are therefore shown as one item with several ids, and no grapheme is ever cut.
 */
import type { Tokenizer } from '../types';

export interface DisplayToken {
  text: string;
  /** One id, or several where the tokens cut a grapheme. */
  ids: number[];
  /** UTF-16 offsets into the text. */
  start: number;
  end: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text as items in order; their texts joined are the text. For display, so not for long texts. */
export function displayTokens(tokenizer: Tokenizer, text: string): DisplayToken[] {
  const borders = new Set(Array.from(segmenter.segment(text), ({ index }) => index));
  const items: DisplayToken[] = [];
  for (const { id, start, end } of tokenizer.encodeSpans(text)) {
    const last = items.at(-1);
    if (last !== undefined && (start < last.end || !borders.has(start))) {
      last.ids.push(id);
      last.end = Math.max(last.end, end);
    } else {
      items.push({ text: '', ids: [id], start, end });
    }
  }
  for (const item of items) item.text = text.slice(item.start, item.end);
  return items;
}
