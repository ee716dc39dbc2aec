/**
 * @file How the numbers of a tensor are distributed: a histogram with mean, deviation and range.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from './format';
import { roundPlace } from './scales';
import { useWidth } from './use-width';
import { statisticsOf } from './value-statistics';

const height = 56;

export function ValueHistogram({ values }: { values: ArrayLike<number> }) {
  const { t } = useTranslation();
  const { ref, width } = useWidth(320);
  const statistics = useMemo(() => statisticsOf(values), [values]);
  if (!statistics) return null;
  const { mean, deviation, min, max, histogram } = statistics;
  const highest = Math.max(...histogram);
  const each = width / histogram.length;
  const shown = {
    mean: formatNumber(mean),
    deviation: formatNumber(deviation),
    min: formatNumber(min),
    max: formatNumber(max),
  };
  return (
    <div className="picture" ref={ref}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={t('diagram.values.histogram', shown)}
      >
        {histogram.map((count, part) => {
          const bar = count === 0 ? 0 : Math.max(1, (count / highest) * height);
          return (
            <rect
              key={part}
              x={roundPlace(part * each)}
              y={roundPlace(height - bar)}
              width={roundPlace(Math.max(1, each - 1))}
              height={roundPlace(bar)}
              style={{ fill: 'var(--picture-series-0)' }}
            />
          );
        })}
      </svg>
      <div className="block-range picture-number">
        <span>{shown.min}</span>
        <span>{shown.max}</span>
      </div>
      <p className="picture-readout">{t('diagram.values.statistics', shown)}</p>
    </div>
  );
}
