/**
 * @file What changed from one text to another: what is gone is struck through, what is new is marked.
 */
import type { DiffPart } from '../text/cleaning/diff';

export function DiffText({ parts }: { parts: readonly DiffPart[] }) {
  return (
    <div className="picture-marked picture-diff">
      {parts.map(({ kind, text }, at) => {
        switch (kind) {
          case 'same':
            return <span key={at}>{text}</span>;
          case 'removed':
            return <del key={at}>{text}</del>;
          case 'added':
            return <ins key={at}>{text}</ins>;
        }
      })}
    </div>
  );
}
