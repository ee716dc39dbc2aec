/**
 * @file Chapter “experts”: where a router sends the tokens of a text, how it shares them out while it is
 * trained, and what each expert comes to specialise in.
 */
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { sameSource } from '../../state/selectors';
import { ChapterHead, Lesson } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { NextLink } from '../controls/next-link';
import { SourcePicker } from '../controls/source-picker';
import { FlowSection } from './flow-section';
import { HabitSection } from './habit-section';
import { LoadSection } from './load-section';
import { StartExperts } from './start-experts';
import { TrialSection } from './trial-section';

export default function ExpertsPage() {
  const { t } = useTranslation();
  const source = useLab((state) => state.source);
  const { info, error: modelError } = useLab((state) => state.model);
  const error = useLab((state) => state.experts.error);
  const isBusy = useLab(({ run }) => run?.status === 'preparing');
  const isKnown = info && sameSource(info.source, source);
  return (
    <Stack gap={48}>
      <ChapterHead chapter="experts" lead={t('experts.lead')} />
      <Stack gap="md">
        <SourcePicker />
        {/* A model that cannot be loaded is told of above. */}
        <ErrorAlert error={modelError ? null : error} title={t('experts.failed')} />
        {((isKnown && !info.config.experts) || isBusy) && <StartExperts />}
      </Stack>
      {isKnown && info.config.experts && (
        <>
          {/* Another model begins with its own capacity. */}
          <FlowSection key={info.config.experts.capacityFactor} experts={info.config.experts} />
          <LoadSection />
          <HabitSection />
        </>
      )}
      <TrialSection />
      <Lesson
        title={t('experts.lesson.title')}
        points={(['sparse', 'balance', 'capacity', 'habits'] as const).map((point) => ({
          title: t(`experts.lesson.${point}`),
          text: t(`experts.lesson.${point}Text`),
        }))}
      />
      <NextLink to="model" />
    </Stack>
  );
}
