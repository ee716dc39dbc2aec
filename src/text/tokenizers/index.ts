/** @file The tokenizers' door: train one, encode with it, keep it as `tokenizer.json`. */
import type { ReadOptions, TextSource, Tokenizer, TokenizerConfig } from '../types';
import { trainBpe } from './bpe-train';
import { BytesTokenizer } from './bytes';
import { trainCharacters } from './characters';

export { charactersPerToken } from './characters-per-token';
export { displayTokens, type DisplayToken } from './display';
export { encodeSource, splitTokens } from './encode-source';
export { tokenizerFromJson, tokenizerToJson } from './tokenizer-json';

/**
 * Makes the configured tokenizer from a text. `bytes` needs no training and does not read it.
 * @throws LabError `tokenizer.vocabulary`, `text.*`, `cancelled`
 */
export async function trainTokenizer(
  config: TokenizerConfig,
  source: TextSource,
  options: ReadOptions = {},
): Promise<Tokenizer> {
  switch (config.kind) {
    case 'bytes':
      options.onProgress?.(1);
      return new BytesTokenizer();
    case 'characters':
      return trainCharacters(source, options);
    case 'bpe':
      return trainBpe(config.vocabularySize, source, options);
  }
}
