/**
 * @file What text and tokenizers look like to the rest of the lab.
 */

/** Corpora of pairs: a document is a source and the target that follows from it. */
export const taskNames = [
  'reversal',
  'sorting',
  'addition',
  'translation',
  'classification',
  'cloze',
] as const;
export type TaskName = (typeof taskNames)[number];

/** Corpora of prose and exercises. */
export const storyNames = ['english-stories', 'chinese-stories', 'arithmetic'] as const;

export const corpusNames = [...storyNames, ...taskNames] as const;
export type CorpusName = (typeof corpusNames)[number];

/**
 * A piece of text. Pieces of one document follow each other; a document is cut only before a run of
 * whitespace, where pre-tokenizers cut too (`pre-tokenize.ts` tells of two that may not), so pieces can
 * be tokenized one by one.
 */
export interface TextChunk {
  text: string;
  endOfDocument: boolean;
  /** On the first chunk of a document that was a web page. */
  page?: PageOrigin;
}

/** Where a document came from. */
export interface PageOrigin {
  /** Empty if it is not known. */
  url: string;
  /** The page as it came, if it came as HTML; the chunks are the text in it. */
  html: string | null;
}

/** Text that can be read from the start any number of times. */
export interface TextSource {
  /** File name or corpus name, for messages. */
  name: string;
  /** Yields the chunks. @throws LabError `text.*` */
  chunks(options?: ReadOptions): AsyncIterable<TextChunk>;
}

export interface ReadOptions {
  signal?: AbortSignal;
  /** Called with the share read so far, from 0 to 1. */
  onProgress?: (share: number) => void;
}

export const tokenizerKinds = [
  'characters',
  'bytes',
  'words',
  'bpe',
  'character-bpe',
  'wordpiece',
  'unigram',
  'sentencepiece-bpe',
] as const;
export type TokenizerKind = (typeof tokenizerKinds)[number];

export const normalizations = ['none', 'nfc', 'nfkc'] as const;
export type Normalization = (typeof normalizations)[number];

export const preTokenizers = ['gpt2', 'cl100k', 'whitespace', 'none'] as const;
export type PreTokenizer = (typeof preTokenizers)[number];

export const wordPieceScores = ['likelihood', 'frequency'] as const;
export type WordPieceScore = (typeof wordPieceScores)[number];

/** How a tokenizer treats a text. What does not apply to a kind (`optionsOfKind`) is ignored. */
export interface TokenizerOptions {
  /** Unicode normal form that the text is brought to first. */
  normalization: Normalization;
  lowercase: boolean;
  /** Where tokens must end. */
  preTokenizer: PreTokenizer;
  /** Characters that the vocabulary lacks become bytes (`<0xE4>`), not the unknown token. */
  byteFallback: boolean;
  /** What WordPiece ranks pairs by. */
  wordPieceScore: WordPieceScore;
  /** Strings that are always one token, wherever they stand in a text. */
  specialTokens: readonly string[];
}

export interface TokenizerConfig extends Partial<TokenizerOptions> {
  kind: TokenizerKind;
  /** Entries in all, special tokens and bytes included; `characters` and `bytes` ignore it. */
  vocabularySize: number;
}

/** Takes token ids one by one; an array of numbers is one. */
export interface TokenSink {
  push(id: number): unknown;
}

/** One token of an encoded text. `start` and `end` are UTF-16 offsets into the text. */
export interface TokenSpan {
  id: number;
  /** First UTF-16 unit that the token touches. */
  start: number;
  /** After the last UTF-16 unit that the token touches; tokens inside one character share it. */
  end: number;
}

export interface Tokenizer {
  readonly kind: TokenizerKind;
  readonly options: TokenizerOptions;
  readonly vocabularySize: number;
  /** `<|endoftext|>`, put after each document; always id 0. */
  readonly endOfText: number;
  encode(text: string): number[];
  /** As `encode`, into a list that is there already. */
  encodeInto(text: string, sink: TokenSink): void;
  /** As `encode`, with the place of each token; for display, so not for long texts. */
  encodeSpans(text: string): TokenSpan[];
  /**
   * Bytes that are not UTF-8, and unknown tokens, become U+FFFD; the end-of-text token decodes to
   * nothing.
   */
  decode(ids: ArrayLike<number>): string;
  /** The token for a label: whitespace made visible (`·`, `⏎`, `⇥`), lone bytes as `⟨E4⟩`. */
  label(id: number): string;
  /** The token's bytes; empty for the end-of-text and the unknown token. */
  bytes(id: number): Uint8Array;
  /**
   * The bytes that the token adds to a decoded text: with the space that some kinds put before it;
   * none for the unknown token.
   * @param isFirst whether no token is before it
   */
  addedBytes(id: number, isFirst: boolean): Uint8Array;
}

/** Token ids of a text, validation part held out from its end. */
export interface TokenData {
  train: Uint16Array | Uint32Array;
  validation: Uint16Array | Uint32Array;
}
