/**
 * @file The attention score of one query and one key by their distance, and once more with both
 * moved by the same shift: the curves coincide, because RoPE only sees the difference.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from './format';
import { LineChart, type ChartSeries } from './LineChart';
import { ropeScore } from './rope';

export interface RopeScoreProps {
  /** `[headDim]` before rotation, as pairs (i, i + headDim/2). */
  queryVector: Float32Array;
  keyVector: Float32Array;
  angles: readonly number[];
  contextLength: number;
  /** Positions by which the second curve is moved. */
  shift: number;
  height?: number;
}

export function RopeScore(props: RopeScoreProps) {
  const { queryVector, keyVector, angles, contextLength, shift, height = 240 } = props;
  const { t } = useTranslation();
  const curves = useMemo(
    () => scoreCurves(queryVector, keyVector, angles, contextLength, shift),
    [queryVector, keyVector, angles, contextLength, shift],
  );
  const series = useMemo(
    (): ChartSeries[] => [
      {
        id: 'near',
        name: t('pictures.rope.near'),
        color: 'var(--picture-accent)',
        points: curves.near.map((y, x) => ({ x, y })),
        look: 'strong',
      },
      {
        id: 'shifted',
        name: t('pictures.rope.shifted', { shift }),
        color: 'var(--picture-second)',
        points: curves.shifted.map((y, x) => ({ x, y })),
        look: 'dashed',
      },
    ],
    [curves, shift, t],
  );
  return (
    <div>
      <LineChart
        label={t('pictures.rope.scoreCurve')}
        xLabel={t('pictures.rope.distance')}
        series={series}
        height={height}
      />
      <span className="picture-readout picture-number">
        {t('pictures.rope.difference', { value: formatNumber(curves.difference) })}
      </span>
    </div>
  );
}

/** Scores at distances 0 to `contextLength − 1`, with the key at 0 and at `shift`. */
export function scoreCurves(
  query: ArrayLike<number>,
  key: ArrayLike<number>,
  angles: readonly number[],
  contextLength: number,
  shift: number,
): { near: number[]; shifted: number[]; difference: number } {
  const curve = (start: number) =>
    Array.from({ length: contextLength }, (_, distance) =>
      ropeScore(query, key, start + distance, start, angles),
    );
  const near = curve(0);
  const shifted = curve(shift);
  const difference = near.reduce(
    (largest, score, distance) => Math.max(largest, Math.abs(score - shifted[distance])),
    0,
  );
  return { near, shifted, difference };
}
