/**
 * @file How a whole is shared out, step by step: areas one on the other, from 0 to all, and dotted lines
 * where they would meet if all parts were equal. The legend tells the numbers of the step that is pointed
 * at, else of the last.
 */
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meanOf } from '../base/mean';
import { seriesColor } from './color';
import { formatNumber, formatProbability } from './format';
import './picture-experts.css';
import { linearScale, niceTicks, roundPlace } from './scales';
import { useWidth } from './use-width';

export interface StackedSharesProps {
  /** What is shared out, for screen readers. */
  label: string;
  xLabel: string;
  /** Of each part, from the bottom. */
  names: readonly string[];
  /** Rising steps; of each the shares of all parts, which add up to 1. */
  rows: readonly { step: number; shares: readonly number[] }[];
  /** Pixels. */
  height?: number;
  /** The steps that the picture reaches to; without it, the last. */
  lastStep?: number;
}

const left = 42;
const right = 12;
const top = 8;
const bottom = 26;

export function StackedShares(props: StackedSharesProps) {
  const { label, xLabel, names, rows, height = 240, lastStep } = props;
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const [pointed, setPointed] = useState<number | null>(null);
  const drawn = useMemo(() => thinned(rows, Math.max(2, Math.floor(width / 3))), [rows, width]);
  const first = drawn[0]?.step ?? 0;
  const last = Math.max(lastStep ?? 0, drawn.at(-1)?.step ?? 1);
  const x = linearScale([first, last], [left, width - right]);
  const y = linearScale([0, 1], [height - bottom, top]);
  const areas = useMemo(() => areaPaths(drawn, names.length), [drawn, names.length]);
  const shown = (pointed === null ? rows.at(-1) : nearest(rows, pointed)) ?? null;
  const at = (step: number) => roundPlace(x(step));

  return (
    <div className="picture" ref={ref}>
      <ul className="picture-legend" aria-label={t('experts.load.legend')}>
        {names.map((name, part) => (
          <li key={name}>
            <span className="picture-square" style={{ background: fill(part), marginRight: 0 }} />
            <span data-export-text="">
              {name}{' '}
              <span className="picture-number">
                {shown ? formatProbability(shown.shares[part]) : '–'}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={label}
        onPointerMove={(event) => {
          const place = event.clientX - event.currentTarget.getBoundingClientRect().left;
          setPointed(linearScale([left, width - right], [first, last])(place));
        }}
        onPointerLeave={() => setPointed(null)}
      >
        {areas.map((corners, part) => (
          <path
            key={part}
            className="picture-shares-area"
            style={{ fill: fill(part) }}
            d={corners
              .map(({ step, share }, corner) => {
                return `${corner === 0 ? 'M' : 'L'}${at(step)} ${roundPlace(y(share))}`;
              })
              .join('')}
          />
        ))}
        {names.slice(1).map((name, part) => (
          <path
            key={name}
            className="picture-shares-even"
            d={`M${left} ${roundPlace(y((part + 1) / names.length))}H${width - right}`}
          />
        ))}
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <text key={share} x={left - 6} y={y(share)} dy="0.35em" textAnchor="end" fontSize={11}>
            {share * 100}%
          </text>
        ))}
        {niceTicks(first, last, Math.max(2, Math.floor(width / 110)))
          // The name of the axis stands at its end.
          .filter((step) => x(step) < width - right - 60)
          .map((step) => (
            <text key={step} x={at(step)} y={height - 8} textAnchor="middle" fontSize={11}>
              {formatNumber(step)}
            </text>
          ))}
        <text x={width - right} y={height - 8} textAnchor="end" fontSize={11}>
          {xLabel}
        </text>
        {pointed !== null && shown && (
          <path
            d={`M${at(shown.step)} ${top}V${height - bottom}`}
            style={{ stroke: 'var(--picture-ink)' }}
          />
        )}
      </svg>
    </div>
  );
}

/** Large areas are a little paler than lines. */
const fill = (part: number) =>
  `color-mix(in srgb, ${seriesColor(part)} ${part % 16 < 8 ? 72 : 45}%, var(--picture-surface))`;

type Rows = StackedSharesProps['rows'];

/** At most so many rows: the means of equally many that follow each other. */
export function thinned(rows: Rows, limit: number): Rows {
  const size = Math.ceil(rows.length / limit);
  if (size <= 1) return rows;
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, group) => {
    const some = rows.slice(group * size, (group + 1) * size);
    const shares = some[0].shares.map((_, part) => {
      return meanOf(some.map(({ shares: all }) => all[part]));
    });
    return { step: some[some.length - 1].step, shares };
  });
}

/** The corners of each part's area: along its upper edge, and back along its lower. */
function areaPaths(rows: Rows, parts: number): { step: number; share: number }[][] {
  const below = rows.map(() => 0);
  return Array.from({ length: parts }, (_, part) => {
    const lower = rows.map(({ step }, at) => ({ step, share: below[at] }));
    const upper = rows.map(({ step, shares }, at) => ({ step, share: below[at] + shares[part] }));
    upper.forEach(({ share }, at) => (below[at] = share));
    return [...upper, ...lower.reverse()];
  });
}

function nearest(rows: Rows, step: number) {
  return rows.reduce<Rows[number] | null>(
    (best, row) => (best && Math.abs(best.step - step) <= Math.abs(row.step - step) ? best : row),
    null,
  );
}
