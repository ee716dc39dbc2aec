/**
 * @file One number of a training that is watched, step by step, with a mark at the step that is shown.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LineChart } from '../../../pictures/LineChart';
import { PictureFrame } from '../../../pictures/PictureFrame';

export interface LearningCurveProps {
  title: string;
  caption: string;
  /** Of the steps. */
  xLabel: string;
  /** Of the number. */
  name: string;
  points: readonly { x: number; y: number }[];
  /** On the x axis, where the player stands. */
  here: number;
  /** Name of the file that is saved. */
  file: string;
  csv: () => string;
  height: number;
}

export function LearningCurve(props: LearningCurveProps) {
  const { title, caption, xLabel, name, points, here, file, csv, height } = props;
  const { t } = useTranslation();
  const series = useMemo(
    () => [{ id: file, name, color: 'var(--picture-series-0)', points }],
    [file, name, points],
  );
  const rules = useMemo(
    () => [{ axis: 'x' as const, value: here, label: t('tokenizerWatch.curve.here') }],
    [here, t],
  );
  return (
    <PictureFrame title={title} caption={caption} file={file} drawn csv={csv}>
      <LineChart
        label={title}
        xLabel={xLabel}
        series={series}
        rules={rules}
        height={height}
        legend={false}
      />
    </PictureFrame>
  );
}
