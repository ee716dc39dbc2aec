/**
 * @file Text that was written in one encoding and read in another, as servers that name the wrong
 * one bring about: “für” becomes “fÃ¼r”, and Chinese becomes rare characters that mean nothing.
 */

/** The UTF-8 bytes of a text, read as Windows-1252 or as GB18030. */
export function misread(text: string, encoding: 'windows-1252' | 'gb18030'): string {
  return new TextDecoder(encoding).decode(new TextEncoder().encode(text));
}
