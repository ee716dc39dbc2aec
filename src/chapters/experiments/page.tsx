/**
 * @file The chapter `experiments`: sweeps over fields of the spec, the queue that trains them one after the
 * other, and their results as a table.
 */
import { Stack } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { ChapterHead, Lesson } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { NextLink } from '../controls/next-link';
import { QueueView } from './queue-view';
import { ResultsView } from './results-view';
import { ScalingView } from './scaling-view';
import { SweepBuilder } from './sweep-builder';

export default function ExperimentsChapter() {
  const { t } = useTranslation();
  const error = useLab((state) => state.queue.error);
  const openQueue = useLab((state) => state.openQueue);
  const refreshRuns = useLab((state) => state.refreshRuns);
  // Another tab may have worked on it.
  useEffect(() => void openQueue(), [openQueue]);
  useEffect(() => void refreshRuns(), [refreshRuns]);
  return (
    <Stack gap={48}>
      <ChapterHead chapter="experiments" lead={t('experiments.lead')} />
      <SweepBuilder />
      <ErrorAlert error={error} title={t('experiments.failed')} mild />
      <QueueView />
      <ResultsView />
      <ScalingView />
      <Lesson
        title={t('experiments.lesson.heading')}
        points={(['one', 'seeds', 'budget'] as const).map((point) => ({
          title: t(`experiments.lesson.${point}`),
          text: t(`experiments.lesson.${point}Text`),
        }))}
      />
      <NextLink to="inside" />
    </Stack>
  );
}
