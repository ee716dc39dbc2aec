/**
 * @file What a sweep does to quality and to diversity, each against the knob.
 */
import { SimpleGrid } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { seriesColor } from '../../pictures/color';
import { LineChart, type ChartSeries } from '../../pictures/LineChart';
import { PictureFrame } from '../../pictures/PictureFrame';
import type { RepeatRow } from './repeats-table';

export interface SweepCurvesProps {
  rows: readonly RepeatRow[];
  /** Of the knob, by the rows' index. */
  values: readonly number[];
  /** Of the knob. */
  name: string;
}

export function SweepCurves({ rows, values, name }: SweepCurvesProps) {
  const { t } = useTranslation();
  const { quality, diversity } = useMemo(() => {
    const curve = (id: string, title: string, color: number, of: (row: RepeatRow) => number) => ({
      id,
      name: title,
      color: seriesColor(color),
      points: rows.map((row) => ({ x: values[row.index], y: of(row) })),
    });
    const quality: ChartSeries[] = [
      curve('quality', t('decode.repeats.quality'), 0, (row) => row.quality.mean),
    ];
    const diversity: ChartSeries[] = [
      curve('distinct', t('decode.distinct', { n: 2 }), 1, ({ distinct }) => distinct[1]),
      curve('self-bleu', t('decode.repeats.selfBleu'), 2, ({ selfBleu }) => selfBleu),
    ];
    return { quality, diversity };
  }, [rows, values, t]);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      <PictureFrame title={t('decode.repeats.quality')} file="sweep-quality" drawn>
        <LineChart
          label={t('decode.repeats.quality')}
          xLabel={name}
          series={quality}
          height={200}
          legend={false}
        />
      </PictureFrame>
      <PictureFrame title={t('decode.repeats.diversity')} file="sweep-diversity" drawn>
        <LineChart
          label={t('decode.repeats.diversity')}
          xLabel={name}
          series={diversity}
          height={200}
        />
      </PictureFrame>
    </SimpleGrid>
  );
}
