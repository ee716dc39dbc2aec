/**
 * @file Writes a `tokenizer.json`, the file format of Hugging Face tokenizers: it loads there and
 * encodes to the same ids. Bytes are BPE without merges behind ByteLevel; characters are WordLevel
 * behind a Split that isolates every character; words are WordLevel; the others have models of their
 * own names.
 */
import type { Tokenizer, TokenizerOptions } from '../types';
import { BpeTokenizer } from './bpe';
import { byteToCharacter } from './byte-alphabet';
import { BytesTokenizer } from './bytes';
import { CharacterBpeTokenizer } from './character-bpe';
import { CharactersTokenizer } from './characters';
import type { Pair } from './merges';
import { pieceStart } from './piece-tokenizer';
import { endOfTextToken, unknownId, unknownToken, wordPieceUnknownToken } from './special-tokens';
import { decoderPart, normalizerPart, preTokenizerPart, type Family } from './tokenizer-json-parts';
import { UnigramTokenizer } from './unigram';
import { continuation, longestWord, WordPieceTokenizer } from './wordpiece';
import { WordsTokenizer } from './words';

function toVocabulary(tokens: readonly string[]): Record<string, number> {
  return Object.fromEntries(tokens.map((token, id) => [token, id]));
}

function file(family: Family, options: TokenizerOptions, model: object): string {
  const firstSpecialId = family === 'bytes' || family === 'byteLevel' ? 1 : 2;
  const special = (content: string, id: number) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  return JSON.stringify({
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [
      special(endOfTextToken, 0),
      ...options.specialTokens.map((token, index) => special(token, firstSpecialId + index)),
    ],
    normalizer: normalizerPart(options),
    pre_tokenizer: preTokenizerPart(family, options.preTokenizer),
    post_processor: null,
    decoder: decoderPart(family),
    model,
  });
}

const plainBpe = {
  type: 'BPE',
  dropout: null,
  unk_token: null,
  continuing_subword_prefix: null,
  end_of_word_suffix: null,
  fuse_unk: false,
  byte_fallback: false,
  ignore_merges: false,
};

const wordLevel = (tokens: readonly string[]) => ({
  type: 'WordLevel',
  vocab: toVocabulary(tokens),
  unk_token: unknownToken,
});

function pairNames(tokens: readonly string[], merges: readonly Pair[]): [string, string][] {
  return merges.map(([left, right]) => [tokens[left], tokens[right]]);
}

/** Writes a tokenizer as the text of a `tokenizer.json`. */
export function tokenizerToJson(tokenizer: Tokenizer): string {
  const { options } = tokenizer;
  const start = pieceStart({ ...options, byteFallback: false });
  if (tokenizer instanceof BytesTokenizer) {
    const tokens = [endOfTextToken, ...options.specialTokens, ...byteToCharacter];
    return file('bytes', options, { ...plainBpe, vocab: toVocabulary(tokens), merges: [] });
  }
  if (tokenizer instanceof BpeTokenizer) {
    const { tokens, merges } = tokenizer;
    return file('byteLevel', options, {
      ...plainBpe,
      vocab: toVocabulary(tokens),
      merges: pairNames(tokens, merges).map((pair) => pair.join(' ')),
    });
  }
  if (tokenizer instanceof CharactersTokenizer) {
    return file('characters', options, wordLevel([...start, ...tokenizer.characters]));
  }
  if (tokenizer instanceof WordsTokenizer) {
    return file('separated', options, wordLevel([...start, ...tokenizer.words]));
  }
  if (tokenizer instanceof WordPieceTokenizer) {
    return file('separated', options, {
      type: 'WordPiece',
      unk_token: wordPieceUnknownToken,
      continuing_subword_prefix: continuation,
      max_input_chars_per_word: longestWord,
      vocab: toVocabulary(tokenizer.tokens),
    });
  }
  if (tokenizer instanceof CharacterBpeTokenizer) {
    const { tokens, merges } = tokenizer;
    return file(tokenizer.kind === 'character-bpe' ? 'spaced' : 'marked', options, {
      ...plainBpe,
      unk_token: unknownToken,
      byte_fallback: options.byteFallback,
      vocab: toVocabulary(tokens),
      merges: pairNames(tokens, merges),
    });
  }
  if (tokenizer instanceof UnigramTokenizer) {
    const { tokens, pieces } = tokenizer;
    // Tokens that are no pieces must not lower what an unknown character costs.
    const lowest = pieces.reduce((least, { score }) => Math.min(least, score), 0);
    const others = tokens.slice(0, tokens.length - pieces.length);
    return file('marked', options, {
      type: 'Unigram',
      unk_id: unknownId,
      vocab: [
        ...others.map((token) => [token, lowest]),
        ...pieces.map(({ piece, score }) => [piece, score]),
      ],
      byte_fallback: options.byteFallback,
    });
  }
  throw new TypeError(`There is no tokenizer.json for the kind ${tokenizer.kind}.`);
}
