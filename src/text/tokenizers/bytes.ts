/** @file The bytes tokenizer: id 0 ends a document, byte b has id b + 1. No training. */
import { ByteLevelTokenizer } from './byte-level';

const encoder = new TextEncoder();

export class BytesTokenizer extends ByteLevelTokenizer {
  readonly kind = 'bytes';

  constructor() {
    super([new Uint8Array(0), ...Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte))]);
  }

  encode(text: string): number[] {
    return Array.from(encoder.encode(text), (byte) => byte + 1);
  }
}
