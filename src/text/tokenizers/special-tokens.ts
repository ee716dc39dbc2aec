/**
 * @file Special tokens. Two stand for no text and are never read out of one: `<|endoftext|>` typed
 * by a user is thirteen ordinary characters. (Hugging Face's loader does read it as the special
 * token; that is the one known difference.) Those that the user names are read out of the text
 * before anything else, the longest first, and stand for themselves.
 */

/** Put after each document; always id 0. */
export const endOfTextToken = '<|endoftext|>';
export const endOfTextId = 0;

/** What becomes of what a vocabulary lacks; id 1 of all kinds but those of bytes. */
export const unknownToken = '<|unknown|>';
export const unknownId = 1;

/** What WordPiece calls it. */
export const wordPieceUnknownToken = '[UNK]';

export const mostSpecialTokens = 16;

/** With those that a training objective needs: a mask, two more, and a hundred sentinels. */
export const mostTokensOfObjective = 103;

/**
 * A special token is in `<…>` or `[…]`, so that it cannot be a part of the alphabet; bytes are
 * `<0x41>`.
 */
const form = /^(<[^\p{C}]{1,62}>|\[[^\p{C}]{1,62}\])$/u;
const reserved = new Set([endOfTextToken, unknownToken, wordPieceUnknownToken]);

export function isSpecialToken(text: string): boolean {
  return form.test(text) && !reserved.has(text) && !/^<0x[0-9A-F]{2}>$/.test(text);
}

/** A stretch of text: a special token, or what lies between two. */
export interface TextPart {
  text: string;
  /** Index in the list of special tokens, or −1. */
  special: number;
}

/** Makes a function that cuts special tokens out of a text; the parts joined are the text. */
export function specialTokenSplitter(tokens: readonly string[]): (text: string) => TextPart[] {
  if (tokens.length === 0) return (text) => [{ text, special: -1 }];
  const longestFirst = [...tokens].sort((first, second) => second.length - first.length);
  const escaped = longestFirst.map((token) => token.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = new RegExp(`(${escaped.join('|')})`, 'u');
  // Splitting by a group keeps what it matched: every second part is a special token.
  return (text) =>
    text
      .split(pattern)
      .map((part, index) => ({ text: part, special: index % 2 === 1 ? tokens.indexOf(part) : -1 }))
      .filter((part) => part.text !== '');
}
