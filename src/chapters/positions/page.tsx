/**
 * @file The chapter `positions`: how a model knows the order of its tokens, and what each way costs
 * where the text becomes longer than in training.
 */
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { ChapterHead, Lesson } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { NextLink } from '../controls/next-link';
import { BiasView } from './bias-view';
import { ExtrapolationView } from './extrapolation-view';
import { RopeView } from './rope-view';
import { SinusoidView } from './sinusoid-view';

export default function PositionsChapter() {
  const { t } = useTranslation();
  const error = useLab((state) => state.positions.error);
  return (
    <Stack gap={48}>
      <ChapterHead chapter="positions" lead={t('positions.lead')} />
      <SinusoidView />
      <RopeView />
      <BiasView />
      <ErrorAlert error={error} title={t('positions.failed')} />
      <ExtrapolationView />
      <Lesson
        title={t('positions.lesson.heading')}
        points={(['absolute', 'relative', 'longer', 'none'] as const).map((point) => ({
          title: t(`positions.lesson.${point}`),
          text: t(`positions.lesson.${point}Text`),
        }))}
      />
      <NextLink to="model" />
    </Stack>
  );
}
