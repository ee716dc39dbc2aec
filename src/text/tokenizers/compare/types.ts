/**
 * @file What comparing needs of a tokenizer; the lab's own have it, others are given it by an adapter.
 */
import type { TokenizerConfig, Tokenizer } from '../../types';

export type ComparableTokenizer = Pick<
  Tokenizer,
  'vocabularySize' | 'encodeSpans' | 'label' | 'bytes'
>;

export const gptNames = ['r50k', 'cl100k', 'o200k'] as const;
/** OpenAI's vocabularies: `r50k` is that of GPT-2 and GPT-3, `cl100k` of GPT-4, `o200k` of GPT-4o. */
export type GptName = (typeof gptNames)[number];

/** Where a compared tokenizer comes from. */
export type TokenizerChoice =
  | { kind: 'trained'; config: TokenizerConfig }
  | { kind: 'gpt'; name: GptName }
  | { kind: 'file'; file: File };

/** A token of a compared text. */
export interface ComparedToken {
  id: number;
  label: string;
  /** Its bytes as two hexadecimal digits each, `E4 BD A0`; empty for special tokens. */
  bytes: string;
  /** UTF-16 offsets into the text. */
  start: number;
  end: number;
}
