/**
 * @file Training and validation loss of several runs on one chart, with the loss of a uniform
 * guess, −log(1/V), as the line to beat. Natural logarithm.
 */
import { Slider } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from './format';
import { LineChart, type ChartRule, type ChartSeries } from './LineChart';
import { smooth, type Point } from './thin';

export interface LossPoint {
  step: number;
  loss: number;
}

export interface LossRun {
  runId: string;
  name: string;
  /** CSS colour, see `seriesColor`. */
  color: string;
  /** Sorted by step. */
  train: readonly LossPoint[];
  validation: readonly LossPoint[];
}

export interface LossChartProps {
  runs: readonly LossRun[];
  /** Draws the loss of a uniform guess over so many tokens. */
  vocabularySize?: number;
  /** Offers a slider that smooths the training curves. */
  smoothing?: boolean;
  height?: number;
}

export function LossChart({ runs, vocabularySize, smoothing = false, height }: LossChartProps) {
  const { t } = useTranslation();
  const [weight, setWeight] = useState(0);
  const series = useMemo(
    () => lossSeries(runs, weight, t('pictures.chart.train'), t('pictures.chart.validation')),
    [runs, weight, t],
  );
  const rules = useMemo<ChartRule[]>(() => {
    if (vocabularySize === undefined) return [];
    const value = Math.log(vocabularySize);
    const label = t('pictures.chart.uniformGuess', { value: value.toFixed(3) });
    return [{ axis: 'y', value, label }];
  }, [vocabularySize, t]);

  return (
    <div>
      <LineChart
        label={t('pictures.chart.loss')}
        xLabel={t('pictures.chart.step')}
        series={series}
        rules={rules}
        height={height}
        formatY={formatLoss}
      />
      {smoothing && (
        <div className="picture-smoothing">
          <span>{t('pictures.chart.smoothing')}</span>
          <Slider
            size="sm"
            min={0}
            max={0.99}
            step={0.01}
            value={weight}
            onChange={setWeight}
            label={formatNumber}
            thumbLabel={t('pictures.chart.smoothing')}
          />
        </div>
      )}
    </div>
  );
}

/** Raw training curves turn faint behind their smoothed ones; validation is never smoothed. */
export function lossSeries(
  runs: readonly LossRun[],
  weight: number,
  train: string,
  validation: string,
): ChartSeries[] {
  return runs.flatMap((run): ChartSeries[] => {
    const raw = lossPoints(run.train);
    const { runId, color } = run;
    const smoothed: ChartSeries[] =
      weight > 0 ? [{ id: `${runId} raw`, name: run.name, color, points: raw, look: 'faint' }] : [];
    return [
      ...smoothed,
      {
        id: `${runId} train`,
        name: `${run.name} · ${train}`,
        color,
        points: weight > 0 ? smooth(raw, weight) : raw,
        opacity: weight > 0 ? 1 : 0.6,
      },
      {
        id: `${runId} validation`,
        name: `${run.name} · ${validation}`,
        color,
        points: lossPoints(run.validation),
        look: 'strong',
      },
    ];
  });
}

function lossPoints(points: readonly LossPoint[]): Point[] {
  return points.map(({ step, loss }) => ({ x: step, y: loss }));
}

function formatLoss(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3) : formatNumber(value);
}
