/**
 * @file What the bytes and the BPE tokenizer share: every token stands for some bytes of the UTF-8
 * text, so decoding is concatenation and nothing is ever unknown. Whatever the text, decoding gives
 * it back as normalised; a lone surrogate, which UTF-8 cannot hold, has become U+FFFD.
 */
import type { TokenSpan } from '../types';
import { TextTokenizer } from './text-tokenizer';

/** Bytes of a code point in UTF-8. */
export function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

export abstract class ByteLevelTokenizer extends TextTokenizer {
  abstract override readonly kind: 'bytes' | 'bpe';

  protected normalSpans(text: string): TokenSpan[] {
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
    const ids: number[] = [];
    this.encodeNormal(text, ids);
    let byte = 0;
    return ids.map((id) => {
      const start = starts[byte];
      byte += this.bytes(id).length;
      return { id, start, end: ends[byte - 1] };
    });
  }
}
