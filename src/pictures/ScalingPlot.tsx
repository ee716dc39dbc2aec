/**
 * @file Loss against compute, both logarithmic: runs as points with the spread of their seeds, the law that
 * was fitted to them with the band in which it expects others, and a size that it predicts. The loss that
 * was then measured stands beside what was predicted.
 */
import { useTranslation } from 'react-i18next';
import { formatNumber } from './format';
import { logScale, niceTicks, powersOfTen, roundPlace } from './scales';
import { useWidth } from './use-width';

export interface ScalingPoint {
  /** Short; stands beside the point. */
  name: string;
  /** FLOPs. */
  compute: number;
  loss: number;
  /** Of repeated seeds; null of one. */
  deviation: number | null;
}

export interface LawPoint {
  compute: number;
  loss: number;
  low: number;
  high: number;
}

export interface ScalingPlotProps {
  /** What the law was fitted to. */
  points: readonly ScalingPoint[];
  /** Sorted by compute; empty before there is a law. */
  law: readonly LawPoint[];
  /** The size that is predicted. */
  prediction: (LawPoint & { name: string }) | null;
  /** What that size came to. */
  outcome: ScalingPoint | null;
}

const height = 360;
const box = { left: 56, right: 28, top: 24, bottom: 44 };

export function ScalingPlot({ points, law, prediction, outcome }: ScalingPlotProps) {
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const all = [
    ...points,
    ...law,
    ...(prediction ? [prediction] : []),
    ...(outcome ? [outcome] : []),
  ];
  const computes = all.map(({ compute }) => compute);
  // A wide band of a bad fit must not flatten the rest.
  const losses = [
    ...points,
    ...(outcome ? [outcome] : []),
    ...(prediction ? [prediction] : []),
  ].map(({ loss }) => loss);
  const domain = [0.8 * Math.min(...computes), 1.25 * Math.max(...computes)] as const;
  const room = 1 + 0.25 * (Math.max(...losses) / Math.min(...losses) - 1) + 0.01;
  const range = [Math.min(...losses) / room, Math.max(...losses) * room] as const;
  const x = logScale(domain, [box.left, width - box.right]);
  const y = logScale(range, [height - box.bottom, box.top]);
  const top = (loss: number) =>
    roundPlace(Math.min(height - box.bottom, Math.max(box.top, y(loss))));
  const at = (compute: number, loss: number) => `${roundPlace(x(compute))} ${top(loss)}`;
  const line = law.map(({ compute, loss }) => at(compute, loss)).join('L');
  const band = [
    ...law.map(({ compute, high }) => at(compute, high)),
    ...[...law].reverse().map(({ compute, low }) => at(compute, low)),
  ].join('L');
  const xTicks = powersOfTen(...domain);

  return (
    <div ref={ref} className="picture">
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={t('experiments.scaling.plot.label')}
      >
        {niceTicks(...range, 6).map((tick) => (
          <g key={tick} transform={`translate(0 ${top(tick)})`}>
            <path
              d={`M${box.left} 0H${width - box.right}`}
              style={{ stroke: 'var(--picture-line)' }}
            />
            <text x={box.left - 8} dy="0.35em" textAnchor="end" fontSize={11}>
              {formatNumber(tick)}
            </text>
          </g>
        ))}
        {(xTicks.length > 1 ? xTicks : [...domain]).map((tick) => (
          <text
            key={tick}
            x={roundPlace(x(tick))}
            y={height - 26}
            textAnchor="middle"
            fontSize={11}
          >
            {tick.toExponential(xTicks.length > 1 ? 0 : 1).replace('e+', 'e')}
          </text>
        ))}
        <text x={width - box.right} y={height - 6} textAnchor="end" fontSize={12}>
          {t('experiments.scaling.plot.compute')} →
        </text>
        <text x={box.left} y={14} fontSize={12}>
          ↑ {t('experiments.scaling.plot.loss')}
        </text>
        {law.length > 1 && (
          <>
            <path d={`M${band}Z`} style={{ fill: 'var(--picture-accent)' }} opacity={0.12} />
            <path
              d={`M${line}`}
              fill="none"
              style={{ stroke: 'var(--picture-accent)' }}
              strokeWidth={2}
            />
          </>
        )}
        {points.map((point) => (
          <Point key={point.name} point={point} x={x} top={top} color="var(--picture-ink)" />
        ))}
        {prediction && (
          <g style={{ stroke: 'var(--picture-accent)' }} strokeWidth={2} fill="none">
            <path
              d={`M${at(prediction.compute, prediction.low)}L${at(prediction.compute, prediction.high)}`}
            />
            <circle cx={roundPlace(x(prediction.compute))} cy={top(prediction.loss)} r={7} />
          </g>
        )}
        {outcome && <Point point={outcome} x={x} top={top} color="var(--picture-second)" />}
        {prediction && !outcome && (
          <text
            x={roundPlace(x(prediction.compute)) - 12}
            y={top(prediction.loss)}
            dy="0.35em"
            textAnchor="end"
            fontSize={12}
          >
            {prediction.name}
          </text>
        )}
      </svg>
    </div>
  );
}

interface PointProps {
  point: ScalingPoint;
  x: (compute: number) => number;
  top: (loss: number) => number;
  color: string;
}

function Point({ point: { name, compute, loss, deviation }, x, top, color }: PointProps) {
  const left = roundPlace(x(compute));
  return (
    <g>
      {deviation !== null && (
        <path
          d={`M${left} ${top(loss - deviation)}V${top(loss + deviation)}`}
          style={{ stroke: color }}
          strokeWidth={2}
        />
      )}
      <circle
        cx={left}
        cy={top(loss)}
        r={5}
        style={{ fill: color, stroke: 'var(--picture-surface)' }}
        strokeWidth={1.5}
      />
      <text x={left} y={top(loss) - 12} textAnchor="middle" fontSize={12}>
        {name}
      </text>
    </g>
  );
}
