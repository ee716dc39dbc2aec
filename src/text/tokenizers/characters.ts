/**
 * @file The characters tokenizer: one id per code point that the text has, sorted by code point
 * after the special tokens. A character that was not in the text becomes `<|unknown|>`, which
 * decodes to U+FFFD.
 */
import type { ReadOptions, TextSource, TokenizerOptions, TokenSink, TokenSpan } from '../types';
import { Pacer } from '../pacing';
import { alphabetOf } from './count-words';
import { normalizeText } from './normalize';
import { defaultOptions } from './options';
import { specialTokenSplitter, unknownId } from './special-tokens';
import { noBytes, textBytes, TextTokenizer } from './text-tokenizer';

export class CharactersTokenizer extends TextTokenizer {
  readonly kind = 'characters';
  private readonly ids = new Map<string, number>();

  /** @param characters the vocabulary without the special tokens, in the order of their ids */
  constructor(
    readonly characters: readonly string[],
    options: TokenizerOptions = defaultOptions,
  ) {
    const specials = options.specialTokens.map(textBytes);
    super(options, 2, [noBytes, noBytes, ...specials, ...characters.map(textBytes)]);
    for (const [index, character] of characters.entries()) {
      this.ids.set(character, 2 + specials.length + index);
    }
  }

  protected encodeNormal(text: string, sink: TokenSink): void {
    for (const character of text) sink.push(this.ids.get(character) ?? unknownId);
  }

  protected normalSpans(text: string): TokenSpan[] {
    let end = 0;
    return Array.from(text, (character) => {
      const start = end;
      end += character.length;
      return { id: this.ids.get(character) ?? unknownId, start, end };
    });
  }
}

/** Collects the characters of a text. @throws LabError `text.*`, `cancelled` */
export async function trainCharacters(
  config: TokenizerOptions,
  source: TextSource,
  options: ReadOptions = {},
): Promise<CharactersTokenizer> {
  const seen = new Set<string>();
  const parts = specialTokenSplitter(config.specialTokens);
  const pacer = new Pacer(options.signal);
  for await (const { text } of source.chunks(options)) {
    for (const part of parts(text)) {
      if (part.special >= 0) continue;
      for (const character of normalizeText(part.text, config)) seen.add(character);
    }
    if (pacer.due()) await pacer.pause();
  }
  return new CharactersTokenizer(alphabetOf(seen), config);
}
