/**
 * @file What lies behind a cell of the table: how each architecture came along on the task, and what the
 * chosen one wrote.
 */
import { Group, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrialEntry, TrialOutcome } from '../../experiment/architecture-trial-settings';
import { seriesColor } from '../../pictures/color';
import { toCsv } from '../../pictures/csv';
import { LineChart, type ChartSeries } from '../../pictures/LineChart';
import { PictureFrame } from '../../pictures/PictureFrame';
import { architectures, trialTasks } from '../../state/architectures';
import type { LabState } from '../../state/types';
import { OpenExperiment } from '../controls/open-experiment';
import { isOf, percent } from './trial-table';

export interface TrialDetailsProps {
  outcomes: readonly TrialOutcome[];
  doing: LabState['architectures']['doing'];
  chosen: TrialEntry | undefined;
}

export function TrialDetails({ outcomes, doing, chosen }: TrialDetailsProps) {
  const { t } = useTranslation();
  const task = chosen?.task ?? doing?.task ?? trialTasks[0];
  const curves = useMemo(
    () => [...outcomes, ...(doing ? [doing] : [])].filter((one) => one.task === task),
    [outcomes, doing, task],
  );
  const series = useMemo(
    () =>
      curves.map(({ architecture, curve }): ChartSeries => ({
        id: architecture,
        name: t(`architectures.names.${architecture}`),
        color: seriesColor(architectures.indexOf(architecture)),
        points: curve.map(({ step, exactMatch }) => ({ x: step, y: exactMatch })),
        look: 'strong',
      })),
    [curves, t],
  );
  const outcome = chosen && outcomes.find(isOf(chosen));
  return (
    <Stack gap="xl">
      <PictureFrame
        title={t('architectures.details.curves', { task: t(`architectures.tasks.${task}`) })}
        caption={t('architectures.details.curvesCaption')}
        file={`architectures-${task}`}
        drawn
        csv={() =>
          toCsv(
            ['architecture', 'step', 'exact match'],
            curves.flatMap(({ architecture, curve }) =>
              curve.map(({ step, exactMatch }) => [architecture, step, exactMatch]),
            ),
          )
        }
      >
        <LineChart
          label={t('architectures.details.curves', { task: t(`architectures.tasks.${task}`) })}
          xLabel={t('pictures.chart.step')}
          series={series}
          height={240}
          formatY={percent}
        />
      </PictureFrame>
      {outcome && (
        <Stack gap="sm">
          <Text fz="sm" maw={680} lh={1.6}>
            {t('architectures.details.summary', {
              architecture: t(`architectures.names.${outcome.architecture}`),
              layers: outcome.layers,
              pairs: outcome.pairs,
              exact: percent(outcome.exactMatch),
              tokens: percent(outcome.tokenAccuracy),
            })}
          </Text>
          <Examples outcome={outcome} />
          {outcome.task !== 'gap' && (
            <Group>
              <OpenExperiment
                spec={outcome.spec}
                name={`${t(`architectures.names.${outcome.architecture}`)}, ${t(`architectures.tasks.${outcome.task}`)}`}
              />
            </Group>
          )}
        </Stack>
      )}
    </Stack>
  );
}

function Examples({ outcome: { examples } }: { outcome: TrialOutcome }) {
  const { t } = useTranslation();
  return (
    <div
      className="picture picture-scroll"
      role="region"
      aria-label={t('architectures.details.examples')}
      tabIndex={0}
    >
      <table className="picture-table">
        <caption className="picture-hidden">{t('architectures.details.examples')}</caption>
        <thead>
          <tr>
            {(['read', 'wrote', 'target', 'verdict'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`architectures.details.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {examples.map(({ read, written, target, isRight }) => (
            <tr key={read}>
              <td className="picture-row-label">{read}</td>
              {[written, target].map((answer, column) => (
                <td key={column} className="picture-mask-answer">
                  {answer}
                </td>
              ))}
              <td className="picture-mask-answer">
                {t(`architectures.details.${isRight ? 'right' : 'wrong'}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
