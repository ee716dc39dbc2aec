/**
 * @file What the bytes and the BPE tokenizer share: every token stands for some bytes of the UTF-8
 * text, so decoding is concatenation and nothing is ever unknown.
 */
import type { Tokenizer, TokenSpan } from '../types';
import { labelBytes } from './label';
import { endOfTextId, endOfTextToken } from './special-tokens';

// `ignoreBOM: true` keeps U+FEFF in the text; the default would eat it.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes of a code point in UTF-8; lone surrogates are encoded as U+FFFD, which takes three. */
export function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

export abstract class ByteLevelTokenizer implements Tokenizer {
  abstract readonly kind: 'bytes' | 'bpe';
  readonly endOfText = endOfTextId;

  /** @param tokens the bytes of each id; none for the end-of-text token */
  protected constructor(private readonly tokens: readonly Uint8Array[]) {}

  abstract encode(text: string): number[];

  get vocabularySize(): number {
    return this.tokens.length;
  }

  encodeSpans(text: string): TokenSpan[] {
    // For every byte, where the character that it belongs to starts and ends.
    const starts: number[] = [];
    const ends: number[] = [];
    let unit = 0;
    for (const character of text) {
      for (let left = utf8Length(character.codePointAt(0) ?? 0); left > 0; left--) {
        starts.push(unit);
        ends.push(unit + character.length);
      }
      unit += character.length;
    }
    let byte = 0;
    return this.encode(text).map((id) => {
      const start = starts[byte];
      byte += this.tokens[id].length;
      return { id, start, end: ends[byte - 1] };
    });
  }

  decode(ids: ArrayLike<number>): string {
    let length = 0;
    for (let at = 0; at < ids.length; at++) length += this.bytes(ids[at]).length;
    const all = new Uint8Array(length);
    let end = 0;
    for (let at = 0; at < ids.length; at++) {
      const bytes = this.tokens[ids[at]];
      all.set(bytes, end);
      end += bytes.length;
    }
    return decoder.decode(all);
  }

  label(id: number): string {
    return id === endOfTextId ? endOfTextToken : labelBytes(this.bytes(id));
  }

  /** @throws RangeError if there is no such id */
  bytes(id: number): Uint8Array {
    const bytes = this.tokens.at(id);
    if (id < 0 || bytes === undefined) throw new RangeError(`There is no token ${id}.`);
    return bytes;
  }
}
