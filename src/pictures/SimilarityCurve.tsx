/**
 * @file The S-curve of locality-sensitive hashing: how likely two texts become candidates, by their
 * similarity; with the curves of others, the threshold, and a pair on the curve.
 */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatProbability } from './format';
import { linearScale } from './scales';
import { useWidth } from './use-width';

export interface SimilarityCurveProps {
  /** Probability by similarity, both from 0 to 1. */
  probability: (similarity: number) => number;
  /** Where the curve is steepest, about. */
  threshold: number;
  /** Curves to compare with. */
  others: readonly {
    name: string;
    color: string;
    probability: (similarity: number) => number;
  }[];
  /** The pair that is looked at; its estimate is drawn with its standard error. */
  pair: { similarity: number; estimate: number; error: number } | null;
}

const height = 280;
const box = { left: 44, right: 14, top: 14, bottom: 40 };
const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
const samples = 200;

export function SimilarityCurve({ probability, threshold, others, pair }: SimilarityCurveProps) {
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const [pointed, setPointed] = useState<number>();
  const x = linearScale([0, 1], [box.left, width - box.right]);
  const y = linearScale([0, 1], [height - box.bottom, box.top]);
  const path = (curve: (similarity: number) => number) =>
    Array.from({ length: samples + 1 }, (_, at) => at / samples)
      .map((at) => `${x(at).toFixed(1)} ${y(curve(at)).toFixed(1)}`)
      .join('L');
  const shown = pointed ?? pair?.similarity;

  return (
    <div className="picture" ref={ref}>
      <ul className="picture-legend">
        {others.map(({ name, color }) => (
          <li key={name}>
            <svg className="picture-swatch" width={18} height={4} aria-hidden="true">
              <path d="M0 2H18" style={{ stroke: color }} strokeWidth={1.5} strokeDasharray="4 3" />
            </svg>
            <span data-export-text="">{name}</span>
          </li>
        ))}
      </ul>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={t('pictures.deduplication.curve', { threshold: formatNumber(threshold) })}
        onPointerMove={(event) => {
          const left = event.currentTarget.getBoundingClientRect().left;
          const inside = (event.clientX - left - box.left) / (width - box.left - box.right);
          setPointed(Math.min(1, Math.max(0, inside)));
        }}
        onPointerLeave={() => setPointed(undefined)}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <path
              d={`M${box.left} ${y(tick).toFixed(1)}H${width - box.right}`}
              style={{ stroke: 'var(--picture-line)' }}
            />
            <text x={box.left - 6} y={y(tick)} dy="0.35em" textAnchor="end" fontSize={11}>
              {tick}
            </text>
            <text x={x(tick)} y={height - box.bottom + 16} textAnchor="middle" fontSize={11}>
              {tick}
            </text>
          </g>
        ))}
        <text
          x={(box.left + width - box.right) / 2}
          y={height - 6}
          textAnchor="middle"
          fontSize={11}
        >
          {t('pictures.deduplication.similarity')}
        </text>
        <path
          d={`M${x(threshold).toFixed(1)} ${box.top}V${height - box.bottom}`}
          style={{ stroke: 'var(--picture-muted)' }}
          strokeDasharray="4 4"
        />
        {others.map(({ name, color, probability: other }) => (
          <path
            key={name}
            d={`M${path(other)}`}
            fill="none"
            style={{ stroke: color }}
            strokeWidth={1.5}
            strokeDasharray="4 3"
          />
        ))}
        <path
          d={`M${path(probability)}`}
          fill="none"
          style={{ stroke: 'var(--picture-accent)' }}
          strokeWidth={2.5}
        />
        {pair && (
          <g style={{ stroke: 'var(--picture-second)' }}>
            <path
              d={`M${x(Math.max(0, pair.estimate - pair.error)).toFixed(1)} ${height - box.bottom}H${x(Math.min(1, pair.estimate + pair.error)).toFixed(1)}`}
              strokeWidth={5}
              strokeOpacity={0.45}
            />
            <path
              d={`M${x(pair.estimate).toFixed(1)} ${height - box.bottom - 6}v12`}
              strokeWidth={2}
            />
            <circle
              cx={x(pair.similarity).toFixed(1)}
              cy={y(probability(pair.similarity)).toFixed(1)}
              r={5}
              style={{ fill: 'var(--picture-second)', stroke: 'var(--picture-surface)' }}
              strokeWidth={1.5}
            />
          </g>
        )}
        {pointed !== undefined && (
          <path
            d={`M${x(pointed).toFixed(1)} ${box.top}V${height - box.bottom}`}
            style={{ stroke: 'var(--picture-faint)' }}
          />
        )}
      </svg>
      <span className="picture-readout">
        {shown !== undefined &&
          t('pictures.deduplication.curveReadout', {
            similarity: shown.toFixed(3),
            probability: formatProbability(probability(shown)),
          })}
      </span>
    </div>
  );
}
