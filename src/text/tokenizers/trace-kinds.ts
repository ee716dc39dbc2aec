/**
 * @file The tokenizers whose learning can be watched.
 */

/** Those that learn merges. */
export const tracedKinds = ['bpe', 'wordpiece', 'character-bpe', 'sentencepiece-bpe'] as const;
export type TracedKind = (typeof tracedKinds)[number];

export const watchedKinds = [...tracedKinds, 'unigram'] as const;
export type WatchedKind = (typeof watchedKinds)[number];
