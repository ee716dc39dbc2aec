/**
 * @file The words of a text and how often each occurs: all that most trainers need of it.
 * Limits: of very large texts only the first million distinct words, and of those the first 32
 * million UTF-16 units, are learned from; of Unigram, which goes through them again and again, the
 * first 4 million. Time and memory stay bounded, and the tail of rare words hardly moves what is
 * learned.
 */
import { LabError } from '../../base/errors';
import { Pacer } from '../pacing';
import type { ReadOptions, TextSource, TokenizerConfig, TokenizerKind } from '../types';
import { normalizeText } from './normalize';
import { canonicalOptions } from './options';
import { forEachPreToken, forEachWord } from './pre-tokenize';
import { specialTokenSplitter } from './special-tokens';

const wordLimit = 1_000_000;
const unitLimit = (kind: TokenizerKind) => (kind === 'unigram' ? 4_000_000 : 32_000_000);

export interface CountedWords {
  words: string[];
  counts: number[];
}

/**
 * Counts the words in the sense of the tokenizer: normalised, without special tokens, in the order of
 * their first occurrence.
 * @throws LabError `text.*`, `cancelled`
 */
export async function countWords(
  config: TokenizerConfig,
  source: TextSource,
  reading: ReadOptions = {},
): Promise<CountedWords> {
  const options = canonicalOptions(config);
  const parts = specialTokenSplitter(options.specialTokens);
  const counts = new Map<string, number>();
  const pacer = new Pacer(reading.signal);
  let room = unitLimit(config.kind);
  const count = (word: string) => {
    const known = counts.get(word);
    if (known !== undefined) counts.set(word, known + 1);
    else if (counts.size < wordLimit && word.length <= room) {
      counts.set(word, 1);
      room -= word.length;
    }
  };
  const separated = config.kind === 'words' || config.kind === 'wordpiece';
  for await (const { text } of source.chunks(reading)) {
    for (const part of parts(text)) {
      if (part.special >= 0) continue;
      const normal = normalizeText(part.text, options);
      if (separated) forEachWord(normal, count);
      else forEachPreToken(normal, options.preTokenizer, count);
    }
    if (pacer.due()) await pacer.pause();
  }
  return { words: [...counts.keys()], counts: [...counts.values()] };
}

/** The characters of all words, by code point as in Rust; the order of UTF-16 units differs. */
export function alphabetOf(words: Iterable<string>): string[] {
  const characters = new Set<string>();
  for (const word of words) for (const character of word) characters.add(character);
  return [...characters].sort((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0));
}

/** @throws LabError `tokenizer.alphabet` if a vocabulary cannot hold what it must start with */
export function requireRoom(size: number, needed: number, characters: number): void {
  if (size < needed) throw new LabError('tokenizer.alphabet', { size, needed, characters });
}
