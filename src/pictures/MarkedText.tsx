/**
 * @file A text in which some stretches are marked. Text is shown as text, never as HTML.
 */
import type { ReactNode } from 'react';

export interface MarkedRange {
  /** UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

export interface MarkedTextProps {
  text: string;
  /** Ascending, and none over another. */
  ranges: readonly MarkedRange[];
  /** `cut`: struck through. */
  look: 'cut' | 'plain';
  /** Read before each mark, for those who do not see it. */
  label: string;
}

export function MarkedText({ text, ranges, look, label }: MarkedTextProps) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    parts.push(
      text.slice(at, start),
      <mark key={start} className={`picture-mark is-${look}`}>
        <span className="picture-hidden">{label} </span>
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  parts.push(text.slice(at));
  return <div className="picture-marked">{parts}</div>;
}
