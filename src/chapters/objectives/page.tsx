/**
 * @file The chapter `objectives`: what a model is asked to do with a text, as batches that the trainer
 * would see.
 */
import { Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { formatProbability } from '../../pictures/format';
import { useLab } from '../../state/lab';
import { misfitOf } from '../../state/objectives';
import { ChapterHead, Lesson, Section } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { Facts } from '../controls/facts';
import { NextLink } from '../controls/next-link';
import { SourcePicker } from '../controls/source-picker';
import { WorkProgress } from '../controls/work-progress';
import { BatchView } from './batch-view';
import { learnedOf } from './lines';
import { ObjectiveSettings } from './settings';

export default function ObjectivesChapter() {
  const { t } = useTranslation();
  const { batch, progress, error } = useLab((state) => state.objectives);
  const openObjectives = useLab((state) => state.openObjectives);
  useEffect(() => void openObjectives(), [openObjectives]);
  return (
    <Stack gap={48}>
      <ChapterHead chapter="objectives" lead={t('objectives.lead')} />
      <Section title={t('objectives.batch.heading')} hint={t('objectives.batch.hint')}>
        <Stack gap="lg">
          <ObjectiveSettings />
          <WorkProgress progress={progress} />
          <ErrorAlert error={error} title={t('objectives.failed')} />
          {batch && <BatchFacts />}
          {batch && <BatchView batch={batch} />}
        </Stack>
      </Section>
      <Section title={t('objectives.model.heading')} hint={t('objectives.model.hint')}>
        <ModelLosses />
      </Section>
      <Lesson
        title={t('objectives.lesson.heading')}
        points={(['signal', 'sides', 'mismatch', 'choice'] as const).map((point) => ({
          title: t(`objectives.lesson.${point}`),
          text: t(`objectives.lesson.${point}Text`),
        }))}
      />
      <NextLink to="model" />
    </Stack>
  );
}

function BatchFacts() {
  const { t } = useTranslation();
  const batch = useLab((state) => state.objectives.batch);
  if (!batch) return null;
  const { learned, read } = learnedOf(batch);
  const facts = [
    {
      name: t('objectives.facts.learned'),
      value: t('objectives.facts.of', { learned, read }),
      help: formatProbability(learned / read),
    },
    { name: t('objectives.facts.places'), value: batch.count.toLocaleString('en') },
  ];
  const leftOut = {
    name: t('objectives.facts.leftOut'),
    value: batch.leftOut.toLocaleString('en'),
  };
  return <Facts facts={batch.leftOut > 0 ? [...facts, leftOut] : facts} />;
}

/** The chosen model, and why it cannot tell the losses if it cannot. */
function ModelLosses() {
  const { t } = useTranslation();
  const misfit = useLab(misfitOf);
  const info = useLab((state) => state.model.info);
  const measureLosses = useLab((state) => state.measureLosses);
  useEffect(() => void measureLosses(), [misfit, info, measureLosses]);
  return (
    <Stack gap="sm">
      <SourcePicker />
      {misfit !== 'loading' && (
        <Text fz="sm" maw={680} lh={1.6}>
          {t(misfit === null ? 'objectives.model.fits' : `objectives.model.${misfit}`)}
        </Text>
      )}
    </Stack>
  );
}
