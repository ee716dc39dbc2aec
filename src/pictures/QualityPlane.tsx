/**
 * @file Quality against diversity: one point for each setting, with a bar over the middle 80% of its
 * texts. Right: the texts differ more from each other (1 − self-BLEU). Up: the model finds them likelier.
 * Points of a sweep are joined in their order.
 */
import { useTranslation } from 'react-i18next';
import { seriesColor } from './color';
import { linearScale, niceTicks } from './scales';
import { useWidth } from './use-width';

export interface QualityPoint {
  /** Short; stands beside the point. */
  name: string;
  /** 0 to 1; null where there is only one text. */
  diversity: number | null;
  /** Log-probability per token. */
  quality: { mean: number; low: number; high: number };
}

export interface QualityPlaneProps {
  points: readonly QualityPoint[];
  /** Joined by a line, and of one colour. */
  isSweep: boolean;
  selected: number | null;
  onSelect: (point: number) => void;
}

const height = 320;
const box = { left: 56, right: 24, top: 16, bottom: 44 };

export function QualityPlane({ points, isSweep, selected, onSelect }: QualityPlaneProps) {
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const lows = points.map(({ quality }) => quality.low);
  const highs = points.map(({ quality }) => quality.high);
  const room = 0.05 * (Math.max(...highs) - Math.min(...lows)) + 0.01;
  const lowest = Math.min(...lows) - room;
  const highest = Math.min(0, Math.max(...highs) + room);
  const x = linearScale([0, 1], [box.left, width - box.right]);
  const y = linearScale([lowest, highest], [height - box.bottom, box.top]);
  const place = ({ diversity, quality }: QualityPoint) =>
    [x(diversity ?? 0), y(quality.mean)] as const;
  const path = points
    .map((point) =>
      place(point)
        .map((at) => at.toFixed(1))
        .join(' '),
    )
    .join('L');

  return (
    <div ref={ref} className="picture">
      <svg width={width} height={height} role="group" aria-label={t('pictures.plane.label')}>
        {niceTicks(0, 1, 5).map((tick) => (
          <text key={tick} x={x(tick)} y={height - 26} textAnchor="middle" fontSize={11}>
            {tick}
          </text>
        ))}
        {niceTicks(lowest, highest, 5).map((tick) => (
          <g key={tick} transform={`translate(0 ${y(tick).toFixed(1)})`}>
            <path
              d={`M${box.left} 0H${width - box.right}`}
              style={{ stroke: 'var(--picture-line)' }}
            />
            <text x={box.left - 8} dy="0.35em" textAnchor="end" fontSize={11}>
              {String(tick).replace('-', '−')}
            </text>
          </g>
        ))}
        <text x={width - box.right} y={height - 6} textAnchor="end" fontSize={12}>
          {t('pictures.plane.diversity')} →
        </text>
        <text x={box.left} y={12} fontSize={12}>
          ↑ {t('pictures.plane.quality')}
        </text>
        {isSweep && points.length > 1 && (
          <path
            d={`M${path}`}
            fill="none"
            style={{ stroke: 'var(--picture-faint)' }}
            strokeWidth={1.5}
          />
        )}
        {points.map((point, index) => {
          const [left, top] = place(point);
          const color = seriesColor(isSweep ? 0 : index);
          // Names stay inside the picture.
          const isRight = left > width * 0.6;
          return (
            <g
              key={index}
              role="button"
              tabIndex={0}
              aria-pressed={index === selected}
              aria-label={t('pictures.plane.point', {
                name: point.name,
                quality: point.quality.mean.toFixed(2).replace('-', '−'),
                diversity: point.diversity === null ? '–' : point.diversity.toFixed(2),
              })}
              className="picture-plane-point"
              onClick={() => onSelect(index)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                onSelect(index);
              }}
            >
              <path
                d={`M${left.toFixed(1)} ${y(point.quality.low).toFixed(1)}V${y(point.quality.high).toFixed(1)}`}
                style={{ stroke: color }}
                strokeWidth={2}
                opacity={0.35}
              />
              <circle cx={left.toFixed(1)} cy={top.toFixed(1)} r={16} fill="transparent" />
              <circle
                cx={left.toFixed(1)}
                cy={top.toFixed(1)}
                r={index === selected ? 8 : 6}
                style={{ fill: color, stroke: 'var(--picture-surface)' }}
                strokeWidth={2}
              />
              <text
                x={(left + (isRight ? -12 : 12)).toFixed(1)}
                y={top.toFixed(1)}
                dy="0.35em"
                textAnchor={isRight ? 'end' : 'start'}
                fontSize={12}
                fontWeight={index === selected ? 600 : 400}
              >
                {point.name}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
