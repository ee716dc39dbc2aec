/**
 * @file Tokens as they can be shown. A byte-level token may hold a third of a Chinese character, or
 * one of the seven code points of a family emoji; tokens that share a grapheme (what a reader calls
 * a character) are therefore shown as one item with several ids, and no grapheme is ever cut.
 */
import type { Tokenizer, TokenSpan } from '../types';

export interface DisplayToken {
  text: string;
  /** One id, or several where the tokens cut a grapheme; none for text between tokens. */
  ids: number[];
  /** UTF-16 offsets into the text. */
  start: number;
  end: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** As `displaySpans`, of the text's tokens. */
export function displayTokens(
  tokenizer: Pick<Tokenizer, 'encodeSpans'>,
  text: string,
): DisplayToken[] {
  return displaySpans(tokenizer.encodeSpans(text), text);
}

/** The text as items in order; their texts joined are the text. For display, so not for long texts. */
export function displaySpans(spans: readonly TokenSpan[], text: string): DisplayToken[] {
  const borders = new Set(Array.from(segmenter.segment(text), ({ index }) => index));
  const items: DisplayToken[] = [];
  for (const { id, start, end } of spans) {
    fillGap(items, start);
    const last = items.at(-1);
    if (last !== undefined && (start < last.end || !borders.has(start))) {
      last.ids.push(id);
      last.end = Math.max(last.end, end);
    } else {
      items.push({ text: '', ids: [id], start, end });
    }
  }
  fillGap(items, text.length);
  for (const item of items) item.text = text.slice(item.start, item.end);
  return items;
}

/** Some tokenizers drop whitespace: what no token covers is an item without ids. */
function fillGap(items: DisplayToken[], start: number): void {
  const end = items.at(-1)?.end ?? 0;
  if (start > end) items.push({ text: '', ids: [], start: end, end: start });
}
