/**
 * @file The characters tokenizer: one id per code point that the text has, sorted by code point
 * after the two special tokens. A character that was not in the text becomes `<|unknown|>`, which
 * decodes to U+FFFD.
 */
import type { ReadOptions, TextSource, Tokenizer, TokenSpan } from '../types';
import { Pacer } from '../pacing';
import { labelBytes } from './label';
import { endOfTextId, endOfTextToken, unknownId, unknownToken } from './special-tokens';

const encoder = new TextEncoder();

export class CharactersTokenizer implements Tokenizer {
  readonly kind = 'characters';
  readonly endOfText = endOfTextId;
  private readonly ids = new Map<string, number>();

  /** @param characters the vocabulary without the special tokens, in the order of their ids */
  constructor(readonly characters: readonly string[]) {
    for (const [index, character] of characters.entries()) this.ids.set(character, index + 2);
  }

  get vocabularySize(): number {
    return this.characters.length + 2;
  }

  encode(text: string): number[] {
    return Array.from(text, (character) => this.ids.get(character) ?? unknownId);
  }

  encodeSpans(text: string): TokenSpan[] {
    let end = 0;
    return Array.from(text, (character) => {
      const start = end;
      end += character.length;
      return { id: this.ids.get(character) ?? unknownId, start, end };
    });
  }

  decode(ids: ArrayLike<number>): string {
    return Array.from(ids, (id) => this.text(id)).join('');
  }

  label(id: number): string {
    if (id === endOfTextId) return endOfTextToken;
    if (id === unknownId) return unknownToken;
    return labelBytes(this.bytes(id));
  }

  bytes(id: number): Uint8Array {
    return id === unknownId ? new Uint8Array(0) : encoder.encode(this.text(id));
  }

  private text(id: number): string {
    if (id === endOfTextId) return '';
    if (id === unknownId) return '\uFFFD';
    const character = this.characters.at(id - 2);
    if (id < 0 || character === undefined) throw new RangeError(`There is no token ${id}.`);
    return character;
  }
}

/** Collects the characters of a text. @throws LabError `text.*`, `cancelled` */
export async function trainCharacters(
  source: TextSource,
  options: ReadOptions = {},
): Promise<CharactersTokenizer> {
  const seen = new Set<number>();
  const pacer = new Pacer(options.signal);
  for await (const { text } of source.chunks(options)) {
    for (const character of text) seen.add(character.codePointAt(0) ?? 0);
    if (pacer.due()) await pacer.pause();
  }
  const sorted = [...seen].sort((first, second) => first - second);
  return new CharactersTokenizer(sorted.map((code) => String.fromCodePoint(code)));
}
