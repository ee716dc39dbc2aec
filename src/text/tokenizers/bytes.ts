/**
 * @file The bytes tokenizer: id 0 ends a document, then the special tokens, then the 256 bytes in
 * order. No training.
 */
import type { TokenizerOptions, TokenSink } from '../types';
import { ByteLevelTokenizer } from './byte-level';
import { defaultOptions } from './options';
import { noBytes, textBytes } from './text-tokenizer';

export class BytesTokenizer extends ByteLevelTokenizer {
  readonly kind = 'bytes';
  private readonly firstByteId: number;

  constructor(options: TokenizerOptions = defaultOptions) {
    const bytes = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
    super(options, 1, [noBytes, ...options.specialTokens.map(textBytes), ...bytes]);
    this.firstByteId = 1 + options.specialTokens.length;
  }

  protected encodeNormal(text: string, sink: TokenSink): void {
    for (const byte of textBytes(text)) sink.push(this.firstByteId + byte);
  }
}
