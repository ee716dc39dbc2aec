/**
 * @file GPT-2's pre-tokenizer: contractions, runs of letters, of digits and of other signs, each
 * with one leading space, and runs of whitespace. Merges never cross these borders.
 * Source: openai/gpt-2 `src/encoder.py`; the same pattern as Hugging Face's `ByteLevel`, which reads
 * `\s` as Unicode White_Space (see `whitespace.ts`).
 */

const pattern =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/** Splits a text; the pieces joined are the text. */
export function preTokenize(text: string): string[] {
  return text.match(pattern) ?? [];
}
