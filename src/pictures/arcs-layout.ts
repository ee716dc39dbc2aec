/**
 * @file Places tokens in lines and bends an arc from a query token to a key token.
 */
import { textWidth } from './visible-text';

export interface TokenBox {
  x: number;
  y: number;
  width: number;
  line: number;
}

export interface TokenLayout {
  boxes: TokenBox[];
  height: number;
}

export const boxHeight = 24;
/** Room above every line for its arcs. */
export const arcRoom = 50;

/** Breaks tokens into lines of at most `width` pixels; text is monospaced, `fontSize` pixels. */
export function layoutTokens(
  tokens: readonly string[],
  width: number,
  fontSize: number,
): TokenLayout {
  const padding = 5;
  const gap = 2;
  const boxes: TokenBox[] = [];
  let x = 0;
  let line = 0;
  for (const token of tokens) {
    const wanted = textWidth(token) * fontSize + 2 * padding;
    if (x > 0 && x + wanted > width) {
      x = 0;
      line++;
    }
    boxes.push({ x, y: arcRoom + line * (boxHeight + arcRoom), width: wanted, line });
    x += wanted + gap;
  }
  return { boxes, height: (line + 1) * (boxHeight + arcRoom) + 2 };
}

/** SVG path from the top of the query to the key: above on the same line, else to its underside. */
export function arcPath(query: TokenBox, key: TokenBox): string {
  const from = Math.round(query.x + query.width / 2);
  const to = Math.round(key.x + key.width / 2);
  if (query === key) {
    return `M${from - 4} ${query.y}C${from - 14} ${query.y - 24} ${from + 14} ${query.y - 24} ${from + 4} ${query.y}`;
  }
  if (query.line === key.line) {
    // The top of a cubic curve lies at 3/4 of its handles.
    const rise = Math.min(arcRoom - 4, 14 + Math.abs(from - to) * 0.18) / 0.75;
    const bend = Math.round(query.y - rise);
    return `M${from} ${query.y}C${from} ${bend} ${to} ${bend} ${to} ${query.y}`;
  }
  const under = key.y + boxHeight;
  return `M${from} ${query.y}C${from} ${query.y - arcRoom * 0.6} ${to} ${under + arcRoom * 0.6} ${to} ${under}`;
}
