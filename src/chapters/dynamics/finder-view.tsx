/**
 * @file The learning-rate finder: a rate that rises at every step, the loss over its logarithm, and the
 * rate that follows from it.
 */
import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconTarget } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { seriesColor } from '../../pictures/color';
import { toCsv } from '../../pictures/csv';
import { formatNumber } from '../../pictures/format';
import { LineChart, type ChartRule, type ChartSeries } from '../../pictures/LineChart';
import { PictureFrame } from '../../pictures/PictureFrame';
import { finderBounds, readFinder } from '../../state/dynamics';
import { useLab } from '../../state/lab';
import { Section } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { NumberField } from '../controls/number-field';
import { StartStop } from '../controls/start-stop';
import { WorkProgress } from '../controls/work-progress';

export function FinderView() {
  const { t } = useTranslation();
  const { settings, status, progress, points, steps, error } = useLab((state) => state.finder);
  const hasProblems = useLab((state) => state.problems.length > 0);
  const { editFinder, findLearningRate, cancelFinder } = useLab.getState();
  const isIdle = status === 'idle';
  return (
    <Section title={t('dynamics.finder.title')} hint={t('dynamics.finder.hint')}>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="lg">
          {(['from', 'to'] as const).map((name) => (
            <NumberField
              key={name}
              path={`dynamics.finder.${name}`}
              label={t(`dynamics.finder.${name}`)}
              value={settings[name]}
              bounds={finderBounds.rate}
              onChange={(rate) => editFinder({ [name]: rate })}
              disabled={!isIdle}
            />
          ))}
          <NumberField
            path="dynamics.finder.steps"
            label={t('dynamics.finder.steps')}
            value={settings.steps}
            bounds={finderBounds.steps}
            onChange={(count) => editFinder({ steps: count })}
            whole
            step={50}
            disabled={!isIdle}
          />
        </SimpleGrid>
        <Group gap="md">
          <StartStop
            isWorking={!isIdle}
            start={t('dynamics.finder.start')}
            stop={t('dynamics.finder.stop')}
            icon={IconTarget}
            onStart={() => void findLearningRate()}
            onStop={cancelFinder}
            disabled={hasProblems || settings.from >= settings.to}
          />
          <Text fz="sm" role="status">
            {status === 'training' &&
              t('dynamics.finder.doing', {
                step: points.length,
                steps,
                rate: formatNumber(points.at(-1)?.learningRate ?? settings.from),
              })}
          </Text>
        </Group>
        <WorkProgress progress={progress} />
        <ErrorAlert error={error} title={t('dynamics.finder.failed')} />
        {points.length > 1 && <Curve />}
        {isIdle && points.length > 0 && <Suggestion />}
      </Stack>
    </Section>
  );
}

function useReading() {
  const points = useLab((state) => state.finder.points);
  return useMemo(() => readFinder(points), [points]);
}

function Curve() {
  const { t } = useTranslation();
  const points = useLab((state) => state.finder.points);
  const isIdle = useLab((state) => state.finder.status === 'idle');
  const reading = useReading();
  const series = useMemo(
    (): ChartSeries[] =>
      (['loss', 'smoothed'] as const).map((name) => ({
        id: name,
        name: t(`dynamics.finder.${name}`),
        color: seriesColor(0),
        look: name === 'loss' ? 'faint' : 'strong',
        points: points.map((point) => ({ x: Math.log10(point.learningRate), y: point[name] })),
      })),
    [points, t],
  );
  const rules = useMemo((): ChartRule[] => {
    if (!reading || !isIdle) return [];
    return (['suggested', 'lowest'] as const).map((name) => ({
      axis: 'x',
      value: Math.log10(reading[name]),
      label: t(`dynamics.finder.marks.${name}`),
    }));
  }, [reading, isIdle, t]);
  return (
    <PictureFrame
      title={t('dynamics.finder.curve')}
      caption={t('dynamics.finder.curveCaption')}
      file="learning-rate-finder"
      drawn
      csv={() =>
        toCsv(
          ['learning_rate', 'loss', 'smoothed_loss'],
          points.map(({ learningRate, loss, smoothed }) => [learningRate, loss, smoothed]),
        )
      }
    >
      <LineChart
        label={t('dynamics.finder.curve')}
        xLabel={t('dynamics.finder.axis')}
        series={series}
        rules={rules}
        height={300}
      />
    </PictureFrame>
  );
}

function Suggestion() {
  const { t } = useTranslation();
  const reading = useReading();
  const present = useLab((state) => state.spec.training.learningRate);
  const takeLearningRate = useLab((state) => state.takeLearningRate);
  if (!reading) return <Text fz="sm">{t('dynamics.finder.nothing')}</Text>;
  const { suggested, lowest, steepest } = reading;
  const numbers = {
    suggested: formatNumber(suggested),
    lowest: formatNumber(lowest),
    steepest: formatNumber(steepest),
    present: formatNumber(present),
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Text fz="sm" maw={680} lh={1.6}>
        {t('dynamics.finder.reading', numbers)}
      </Text>
      <Button
        variant="light"
        disabled={present === suggested}
        onClick={() => takeLearningRate(suggested)}
      >
        {t(present === suggested ? 'dynamics.finder.taken' : 'dynamics.finder.take', numbers)}
      </Button>
    </Stack>
  );
}
