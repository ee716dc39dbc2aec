/**
 * @file The loss at every position, of every scheme, and at one, two and four contexts.
 */
import { Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reading, SchemeOutcome } from '../../experiment/extrapolation-settings';
import { seriesColor } from '../../pictures/color';
import type { ChartRule, ChartSeries } from '../../pictures/LineChart';
import { NumberTable } from '../../pictures/NumberTable';
import { lossNear } from '../../state/positions';
import { OpenExperiment } from '../controls/open-experiment';
import { CurveFigure } from './curve-figure';
import { smoothed } from './smoothed';

/** Colours by scheme, whatever else was measured; those of RoPE with a scaling are dashed. */
const colors: Record<Reading, string> = {
  rope: seriesColor(0),
  learned: seriesColor(1),
  sinusoidal: seriesColor(2),
  shaw: seriesColor(5),
  alibi: seriesColor(3),
  t5: seriesColor(4),
  none: 'var(--picture-muted)',
  linear: seriesColor(5),
  ntk: seriesColor(6),
  yarn: seriesColor(7),
};
const isScaling = (reading: Reading) =>
  reading === 'linear' || reading === 'ntk' || reading === 'yarn';

const multiples = [1, 2, 4] as const;

export interface OutcomesProps {
  outcomes: readonly SchemeOutcome[];
  /** Of training. */
  contextLength: number;
}

export function LossByPosition({ outcomes, contextLength }: OutcomesProps) {
  const { t } = useTranslation();
  const curves = useMemo(() => outcomes.flatMap((outcome) => outcome.curves), [outcomes]);
  const series = useMemo(
    () =>
      curves.map(({ reading, losses }): ChartSeries => ({
        id: reading,
        name: t(`positions.readings.${reading}`),
        color: colors[reading],
        points: smoothed(losses, Math.round(contextLength / 16)).map((y, x) => ({ x, y })),
        look: isScaling(reading) ? 'dashed' : 'strong',
      })),
    [curves, contextLength, t],
  );
  const rules = useMemo(
    (): ChartRule[] => [
      {
        axis: 'x',
        value: contextLength,
        label: t('positions.trained', { length: contextLength }),
      },
    ],
    [contextLength, t],
  );
  return (
    <Stack gap="lg">
      <CurveFigure
        title={t('positions.trial.curves')}
        caption={t('positions.trial.curvesCaption', { length: contextLength })}
        file="length-extrapolation"
        column="position"
        exact={Object.fromEntries(curves.map(({ reading, losses }) => [reading, losses]))}
        xLabel={t('positions.position')}
        series={series}
        rules={rules}
        height={320}
      />
      <NumberTable
        label={t('positions.trial.table')}
        columns={[
          t('positions.trial.scheme'),
          ...multiples.map((multiple) =>
            t('positions.trial.near', { length: multiple * contextLength }),
          ),
          t('positions.trial.change'),
        ]}
        actions={t('trials.column')}
        rows={curves.map(({ reading, losses }) => {
          // A scaling has no training of its own.
          const spec = outcomes.find(({ scheme }) => scheme === reading)?.spec;
          const near = multiples.map((multiple) => lossNear(losses, contextLength, multiple));
          const change = (near[1] / near[0] - 1) * 100;
          const name = t(`positions.readings.${reading}`);
          return {
            id: reading,
            name,
            action: spec && <OpenExperiment spec={spec} name={name} />,
            cells: [
              ...near.map((loss) => loss.toFixed(3)),
              `${change < 0 ? '−' : '+'}${Math.abs(change).toFixed(1)}%`,
            ],
          };
        })}
      />
    </Stack>
  );
}
