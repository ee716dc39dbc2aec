/**
 * @file Who sees whom: a row for each token that a model computes, a column for each that it may look
 * at. Beside each row, what is to be written there. Point at a row, or walk with the arrow keys, to read
 * it. If it can be edited, a press on a cell, or Space, turns it over.
 */
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sight } from '../models/masks';
import { shorten } from './visible-text';

export interface MaskGridProps {
  /** What it shows, for screen readers. */
  label: string;
  tokens: readonly string[];
  /** What each place is to give; null where nothing is asked. */
  writes: readonly (string | null)[];
  sight: (query: number, key: number) => Sight;
  /** So many first tokens are the source. */
  sourceLength: number;
  edit?: MaskEdit;
}

export interface MaskEdit {
  isChanged: (query: number, key: number) => boolean;
  onToggle: (query: number, key: number) => void;
  /** Cells that cannot be turned over, where there are some. */
  isFixed?: (query: number, key: number) => boolean;
}

interface Cell {
  row: number;
  /** Null while a row is pointed at as a whole. */
  column: number | null;
}

/** Rows and columns that an arrow key goes. */
const steps: Partial<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const cell = 22;
const gap = 1.5;
const left = 64;
const top = 60;
const roomForWritten = 78;
/** Characters of a token beside its row or above its column. */
const longest = 8;

export function MaskGrid(props: MaskGridProps) {
  const { label, tokens, writes, sight, sourceLength, edit } = props;
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Cell | null>(null);
  const size = tokens.length * cell;
  const right = writes.some((written) => written !== null) ? roomForWritten : 4;
  const last = tokens.length - 1;
  // Another text may be shorter.
  const row = chosen !== null && chosen.row <= last ? chosen.row : null;
  const column = edit && row !== null ? Math.min(last, chosen?.column ?? row) : null;
  const isFixed = (query: number, key: number) => edit?.isFixed?.(query, key) ?? false;
  const toggle = (query: number, key: number) => {
    if (!isFixed(query, key)) edit?.onToggle(query, key);
  };
  const walk = (event: KeyboardEvent) => {
    if (edit && row !== null && column !== null && (event.key === ' ' || event.key === 'Enter')) {
      event.preventDefault();
      toggle(row, column);
    }
    const step = steps[event.key];
    if (!step || (step[1] !== 0 && !edit)) return;
    event.preventDefault();
    const moved = (from: number | null, by: number) =>
      Math.min(last, Math.max(0, from === null ? 0 : from + by));
    setChosen({ row: moved(row, step[0]), column: edit ? moved(column, step[1]) : null });
  };
  const seen = (query: number) => tokens.filter((_, key) => sight(query, key) !== 'none').join(' ');
  const written = row === null ? null : writes[row];

  return (
    <div className="picture">
      <div
        role="group"
        tabIndex={0}
        aria-label={label}
        onKeyDown={walk}
        className="picture-mask"
        data-editable={edit ? true : undefined}
      >
        <svg
          viewBox={`0 0 ${left + size + right} ${top + size + 4}`}
          width="100%"
          style={{ maxWidth: left + size + right }}
          aria-hidden="true"
          onPointerLeave={() => setChosen(null)}
        >
          {tokens.map((token, at) => (
            <text
              key={at}
              className="picture-mask-token"
              transform={`translate(${left + (at + 0.5) * cell + 4} ${top - 6}) rotate(-60)`}
              data-part={at < sourceLength ? 'source' : 'target'}
            >
              {shorten(token, longest)}
            </text>
          ))}
          {tokens.map((token, query) => (
            <g
              key={query}
              data-chosen={query === row}
              onPointerEnter={() => setChosen({ row: query, column: null })}
            >
              <rect
                className="picture-mask-row"
                x={0}
                y={top + query * cell}
                width={left + size + right}
                height={cell}
              />
              <text
                className="picture-mask-token"
                x={left - 6}
                y={top + (query + 0.5) * cell}
                textAnchor="end"
                dominantBaseline="central"
                data-part={query < sourceLength ? 'source' : 'target'}
              >
                {shorten(token, longest)}
              </text>
              {tokens.map((_, key) => (
                <rect
                  key={key}
                  className="picture-mask-cell"
                  data-sight={sight(query, key)}
                  data-changed={edit?.isChanged(query, key)}
                  data-fixed={isFixed(query, key)}
                  data-pointed={query === row && key === column}
                  onPointerEnter={() => setChosen({ row: query, column: key })}
                  onClick={() => toggle(query, key)}
                  x={left + key * cell + gap}
                  y={top + query * cell + gap}
                  width={cell - 2 * gap}
                  height={cell - 2 * gap}
                  rx={3}
                />
              ))}
              {writes[query] !== null && (
                <text
                  className="picture-mask-written"
                  x={left + size + 6}
                  y={top + (query + 0.5) * cell}
                  dominantBaseline="central"
                >
                  → {writes[query]}
                </text>
              )}
            </g>
          ))}
        </svg>
      </div>
      <output className="picture-readout" aria-live="polite">
        {row === null
          ? t(edit ? 'pictures.mask.editHint' : 'pictures.mask.hint')
          : t(written === null ? 'pictures.mask.row' : 'pictures.mask.rowWrites', {
              token: tokens[row],
              place: row + 1,
              seen: seen(row),
              written: written ?? '',
            })}
      </output>
    </div>
  );
}
