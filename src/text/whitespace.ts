/**
 * @file What counts as whitespace everywhere in the text floor: Unicode's White_Space property, as
 * in the Rust tokenizers library. JavaScript's `\s` differs in two characters: it has U+FEFF and
 * lacks U+0085.
 */

/** Has a character that is not whitespace. */
export function hasInk(text: string): boolean {
  return /\P{White_Space}/u.test(text);
}

/** @param unit a UTF-16 unit; no whitespace lies outside of the basic plane */
export function isWhitespace(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  if (unit < 0x85) return false;
  return (
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}
