/**
 * @file The training loss of the runs of a comparison.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LineChart, type ChartSeries } from '../../pictures/LineChart';
import { PictureFrame } from '../../pictures/PictureFrame';
import { seriesColor } from '../../pictures/color';
import { toCsv } from '../../pictures/csv';
import { smooth } from '../../pictures/thin';
import type { ExpertTrialRun } from '../../state/expert-types';

export interface TrialLossProps {
  runs: readonly ExpertTrialRun[];
  file: string;
}

/** Weight of the past in what is drawn. */
const smoothing = 0.9;

export function TrialLoss({ runs, file }: TrialLossProps) {
  const { t } = useTranslation();
  const series = useMemo(
    () =>
      runs.map(({ entry, steps }, index): ChartSeries => ({
        id: entry,
        name: t(`experts.trial.names.${entry}`),
        color: seriesColor(index),
        points: smooth(
          steps.map(({ step, loss }) => ({ x: step, y: loss })),
          smoothing,
        ),
        look: 'strong',
      })),
    [runs, t],
  );
  return (
    <PictureFrame
      title={t('experts.trial.loss')}
      caption={t('experts.trial.lossCaption')}
      file={file}
      drawn
      csv={() =>
        toCsv(
          ['run', 'step', 'train_loss'],
          runs.flatMap(({ entry, steps }) => steps.map(({ step, loss }) => [entry, step, loss])),
        )
      }
    >
      <LineChart
        label={t('experts.trial.loss')}
        xLabel={t('pictures.chart.step')}
        series={series}
        height={260}
      />
    </PictureFrame>
  );
}
