/**
 * @file A whole vocabulary as one curve: probability by rank, both axes logarithmic, with the places
 * of the cuts and of the chosen token.
 */
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { cutRuns, logRanks, rankOfId, type CutLine, type Distribution } from './distribution';
import { logScale, powersOfTen } from './scales';
import { useWidth } from './use-width';

export interface DistributionCurveProps {
  entries: Distribution;
  chosenId?: number;
  lines?: readonly CutLine[];
}

const height = 112;
const box = { left: 40, right: 10, top: 10, bottom: 24 };
/** Room for the word under the end of the axis. */
const wordWidth = 40;
/** Smaller probabilities are drawn at this height. */
const floor = 1e-9;

interface CurveProps {
  probabilities: ArrayLike<number>;
  /** Pixels. */
  width: number;
}

function scalesOf({ probabilities, width }: CurveProps) {
  const { length } = probabilities;
  const count = Math.max(2, length);
  const probability = (index: number) => Math.max(floor, probabilities[index] ?? floor);
  const lowest = Math.min(0.01, probability(length - 1));
  const x = logScale([1, count], [box.left, width - box.right]);
  const y = logScale([lowest, 1], [height - box.bottom, box.top]);
  return { count, lowest, x, y, yAt: (index: number) => y(probability(index)) };
}

export function DistributionCurve({ entries, chosenId, lines = [] }: DistributionCurveProps) {
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const { ids, probabilities } = entries;
  const { length } = ids;
  const { x, yAt } = useMemo(() => scalesOf({ probabilities, width }), [probabilities, width]);
  const chosen = rankOfId(entries, chosenId);
  const runs = useMemo(() => cutRuns(entries), [entries]);
  return (
    <div ref={ref}>
      <svg width={width} height={height} role="img" aria-label={t('pictures.distribution.curve')}>
        <Axes probabilities={probabilities} width={width} />
        {runs.map(([first, end]) => {
          const left = x(first + 0.5);
          const right = Math.min(width - box.right, x(end + 0.5));
          return (
            <g key={first}>
              <rect
                x={left.toFixed(1)}
                y={box.top}
                width={Math.max(0, right - left).toFixed(1)}
                height={height - box.top - box.bottom}
                style={{ fill: 'var(--picture-line)' }}
                opacity={0.5}
              />
              {end === length && (
                <path
                  d={`M${left.toFixed(1)} ${box.top}V${height - box.bottom}`}
                  style={{ stroke: 'var(--picture-second)' }}
                  strokeWidth={1.5}
                  strokeDasharray="4 3"
                />
              )}
            </g>
          );
        })}
        {lines
          .filter(({ end }) => end < length)
          .map(({ name, color, end }) => (
            <path
              key={name}
              d={`M${x(end + 0.5).toFixed(1)} ${box.top}V${height - box.bottom}`}
              style={{ stroke: color }}
              strokeWidth={1.5}
            >
              <title>{name}</title>
            </path>
          ))}
        <Curve probabilities={probabilities} width={width} />
        {chosen >= 0 && (
          <circle
            cx={x(chosen + 1).toFixed(1)}
            cy={yAt(chosen).toFixed(1)}
            r={4}
            style={{ fill: 'var(--picture-accent)', stroke: 'var(--picture-surface)' }}
            strokeWidth={1.5}
          />
        )}
      </svg>
    </div>
  );
}

// What no slider changes is drawn once.

const Axes = memo(function Axes({ probabilities, width }: CurveProps) {
  const { t } = useTranslation();
  const { count, lowest, x, y } = scalesOf({ probabilities, width });
  const decades = powersOfTen(lowest, 1);
  const every = Math.ceil(decades.length / 4);
  // The axis' own word stands at its end.
  const ticks = powersOfTen(1, count).filter((tick) => x(tick) < width - box.right - wordWidth);
  return (
    <>
      {decades.map((tick, index) =>
        (decades.length - 1 - index) % every !== 0 ? null : (
          <g key={tick} transform={`translate(0 ${y(tick).toFixed(1)})`}>
            <path
              d={`M${box.left} 0H${width - box.right}`}
              style={{ stroke: 'var(--picture-line)' }}
            />
            <text x={box.left - 6} dy="0.35em" textAnchor="end" fontSize={10}>
              {tick >= 0.01 ? tick : `1e${Math.round(Math.log10(tick))}`}
            </text>
          </g>
        ),
      )}
      {ticks.map((tick) => (
        <text
          key={tick}
          x={x(tick)}
          y={height - 8}
          textAnchor={tick === 1 ? 'start' : 'middle'}
          fontSize={10}
        >
          {tick}
        </text>
      ))}
      <text x={width - box.right} y={height - 8} textAnchor="end" fontSize={10}>
        {t('pictures.distribution.rank')}
      </text>
    </>
  );
});

const Curve = memo(function Curve({ probabilities, width }: CurveProps) {
  const { x, yAt } = scalesOf({ probabilities, width });
  const path = logRanks(probabilities.length)
    .map((index) => `${x(index + 1).toFixed(1)} ${yAt(index).toFixed(1)}`)
    .join('L');
  return (
    <path
      d={`M${path}`}
      fill="none"
      style={{ stroke: 'var(--picture-accent)' }}
      strokeWidth={1.5}
    />
  );
});
