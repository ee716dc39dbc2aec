/**
 * @file Which tokens belong to one word, told by the bytes that they add to the text: a word is letters and
 * digits that follow each other. Chinese has no spaces, so a Chinese character is a word, and a token of
 * several stays whole. Independent of the tokenizer's kind, and the same in every browser.
 */
import type { ObjectiveTokenizer } from './special-tokens';

interface TokenEdges {
  /** Begins with something that may continue a word. */
  continues: boolean;
  /** Ends with something that may be continued. */
  isOpen: boolean;
}

/** From E2 on, lead bytes of UTF-8 are of general punctuation, kana, Chinese characters and emoji. */
const firstWide = 0xe2;

const isLetter = (byte: number) =>
  (byte >= 0x30 && byte <= 0x39) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  byte >= 0x80;

function edgesOf(bytes: Uint8Array): TokenEdges {
  if (bytes.length === 0) return { continues: false, isOpen: false };
  const last = bytes.findLastIndex((byte) => byte < 0x80 || byte >= 0xc0);
  return {
    continues: isLetter(bytes[0]) && bytes[0] < firstWide,
    // A character whose beginning is in another token can only be continued.
    isOpen: last < 0 || (isLetter(bytes[last]) && (bytes[last] < firstWide || isCut(bytes, last))),
  };
}

/** Whether the character that begins there goes on in the next token. */
function isCut(bytes: Uint8Array, start: number): boolean {
  const lead = bytes[start];
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return bytes.length - start < length;
}

/** Tells for each token whether it goes on with the word of the one before it. */
export function wordContinuation(
  tokenizer: ObjectiveTokenizer,
): (before: number, id: number) => boolean {
  const known = new Map<number, TokenEdges>();
  const edges = (id: number) => {
    let found = known.get(id);
    if (!found) known.set(id, (found = edgesOf(tokenizer.addedBytes(id, false))));
    return found;
  };
  return (before, id) => edges(before).isOpen && edges(id).continues;
}
