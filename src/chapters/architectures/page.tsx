/**
 * @file The chapter `architectures`: what the three kinds of transformer read and write, and which of them
 * can do what.
 */
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { ChapterHead, Lesson } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { NextLink } from '../controls/next-link';
import { MasksView } from './masks-view';
import { TrialView } from './trial-view';

export default function ArchitecturesChapter() {
  const { t } = useTranslation();
  const error = useLab((state) => state.architectures.error);
  return (
    <Stack gap={48}>
      <ChapterHead chapter="architectures" lead={t('architectures.lead')} />
      <MasksView />
      <ErrorAlert error={error} title={t('architectures.failed')} />
      <TrialView />
      <Lesson
        title={t('architectures.lesson.heading')}
        points={(['decoder', 'encoder', 'both', 'cloze'] as const).map((point) => ({
          title: t(`architectures.lesson.${point}`),
          text: t(`architectures.lesson.${point}Text`),
        }))}
      />
      <NextLink to="text" />
    </Stack>
  );
}
