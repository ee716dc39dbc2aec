/**
 * @file Text with its whitespace made visible, in the signs that token labels use: `·` space,
 * `⏎` line feed, `⇥` tabulator, `␍` carriage return.
 */
import { Fragment } from 'react';

const signs: Readonly<Record<string, string>> = { ' ': '·', '\n': '⏎', '\t': '⇥', '\r': '␍' };

export function visibleText(text: string): string {
  return text.replace(/[ \n\t\r]/g, (character) => signs[character] ?? character);
}

/** The first `length` characters (code points, never a half) of a label, with `…` if cut. */
export function shorten(label: string, length: number): string {
  const characters = Array.from(label);
  return characters.length <= length ? label : `${characters.slice(0, length - 1).join('')}…`;
}

/** What is left of each text without the beginning that all of them share; `…` stands for it. */
export function withoutCommonBeginning(texts: readonly string[]): string[] {
  const all = texts.map((text) => Array.from(text));
  const [first, ...others] = all;
  // One text alone shares everything with itself.
  if (first === undefined || others.length === 0) return [...texts];
  const end = first.findIndex((character, at) => others.some((text) => text[at] !== character));
  const shared = end === -1 ? first.length : end;
  return all.map((text) => (shared === 0 ? '' : '…') + text.slice(shared).join(''));
}

/**
 * Width of text in a monospaced font, in em: wide East Asian characters and emoji take one em,
 * others 0.6. Good enough to lay out labels without a browser.
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) >= 0x2e80 ? 1 : 0.6;
  return width;
}

/**
 * A label whose whitespace signs are fainter than its letters and whose byte chips (`⟨E4⟩`) are
 * smaller. Lines may break before whitespace.
 */
export function VisibleLabel({ label }: { label: string }) {
  return label
    .split(/([·⏎⇥␍]+|⟨[0-9A-F]{2}⟩)/)
    .filter((part) => part !== '')
    .map((part, index) => <Fragment key={index}>{visiblePart(part)}</Fragment>);
}

function visiblePart(part: string) {
  if (part.startsWith('⟨')) return <span className="picture-byte">{part}</span>;
  if (!/^[·⏎⇥␍]/.test(part)) return part;
  return (
    <>
      <wbr />
      <span className="picture-sign">{part}</span>
    </>
  );
}
