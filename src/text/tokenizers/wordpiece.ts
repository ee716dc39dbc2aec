/**
 * @file WordPiece: pieces that go on with a word carry `##`. A word is cut from its left, each time
 * at the longest piece that fits; where none fits, and above 100 characters, the whole word is
 * `[UNK]`. It is trained like BPE on characters, with another score (`learn-merges.ts`).
 * Papers: Schuster & Nakajima 2012; Wu et al. 2016 (1609.08144); Devlin et al. 2018 (1810.04805).
 * Source: google-research/bert `tokenization.py` (`WordpieceTokenizer`). Google's trainer was never
 * published. By frequency the merges are those of Hugging Face's `WordPieceTrainer`.
 * Ids: 0 ends a document, 1 is unknown, then the special tokens, the characters that start words,
 * those that go on, and the merged pieces.
 */
import type { TextSource, TokenizerConfig, TokenizerOptions, TokenSink, TokenSpan } from '../types';
import { Pacer } from '../pacing';
import { alphabetOf, countWords, requireRoom } from './count-words';
import { learnMerges } from './learn-merges';
import type { TrainOptions } from './observe';
import { canonicalOptions } from './options';
import { PieceTrie } from './piece-trie';
import { forEachWord } from './pre-tokenize';
import { SeparatedTokenizer } from './separated';
import { endOfTextToken, unknownId, wordPieceUnknownToken } from './special-tokens';
import { noBytes, textBytes } from './text-tokenizer';
import { WordCache } from './word-cache';

export const continuation = '##';
export const longestWord = 100;

const isContinuation = (piece: string) =>
  piece.length > continuation.length && piece.startsWith(continuation);

/** The vocabulary before the pieces, as it is written. */
export function wordPieceStart({ specialTokens }: TokenizerOptions): string[] {
  return [endOfTextToken, wordPieceUnknownToken, ...specialTokens];
}

interface PlacedPiece {
  id: number;
  /** UTF-16 offsets into the word. */
  start: number;
  end: number;
}

export class WordPieceTokenizer extends SeparatedTokenizer {
  readonly kind = 'wordpiece';
  /** How each id is written in the vocabulary. */
  readonly tokens: readonly string[];
  private readonly starting = new PieceTrie();
  private readonly continuing = new PieceTrie();
  private readonly firstPieceId: number;
  private readonly cache = new WordCache((word, ids) => {
    for (const { id } of this.cut(word)) ids.push(id);
  });

  constructor(
    readonly pieces: readonly string[],
    options: TokenizerOptions,
  ) {
    super(options, 2, [
      noBytes,
      noBytes,
      ...options.specialTokens.map(textBytes),
      ...pieces.map((piece) => textBytes(isContinuation(piece) ? piece.slice(2) : piece)),
    ]);
    const start = wordPieceStart(options);
    this.tokens = start.concat(pieces);
    this.firstPieceId = start.length;
    for (const [index, piece] of pieces.entries()) {
      if (isContinuation(piece)) this.continuing.add(piece.slice(2), start.length + index);
      else this.starting.add(piece, start.length + index);
    }
  }

  override label(id: number): string {
    if (this.isUnknown(id)) return wordPieceUnknownToken;
    const label = super.label(id);
    return this.continues(id) ? continuation + label : label;
  }

  protected encodeNormal(text: string, sink: TokenSink): void {
    forEachWord(text, (word) => this.cache.encode(word, sink));
  }

  protected normalSpans(text: string): TokenSpan[] {
    const spans: TokenSpan[] = [];
    forEachWord(text, (word, from) => {
      for (const { id, start, end } of this.cut(word)) {
        spans.push({ id, start: from + start, end: from + end });
      }
    });
    return spans;
  }

  protected continues(id: number): boolean {
    return id >= this.firstPieceId && isContinuation(this.tokens[id]);
  }

  private cut(word: string): PlacedPiece[] {
    const unknown = [{ id: unknownId, start: 0, end: word.length }];
    if (word.length > longestWord && Array.from(word).length > longestWord) return unknown;
    const pieces: PlacedPiece[] = [];
    for (let start = 0; start < word.length;) {
      const longest = (start === 0 ? this.starting : this.continuing).longest(word, start);
      if (longest === null) return unknown;
      pieces.push({ ...longest, start });
      start = longest.end;
    }
    return pieces;
  }
}

/** @throws LabError `tokenizer.alphabet`, `text.*`, `cancelled` */
export async function trainWordPiece(
  config: TokenizerConfig,
  source: TextSource,
  { signal, onProgress, merges: observer }: TrainOptions = {},
): Promise<WordPieceTokenizer> {
  const options = canonicalOptions(config);
  const { words, counts } = await countWords(config, source, {
    signal,
    onProgress: (share) => onProgress?.(share / 2),
  });
  const split = words.map((word) => Array.from(word));
  const first = alphabetOf(split.map((characters) => characters[0]));
  const later = alphabetOf(split.flatMap((characters) => characters.slice(1)));
  const start = wordPieceStart(options);
  const tokens = [...start, ...first, ...later.map((character) => continuation + character)];
  requireRoom(config.vocabularySize, tokens.length, first.length + later.length);
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const pacer = new Pacer(signal);
  const symbols: number[][] = [];
  for (const characters of split) {
    symbols.push(
      characters.map((character, at) => ids.get((at > 0 ? continuation : '') + character) ?? 0),
    );
    if (pacer.due()) await pacer.pause();
  }
  observer?.onStart?.({ words, counts, symbols, tokens: [...tokens] });
  await learnMerges(symbols, counts, tokens, config.vocabularySize, {
    signal,
    onProgress: (share) => onProgress?.(0.5 + share / 2),
    score: options.wordPieceScore,
    join: (left, right) => left + right.slice(continuation.length),
    observer,
  });
  return new WordPieceTokenizer(tokens.slice(start.length), options);
}
