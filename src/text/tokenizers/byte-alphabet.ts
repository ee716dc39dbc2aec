/**
 * @file GPT-2's alphabet of bytes: a printable character for each of the 256 bytes, so that a
 * byte-level vocabulary can be written as text. Printable Latin-1 bytes stand for themselves, the
 * other 68 take U+0100 … U+0143 in order: space becomes Ġ, newline Ċ, tab ĉ.
 * Source: `bytes_to_unicode` in openai/gpt-2 `src/encoder.py`.
 */

function isPrintable(byte: number): boolean {
  return (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
}

/** The character of each byte, 256 entries. */
export const byteToCharacter: readonly string[] = (() => {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCodePoint(isPrintable(byte) ? byte : next++),
  );
})();

export const characterToByte: ReadonlyMap<string, number> = new Map(
  byteToCharacter.map((character, byte) => [character, byte]),
);

/**
 * The bytes in the order of their characters' code points: the order in which Hugging Face's
 * trainer gives them ids.
 */
export const bytesInAlphabetOrder: readonly number[] = byteToCharacter
  .map((character, byte) => ({ code: character.codePointAt(0) ?? 0, byte }))
  .sort((first, second) => first.code - second.code)
  .map(({ byte }) => byte);

/** Bytes as text of the alphabet: `中` → `ä¸Ń`. */
export function bytesToText(bytes: Iterable<number>): string {
  let text = '';
  for (const byte of bytes) text += byteToCharacter[byte];
  return text;
}
