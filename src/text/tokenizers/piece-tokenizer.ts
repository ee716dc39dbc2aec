/**
 * @file What tokenizers of character pieces share. Ids: 0 ends a document, 1 is unknown, then the
 * special tokens, with byte fallback the 256 bytes, and the pieces. Those in the style of
 * SentencePiece write a space as `▁` (U+2581), without one before the text and without joining
 * several. With byte fallback decoding gives any text back as normalised; without, what the
 * vocabulary lacks is lost, and a `▁` in the text is read as a space.
 * Paper: Kudo & Richardson 2018 (1808.06226).
 * (With byte fallback a `▁` in the text becomes its three bytes; Hugging Face's library reads it as a
 * space there too.)
 */
import type { TokenizerOptions, TokenSpan } from '../types';
import { utf8Length } from './byte-level';
import { labelBytes } from './label';
import type { Symbols } from './merges';
import { endOfTextToken, unknownId, unknownToken } from './special-tokens';
import { noBytes, textBytes, TextTokenizer } from './text-tokenizer';

export const spaceMark = '▁';

const byteTokens = Array.from(
  { length: 256 },
  (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
);

/** The vocabulary before the pieces, as it is written. */
export function pieceStart({ specialTokens, byteFallback }: TokenizerOptions): string[] {
  return [endOfTextToken, unknownToken, ...specialTokens, ...(byteFallback ? byteTokens : [])];
}

export function withSpaceMarks(text: string): string {
  return text.replaceAll(' ', spaceMark);
}

function pieceBytes(piece: string, marksSpaces: boolean): Uint8Array {
  return textBytes(marksSpaces ? piece.replaceAll(spaceMark, ' ') : piece);
}

export abstract class PieceTokenizer extends TextTokenizer {
  /** How each id is written in the vocabulary. */
  readonly tokens: readonly string[];
  protected readonly firstPieceId: number;
  private readonly firstByteId: number;

  /** @param pieces in the order of their ids */
  protected constructor(
    options: TokenizerOptions,
    pieces: readonly string[],
    protected readonly marksSpaces: boolean,
  ) {
    const bytes = options.byteFallback ? byteTokens.map((_, byte) => Uint8Array.of(byte)) : [];
    super(options, 2, [
      noBytes,
      noBytes,
      ...options.specialTokens.map(textBytes),
      ...bytes,
      ...pieces.map((piece) => pieceBytes(piece, marksSpaces)),
    ]);
    const start = pieceStart(options);
    this.tokens = start.concat(pieces);
    this.firstByteId = 2 + options.specialTokens.length;
    this.firstPieceId = start.length;
  }

  override label(id: number): string {
    const bytes = this.bytes(id);
    if (id < this.firstPieceId) return this.tokens[id];
    return labelBytes(this.marksSpaces ? textBytes(this.tokens[id]) : bytes);
  }

  /** What stands for text that no piece covers: its bytes, or one unknown token. */
  protected pushUnknown(text: string, ids: Pick<Symbols, 'push'>): void {
    if (!this.options.byteFallback) return ids.push(unknownId);
    for (const byte of textBytes(text)) ids.push(this.firstByteId + byte);
  }

  /** Places of tokens in the text that they encode, where each unknown token is one character. */
  protected spansOf(text: string, ids: readonly number[]): TokenSpan[] {
    let start = 0;
    let bytesLeft = 0;
    return ids.map((id) => {
      const codePoint = text.codePointAt(start) ?? 0;
      const isByte = id >= this.firstByteId && id < this.firstPieceId;
      const length =
        isByte || this.isUnknown(id) ? (codePoint > 0xffff ? 2 : 1) : this.tokens[id].length;
      const span = { id, start, end: start + length };
      if (isByte) bytesLeft = (bytesLeft || utf8Length(codePoint)) - 1;
      if (!isByte || bytesLeft === 0) start += length;
      return span;
    });
  }
}
