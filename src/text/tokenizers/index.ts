/** @file The tokenizers' door: train one, encode with it, keep it as a file. */
import type { TextSource, Tokenizer, TokenizerConfig } from '../types';
import { trainBpe } from './bpe';
import { BytesTokenizer } from './bytes';
import { trainCharacterBpe } from './character-bpe';
import { trainCharacters } from './characters';
import type { TrainOptions } from './observe';
import { canonicalOptions } from './options';
import { trainUnigram } from './unigram-train';
import { trainWordPiece } from './wordpiece';
import { trainWords } from './words';

export { bytesPerToken, charactersPerToken } from './characters-per-token';
export { displayTokens, type DisplayToken } from './display';
export { encodeSource, splitTokens } from './encode-source';
export { tokenizerFromVocab, tokenizerToVocab } from './sentencepiece-vocab';
export { tokenizerFromJson } from './tokenizer-json-read';
export { tokenizerToJson } from './tokenizer-json-write';
export type * from './observe';

/**
 * Makes the configured tokenizer from a text. `bytes` needs no training and does not read it.
 * @throws LabError `tokenizer.vocabulary`, `tokenizer.alphabet`, `text.*`, `cancelled`
 */
export async function trainTokenizer(
  config: TokenizerConfig,
  source: TextSource,
  options: TrainOptions = {},
): Promise<Tokenizer> {
  const { kind } = config;
  switch (kind) {
    case 'bytes':
      options.onProgress?.(1);
      return new BytesTokenizer(canonicalOptions(config));
    case 'characters':
      return trainCharacters(canonicalOptions(config), source, options);
    case 'words':
      return trainWords(config, source, options);
    case 'bpe':
      return trainBpe(config, source, options);
    case 'character-bpe':
    case 'sentencepiece-bpe':
      return trainCharacterBpe(kind, config, source, options);
    case 'wordpiece':
      return trainWordPiece(config, source, options);
    case 'unigram':
      return trainUnigram(config, source, options);
  }
}
