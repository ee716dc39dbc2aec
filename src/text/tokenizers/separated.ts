/**
 * @file What the tokenizers of separated words share (`words` and `wordpiece`): whitespace only
 * separates, and is not kept. Decoding puts one space between words, also around punctuation, and
 * U+FFFD where a word was unknown: the text comes back up to its whitespace.
 */
import { TextTokenizer } from './text-tokenizer';
import { endOfTextId } from './special-tokens';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export abstract class SeparatedTokenizer extends TextTokenizer {
  /** Whether a token goes on with the word of the token before it. */
  protected abstract continues(id: number): boolean;

  override decode(ids: ArrayLike<number>): string {
    let text = '';
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at];
      if (text !== '' && id !== endOfTextId && !this.continues(id)) text += ' ';
      text += this.isUnknown(id) ? '\uFFFD' : decoder.decode(this.bytes(id));
    }
    return text;
  }

  override addedBytes(id: number, isFirst: boolean): Uint8Array {
    const bytes = this.bytes(id);
    return isFirst || bytes.length === 0 || this.continues(id)
      ? bytes
      : Uint8Array.of(0x20, ...bytes);
  }
}
