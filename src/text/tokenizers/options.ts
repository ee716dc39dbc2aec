/**
 * @file Which options apply to which kind of tokenizer, and how large a vocabulary must be at least.
 */
import {
  preTokenizers,
  type PreTokenizer,
  type TokenizerConfig,
  type TokenizerKind,
  type TokenizerOptions,
} from '../types';

interface KindOptions {
  /** Whether the size of the vocabulary is chosen. */
  vocabularySize: boolean;
  /** The pre-tokenizers to choose from, the usual one first; none where it is fixed. */
  preTokenizers: readonly PreTokenizer[];
  byteFallback: boolean;
  wordPieceScore: boolean;
}

const fixed: KindOptions = {
  vocabularySize: false,
  preTokenizers: [],
  byteFallback: false,
  wordPieceScore: false,
};
const sized = { ...fixed, vocabularySize: true };
const sentencePiece = {
  ...sized,
  preTokenizers: ['whitespace', 'gpt2', 'cl100k', 'none'],
  byteFallback: true,
} as const;

/** Normalisation, lower case and special tokens apply to every kind. */
export const optionsOfKind: Readonly<Record<TokenizerKind, KindOptions>> = {
  characters: fixed,
  bytes: fixed,
  words: sized,
  bpe: { ...sized, preTokenizers },
  'character-bpe': { ...sized, preTokenizers, byteFallback: true },
  wordpiece: { ...sized, wordPieceScore: true },
  unigram: sentencePiece,
  'sentencepiece-bpe': sentencePiece,
};

export const defaultOptions: TokenizerOptions = {
  normalization: 'none',
  lowercase: false,
  preTokenizer: 'gpt2',
  byteFallback: false,
  wordPieceScore: 'likelihood',
  specialTokens: [],
};

/** All options of a kind: defaults where nothing is said, and where nothing can be chosen. */
export function canonicalOptions({ kind, ...given }: TokenizerConfig): TokenizerOptions {
  const applies = optionsOfKind[kind];
  return {
    normalization: given.normalization ?? defaultOptions.normalization,
    lowercase: given.lowercase ?? defaultOptions.lowercase,
    preTokenizer:
      applies.preTokenizers.length > 0 && given.preTokenizer !== undefined
        ? given.preTokenizer
        : defaultOptions.preTokenizer,
    byteFallback: applies.byteFallback && given.byteFallback === true,
    wordPieceScore:
      applies.wordPieceScore && given.wordPieceScore !== undefined
        ? given.wordPieceScore
        : defaultOptions.wordPieceScore,
    specialTokens: given.specialTokens ?? defaultOptions.specialTokens,
  };
}

/** The configuration without what does not matter to it: equal where the tokenizers are equal. */
export function canonicalConfig(config: TokenizerConfig): TokenizerConfig {
  const { kind } = config;
  const vocabularySize = optionsOfKind[kind].vocabularySize ? config.vocabularySize : 0;
  return { kind, vocabularySize, ...canonicalOptions(config) };
}

/** Entries that stand before anything is learned, and one to learn; the alphabet comes on top. */
export function smallestVocabulary(config: TokenizerConfig): number {
  const { byteFallback, specialTokens } = canonicalOptions(config);
  if (config.kind === 'bytes' || config.kind === 'bpe') return 257 + specialTokens.length;
  return 2 + specialTokens.length + (byteFallback ? 256 : 0) + 1;
}
