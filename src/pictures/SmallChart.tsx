/**
 * @file A small chart of one measure of training (learning rate, gradient norm, tokens per second, loss
 * scale) for several runs.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LineChart, type ChartSeries } from './LineChart';

export interface SmallChartProps {
  measure: 'learningRate' | 'gradientNorm' | 'tokensPerSecond' | 'lossScale';
  runs: readonly {
    runId: string;
    name: string;
    color: string;
    /** Sorted by step. */
    points: readonly { step: number; value: number }[];
  }[];
  height?: number;
}

export function SmallChart({ measure, runs, height = 150 }: SmallChartProps) {
  const { t } = useTranslation();
  const series = useMemo(
    () =>
      runs.map((run): ChartSeries => ({
        id: run.runId,
        name: run.name,
        color: run.color,
        points: run.points.map(({ step, value }) => ({ x: step, y: value })),
      })),
    [runs],
  );
  return (
    <LineChart
      label={t(`pictures.chart.${measure}`)}
      xLabel={t('pictures.chart.step')}
      series={series}
      height={height}
    />
  );
}
