/**
 * @file What a model sees of a prompt: how many tokens, which of them its context has no room for, and
 * which characters its vocabulary has no token for.
 */
import type { Tokenizer } from '../text/types';

export interface PromptFacts {
  tokens: number;
  /** Tokens at the beginning that the model does not see. */
  unseen: number;
  /** UTF-16 units of the text that those tokens are. */
  unseenEnd: number;
  /** Different characters or words that become the unknown token. */
  lost: string[];
  /** Label of the unknown token; empty if nothing is lost. */
  unknown: string;
  /** Different characters that are spelled byte by byte. */
  spelled: string[];
}

type Reader = Pick<Tokenizer, 'encodeSpans' | 'bytes' | 'label' | 'endOfText'>;

/** @param contextLength tokens that the model sees at once */
export function promptFacts(tokenizer: Reader, contextLength: number, prompt: string): PromptFacts {
  const spans = tokenizer.encodeSpans(prompt);
  const unseen = Math.max(0, spans.length - contextLength);
  const lost = new Set<string>();
  const spelled = new Set<string>();
  let unknown = '';
  for (const { id, start, end } of spans) {
    const text = prompt.slice(start, end);
    const { length } = tokenizer.bytes(id);
    if (length === 0 && id !== tokenizer.endOfText) {
      lost.add(text.trim());
      unknown = tokenizer.label(id);
    } else if (length === 1 && (text.codePointAt(0) ?? 0) > 0x7f) spelled.add(text);
  }
  return {
    tokens: spans.length,
    unseen,
    unseenEnd: unseen === 0 ? 0 : spans[unseen - 1].end,
    lost: [...lost],
    unknown,
    spelled: [...spelled],
  };
}
