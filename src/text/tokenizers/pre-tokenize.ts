/**
 * @file Pre-tokenizers: where tokens must end. The pieces joined are always the text.
 * - `gpt2`: contractions, runs of letters, of digits and of other signs, each with one leading space,
 *   and runs of whitespace.
 * - `cl100k`: GPT-4's. At most three digits, line ends stay with the signs before them, and any one
 *   sign may lead a word.
 * - `whitespace`: whatever stands between whitespace, with one leading space.
 * - `none`: only lines; tokens may go over several words.
 * Sources: openai/gpt-2 `src/encoder.py`; openai/tiktoken `tiktoken_ext/openai_public.py`. `gpt2` is
 * the same pattern as Hugging Face's `ByteLevel`, which reads `\s` as Unicode White_Space (see
 * `whitespace.ts`). Long documents come in chunks that are cut before whitespace, as `gpt2` does;
 * at those borders, tens of kilobytes apart, `cl100k` and `none` may cut otherwise than in one piece.
 */
import type { PreTokenizer } from '../types';
import { isWhitespace } from '../whitespace';

/** As they stand in a `tokenizer.json`. */
export const preTokenizerPatterns: Readonly<Record<PreTokenizer, string>> = {
  gpt2: String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
  cl100k: String.raw`'(?:[sSdDmMtT]|[lL][lL]|[vV][eE]|[rR][eE])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
  whitespace: String.raw` ?\S+|\s+(?!\S)|\s+`,
  none: String.raw`[^\n]*\n|[^\n]+`,
};

/** JavaScript's `\s` is not Unicode's White_Space. */
function compile(pattern: string): RegExp {
  const unicode = pattern
    .replaceAll('[^\\s', '[^\\p{White_Space}')
    .replaceAll('\\s', '\\p{White_Space}')
    .replaceAll('\\S', '\\P{White_Space}');
  return new RegExp(unicode, 'gu');
}

const patterns: Readonly<Record<PreTokenizer, RegExp>> = {
  gpt2: compile(preTokenizerPatterns.gpt2),
  cl100k: compile(preTokenizerPatterns.cl100k),
  whitespace: compile(preTokenizerPatterns.whitespace),
  none: compile(preTokenizerPatterns.none),
};

/** Calls `visit` with each piece of a text in order. */
export function forEachPreToken(
  text: string,
  preTokenizer: PreTokenizer,
  visit: (preToken: string) => void,
): void {
  const pattern = patterns[preTokenizer];
  pattern.lastIndex = 0;
  // Matches follow each other without a gap; `test` makes no array of each.
  for (let start = 0; pattern.test(text); start = pattern.lastIndex) {
    visit(text.slice(start, pattern.lastIndex));
  }
}

export function preTokenize(text: string, preTokenizer: PreTokenizer = 'gpt2'): string[] {
  const preTokens: string[] = [];
  forEachPreToken(text, preTokenizer, (preToken) => preTokens.push(preToken));
  return preTokens;
}

/** Ideographs, each of which is a word of its own: the blocks of BERT's tokenizer. */
const ideographs =
  '\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff\u{20000}-\u{2a6df}\u{2a700}-\u{2ceaf}\u{2f800}-\u{2fa1f}';
/** Signs that are words of their own: ASCII's and Unicode's punctuation, and ideographs. */
export const isolatedPattern = `[!-/:-@\\[-\`{-~\\p{P}${ideographs}]`;

/** Matches follow each other without a gap: whitespace, a sign, or a word. */
const word = new RegExp(
  `\\p{White_Space}+|${isolatedPattern}|[^\\p{White_Space}!-/:-@\\[-\`{-~\\p{P}${ideographs}]+`,
  'gu',
);

/**
 * Words as BERT's tokenizer sees them: whitespace separates them and is dropped; each punctuation
 * sign and each Chinese character is a word of its own.
 * Source: google-research/bert `tokenization.py` (`BasicTokenizer`).
 */
export function forEachWord(text: string, visit: (word: string, start: number) => void): void {
  word.lastIndex = 0;
  for (let start = 0; word.test(text); start = word.lastIndex) {
    if (!isWhitespace(text.charCodeAt(start))) visit(text.slice(start, word.lastIndex), start);
  }
}
