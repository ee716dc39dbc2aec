/**
 * @file From a text source to token ids, piece by piece: the text is never whole in memory, the ids
 * are (2 bytes each up to 65,536 entries, else 4).
 */
import { Pacer } from '../pacing';
import type { ReadOptions, TextSource, TokenData, Tokenizer } from '../types';

type TokenIds = Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** A typed array that doubles when it is full. */
class GrowingIds {
  private ids: TokenIds;
  private length = 0;

  constructor(vocabularySize: number) {
    this.ids = vocabularySize <= 65_536 ? new Uint16Array(65_536) : new Uint32Array(65_536);
  }

  push(id: number): void {
    if (this.length === this.ids.length) {
      const size = 2 * this.length;
      const larger =
        this.ids instanceof Uint16Array ? new Uint16Array(size) : new Uint32Array(size);
      larger.set(this.ids);
      this.ids = larger;
    }
    this.ids[this.length++] = id;
  }

  finish(): TokenIds {
    return this.ids.slice(0, this.length);
  }
}

/** Encodes a text, with the end-of-text token after every document. @throws LabError `text.*`, `cancelled` */
export async function encodeSource(
  tokenizer: Tokenizer,
  source: TextSource,
  options: ReadOptions = {},
): Promise<TokenIds> {
  const ids = new GrowingIds(tokenizer.vocabularySize);
  const pacer = new Pacer(options.signal);
  for await (const { text, endOfDocument } of source.chunks(options)) {
    tokenizer.encodeInto(text, ids);
    if (endOfDocument) ids.push(tokenizer.endOfText);
    if (pacer.due()) await pacer.pause();
  }
  return ids.finish();
}

/**
 * Holds out the tail for validation. Both parts are copies, so that each can be transferred.
 * @param validationFraction share of the tokens, in [0, 1); rounded down
 */
export function splitTokens(ids: TokenData['train'], validationFraction: number): TokenData {
  const held = Math.floor(ids.length * validationFraction);
  const border = ids.length - held;
  return { train: ids.slice(0, border), validation: ids.slice(border) };
}
