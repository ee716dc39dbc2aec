/**
 * @file What all tokenizers share: special tokens are cut out of the text, the rest is normalised
 * and handed to the kind, and decoding joins the bytes of the tokens.
 */
import type { Tokenizer, TokenizerKind, TokenizerOptions, TokenSink, TokenSpan } from '../types';
import { labelBytes } from './label';
import { normalizeAligned, normalizeText } from './normalize';
import {
  endOfTextId,
  endOfTextToken,
  specialTokenSplitter,
  unknownId,
  unknownToken,
  type TextPart,
} from './special-tokens';

const encoder = new TextEncoder();
// `ignoreBOM: true` keeps U+FEFF in the text; the default would eat it.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export const noBytes = new Uint8Array(0);
export const textBytes = (text: string) => encoder.encode(text);
const replacement = encoder.encode('\uFFFD');

export abstract class TextTokenizer implements Tokenizer {
  abstract readonly kind: TokenizerKind;
  readonly endOfText = endOfTextId;
  private readonly parts: (text: string) => TextPart[];

  /**
   * @param firstSpecialId of the special tokens that the user named: 1, or 2 where id 1 is unknown
   * @param tokenBytes the bytes of each id; none for the end-of-text and the unknown token
   */
  protected constructor(
    readonly options: TokenizerOptions,
    private readonly firstSpecialId: 1 | 2,
    private readonly tokenBytes: readonly Uint8Array[],
  ) {
    this.parts = specialTokenSplitter(options.specialTokens);
  }

  /** Encodes a normalised text without special tokens. */
  protected abstract encodeNormal(text: string, sink: TokenSink): void;
  /** As `encodeNormal`, with places in the normalised text. */
  protected abstract normalSpans(text: string): TokenSpan[];

  get vocabularySize(): number {
    return this.tokenBytes.length;
  }

  encode(text: string): number[] {
    const ids: number[] = [];
    this.encodeInto(text, ids);
    return ids;
  }

  encodeInto(text: string, sink: TokenSink): void {
    for (const part of this.parts(text)) {
      if (part.special >= 0) sink.push(this.firstSpecialId + part.special);
      else this.encodeNormal(normalizeText(part.text, this.options), sink);
    }
  }

  encodeSpans(text: string): TokenSpan[] {
    const spans: TokenSpan[] = [];
    let from = 0;
    for (const part of this.parts(text)) {
      if (part.special >= 0) {
        const id = this.firstSpecialId + part.special;
        spans.push({ id, start: from, end: from + part.text.length });
      } else {
        const aligned = normalizeAligned(part.text, this.options);
        for (const { id, start, end } of this.normalSpans(aligned.text)) {
          spans.push({
            id,
            start: from + aligned.startOf(start),
            end: from + aligned.endOf(end - 1),
          });
        }
      }
      from += part.text.length;
    }
    return spans;
  }

  decode(ids: ArrayLike<number>): string {
    let length = 0;
    for (let at = 0; at < ids.length; at++) length += this.decodedBytes(ids[at]).length;
    const all = new Uint8Array(length);
    let end = 0;
    for (let at = 0; at < ids.length; at++) {
      const bytes = this.decodedBytes(ids[at]);
      all.set(bytes, end);
      end += bytes.length;
    }
    return decoder.decode(all);
  }

  label(id: number): string {
    if (id === endOfTextId) return endOfTextToken;
    if (this.isUnknown(id)) return unknownToken;
    return labelBytes(this.bytes(id));
  }

  /** @throws RangeError if there is no such id */
  bytes(id: number): Uint8Array {
    const bytes = this.tokenBytes.at(id);
    if (id < 0 || bytes === undefined) throw new RangeError(`There is no token ${id}.`);
    return bytes;
  }

  addedBytes(id: number, _isFirst: boolean): Uint8Array {
    return this.bytes(id);
  }

  private decodedBytes(id: number): Uint8Array {
    return this.isUnknown(id) ? replacement : this.bytes(id);
  }

  protected isUnknown(id: number): boolean {
    return this.firstSpecialId === 2 && id === unknownId;
  }
}
