/** @file How much text there is: documents, bytes of UTF-8, and about how many tokens. */

export interface TextSize {
  documents: number;
  bytes: number;
  /**
   * An estimate that needs no tokenizer: one for each character beyond U+2E80 (Chinese, Japanese), and
   * one for every four others, as is usual for English with a vocabulary of some 50,000.
   */
  tokens: number;
}

export function sizeOf(texts: Iterable<string>): TextSize {
  const size = { documents: 0, bytes: 0, tokens: 0 };
  for (const text of texts) {
    size.documents++;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      // A surrogate pair is four bytes and one character, and so half of that for each unit.
      const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
      size.bytes += unit < 0x80 ? 1 : unit < 0x800 || isSurrogate ? 2 : 3;
      size.tokens += isSurrogate ? 0.5 : unit >= 0x2e80 ? 1 : 0.25;
    }
  }
  return { ...size, tokens: Math.round(size.tokens) };
}
