/**
 * @file Token labels along the two sides of an attention picture. Long labels are cut (the whole
 * one is their tooltip); where cells are smaller than text, only every n-th label is drawn.
 */
import { shorten } from './visible-text';

/** Pixels kept for labels at the left and at the top. */
export const labelRoom = 84;

const fontSize = 11;
const longest = 10;

/** Side of a cell in pixels: big for short texts, never below 6. */
export function cellSize(time: number): number {
  return Math.max(6, Math.min(28, Math.floor(600 / Math.max(1, time))));
}

export interface TokenAxisProps {
  tokens: readonly string[];
  cell: number;
  /** The token to emphasise. */
  active?: number;
}

/** Labels to the left of rows, from the top corner (`labelRoom`, `labelRoom`). */
export function QueryAxis({ tokens, cell, active }: TokenAxisProps) {
  const every = Math.ceil((fontSize + 1) / cell);
  return tokens.map((token, index) =>
    index % every !== 0 && index !== active ? null : (
      <text
        key={index}
        x={labelRoom - 8}
        y={labelRoom + (index + 0.5) * cell}
        dy="0.35em"
        textAnchor="end"
        fontSize={fontSize}
        className={index === active ? 'is-active' : undefined}
      >
        <title>{token}</title>
        {shorten(token, longest)}
      </text>
    ),
  );
}

export interface KeyAxisProps extends TokenAxisProps {
  /** Keys after this one are pale: the query cannot see them. */
  limit?: number;
  /** Where the labels start, in pixels from the top. */
  top?: number;
  left?: number;
  /** Labels hang below `top` and are read downwards. */
  below?: boolean;
}

/** Upright labels above or below columns. */
export function KeyAxis(props: KeyAxisProps) {
  const { tokens, cell, active, limit, top = labelRoom, left = labelRoom, below = false } = props;
  const every = Math.ceil((fontSize + 1) / cell);
  return tokens.map((token, index) => {
    if (index % every !== 0 && index !== active) return null;
    const x = left + (index + 0.5) * cell;
    const y = below ? top + 8 : top - 8;
    return (
      <text
        key={index}
        transform={`translate(${x} ${y}) rotate(-90)`}
        dy="0.35em"
        textAnchor={below ? 'end' : 'start'}
        fontSize={fontSize}
        opacity={limit !== undefined && index > limit ? 0.35 : undefined}
        className={index === active ? 'is-active' : undefined}
      >
        <title>{token}</title>
        {shorten(token, longest - 1)}
      </text>
    );
  });
}
