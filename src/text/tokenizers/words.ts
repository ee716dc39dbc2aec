/**
 * @file The words tokenizer: the most frequent words of the text have an id each, all others are
 * unknown. Ids: 0 ends a document, 1 is unknown, then the special tokens, and the words by how often
 * they occur; ties in the order of their first occurrence.
 */
import type { TextSource, TokenizerConfig, TokenizerOptions, TokenSink, TokenSpan } from '../types';
import { countWords } from './count-words';
import type { TrainOptions } from './observe';
import { canonicalOptions } from './options';
import { forEachWord } from './pre-tokenize';
import { SeparatedTokenizer } from './separated';
import { unknownId } from './special-tokens';
import { noBytes, textBytes } from './text-tokenizer';

export class WordsTokenizer extends SeparatedTokenizer {
  readonly kind = 'words';
  private readonly ids = new Map<string, number>();

  constructor(
    readonly words: readonly string[],
    options: TokenizerOptions,
  ) {
    const specials = options.specialTokens.map(textBytes);
    super(options, 2, [noBytes, noBytes, ...specials, ...words.map(textBytes)]);
    for (const [index, word] of words.entries()) this.ids.set(word, 2 + specials.length + index);
  }

  protected encodeNormal(text: string, sink: TokenSink): void {
    forEachWord(text, (word) => sink.push(this.ids.get(word) ?? unknownId));
  }

  protected normalSpans(text: string): TokenSpan[] {
    const spans: TokenSpan[] = [];
    forEachWord(text, (word, start) =>
      spans.push({ id: this.ids.get(word) ?? unknownId, start, end: start + word.length }),
    );
    return spans;
  }

  protected continues(): boolean {
    return false;
  }
}

/** @throws LabError `text.*`, `cancelled` */
export async function trainWords(
  config: TokenizerConfig,
  source: TextSource,
  reading: TrainOptions = {},
): Promise<WordsTokenizer> {
  const options = canonicalOptions(config);
  const { words, counts } = await countWords(config, source, reading);
  const room = config.vocabularySize - 2 - options.specialTokens.length;
  const order = words
    .map((word, index) => ({ word, count: counts[index] }))
    .sort((first, second) => second.count - first.count);
  return new WordsTokenizer(
    order.slice(0, Math.max(0, room)).map(({ word }) => word),
    options,
  );
}
