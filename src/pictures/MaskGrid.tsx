/**
 * @file Who sees whom: a row for each token that a model computes, a column for each that it may look
 * at. Beside each row, what is to be written there. Point at a row, or walk with the arrow keys, to read
 * it.
 */
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sight } from '../models/masks';

export interface MaskGridProps {
  /** What it shows, for screen readers. */
  label: string;
  tokens: readonly string[];
  /** What each place is to give; null where nothing is asked. */
  writes: readonly (string | null)[];
  sight: (query: number, key: number) => Sight;
  /** So many first tokens are the source. */
  sourceLength: number;
}

const cell = 22;
const gap = 1.5;
const left = 64;
const top = 60;
const right = 78;

export function MaskGrid({ label, tokens, writes, sight, sourceLength }: MaskGridProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<number | null>(null);
  const size = tokens.length * cell;
  // Another text may be shorter.
  const row = chosen !== null && chosen < tokens.length ? chosen : null;
  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setChosen(Math.min(tokens.length - 1, Math.max(0, (row ?? -1) + step)));
  };
  const seen = (query: number) => tokens.filter((_, key) => sight(query, key) !== 'none').join(' ');
  const written = row === null ? null : writes[row];

  return (
    <div className="picture">
      <div role="group" tabIndex={0} aria-label={label} onKeyDown={walk} className="picture-mask">
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
              {token}
            </text>
          ))}
          {tokens.map((token, query) => (
            <g key={query} data-chosen={query === row} onPointerEnter={() => setChosen(query)}>
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
                {token}
              </text>
              {tokens.map((_, key) => (
                <rect
                  key={key}
                  className="picture-mask-cell"
                  data-sight={sight(query, key)}
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
          ? t('pictures.mask.hint')
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
