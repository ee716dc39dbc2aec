/**
 * @file What kind of text a token stands for, and how common it is: so that a loss can be told apart by
 * them.
 */
import type { Tokenizer } from '../types';

/**
 * `wordStart`: letters behind a space; `letters`: all other letters but Chinese ones. `bytes`: no
 * character on its own. `special`: stands for no text, or for itself.
 */
export const tokenKinds = [
  'wordStart',
  'letters',
  'chinese',
  'digits',
  'punctuation',
  'space',
  'mixed',
  'bytes',
  'special',
] as const;
export type TokenKind = (typeof tokenKinds)[number];

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

export function tokenKind(
  tokenizer: Pick<Tokenizer, 'addedBytes' | 'options'>,
  id: number,
): TokenKind {
  const text = textOf(tokenizer.addedBytes(id, false));
  if (text === null) return 'bytes';
  if (text === '' || tokenizer.options.specialTokens.includes(text)) return 'special';
  const word = text.trim();
  if (word === '') return 'space';
  if (/^\p{Script=Han}+$/u.test(word)) return 'chinese';
  // An apostrophe belongs to its word.
  const isWord = /\p{L}/u.test(word) && /^[\p{L}\p{M}'’]+$/u.test(word);
  if (isWord && !/\p{Script=Han}/u.test(word)) {
    return /^\s/u.test(text) ? 'wordStart' : 'letters';
  }
  if (/^\p{N}+$/u.test(word)) return 'digits';
  return /^[\p{P}\p{S}]+$/u.test(word) ? 'punctuation' : 'mixed';
}

/**
 * By how often they stand in a text: `common` the most frequent tokens, which make up half of it; `middle`
 * the next ones, up to nine tenths; `rare` the others; `unseen` those that it does not contain.
 */
export const tokenFrequencies = ['common', 'middle', 'rare', 'unseen'] as const;
export type TokenFrequency = (typeof tokenFrequencies)[number];

/** @returns that of each id of the vocabulary */
export function frequenciesOf(tokens: ArrayLike<number>, vocabularySize: number): TokenFrequency[] {
  const counts = new Float64Array(vocabularySize);
  for (let at = 0; at < tokens.length; at++) counts[tokens[at]] += 1;
  const ranked = Array.from(counts.keys()).sort((left, right) => counts[right] - counts[left]);
  const frequencies = new Array<TokenFrequency>(vocabularySize).fill('unseen');
  let before = 0;
  for (const id of ranked) {
    if (counts[id] === 0) break;
    const share = before / tokens.length;
    frequencies[id] = share < 0.5 ? 'common' : share < 0.9 ? 'middle' : 'rare';
    before += counts[id];
  }
  return frequencies;
}
