/**
 * @file One query's attention as bars over the tokens it can see; the bars sum to 1, but for what went to a
 * sink.
 */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keysSeen, queryRow, sum, sunkShare, type AttentionMatrix } from './attention';
import { KeyAxis } from './TokenAxis';
import { useWidth } from './use-width';

export interface AttentionRowProps {
  matrix: AttentionMatrix;
  /** Of the keys. */
  tokens: readonly string[];
  /** Index of the query. */
  query: number;
  /** Its label, where it is not one of the keys. */
  queryToken?: string;
}

const top = 22;
const height = 120;
const left = 34;
const labels = 76;

export function AttentionRow({ matrix, tokens, query, queryToken }: AttentionRowProps) {
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const [pointed, setPointed] = useState<number>();
  const time = tokens.length;
  const row = queryRow(matrix, query);
  const sunk = sunkShare(row);
  const cell = Math.max(12, Math.min(40, Math.floor((width - left - 8) / time)));
  const name = t('pictures.attention.row', { query: queryToken ?? tokens[query] ?? '' });

  return (
    <div className="picture" ref={ref}>
      <div className="picture-scroll" tabIndex={0} role="group" aria-label={name}>
        <svg
          width={left + time * cell + 8}
          height={top + height + labels}
          role="img"
          aria-label={`${name}: ${describeRow(row, tokens)}`}
          onPointerLeave={() => setPointed(undefined)}
        >
          {[0, 0.5, 1].map((mark) => (
            <g key={mark} transform={`translate(0 ${top + height * (1 - mark)})`}>
              <path
                d={`M${left} 0h${time * cell}`}
                style={{ stroke: 'var(--picture-line)' }}
                strokeWidth={1}
              />
              <text x={left - 6} dy="0.35em" textAnchor="end" fontSize={10}>
                {mark}
              </text>
            </g>
          ))}
          {Array.from(row, (probability, key) => {
            const bar = probability * height;
            return (
              <g key={key} onPointerEnter={() => setPointed(key)}>
                <rect
                  x={left + key * cell}
                  y={top}
                  width={cell}
                  height={height}
                  fill="transparent"
                />
                <rect
                  x={left + key * cell + 1.5}
                  y={top + height - bar}
                  width={cell - 3}
                  height={bar}
                  rx={1.5}
                  style={{ fill: 'var(--picture-accent)' }}
                />
                {(key === pointed || (probability >= 0.1 && pointed === undefined)) && (
                  <text
                    x={left + (key + 0.5) * cell}
                    y={top + height - bar - 5}
                    textAnchor="middle"
                    fontSize={10}
                    className={key === pointed ? 'is-active' : undefined}
                  >
                    {key === pointed ? probability.toFixed(4) : short(probability)}
                  </text>
                )}
              </g>
            );
          })}
          <KeyAxis
            tokens={tokens}
            cell={cell}
            active={pointed}
            limit={keysSeen(matrix, query) - 1}
            top={top + height}
            left={left}
            below
          />
        </svg>
      </div>
      <span className="picture-readout picture-number">
        {t(sunk > 0 ? 'pictures.attention.sunk' : 'pictures.attention.sum', {
          sum: sum(row).toFixed(4),
          sunk: sunk.toFixed(4),
        })}
      </span>
    </div>
  );
}

/** 0.43 → `.43`, to fit above a thin bar. */
function short(probability: number): string {
  return probability.toFixed(2).replace(/^0/, '');
}

/** The five strongest keys in words, for screen readers. */
function describeRow(row: Float32Array, tokens: readonly string[]): string {
  return Array.from(row, (probability, key) => ({ probability, token: tokens[key] ?? '' }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, 5)
    .map(({ probability, token }) => `${token} ${probability.toFixed(3)}`)
    .join(', ');
}
