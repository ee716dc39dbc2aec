/**
 * @file The chapter `dynamics`: what happens inside a model while it trains.
 */
import { Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { ChapterHead, Lesson, Section } from '../controls/chapter-parts';
import { NextLink } from '../controls/next-link';
import { ActivationsView } from './activations-view';
import { EffectsView } from './effects-view';
import { FinderView } from './finder-view';
import { HealthView } from './health-view';
import { LossProfileView } from './loss-profile-view';
import { NormsView } from './norms-view';
import { RunPanel } from './run-panel';
import { useDynamics } from './use-dynamics';

export default function DynamicsChapter() {
  const { t } = useTranslation();
  return (
    <Stack gap={48}>
      <ChapterHead chapter="dynamics" lead={t('dynamics.lead')} />
      <Measurements />
      <FinderView />
      <EffectsView />
      <Lesson
        title={t('dynamics.lesson.heading')}
        points={(['gradient', 'ratio', 'stream', 'dead'] as const).map((point) => ({
          title: t(`dynamics.lesson.${point}`),
          text: t(`dynamics.lesson.${point}Text`),
        }))}
      />
      <NextLink to="experiments" />
    </Stack>
  );
}

function Measurements() {
  const { t } = useTranslation();
  const activeId = useLab((state) => state.run?.id ?? '');
  const newestId = useLab((state) => state.runs.records[0]?.id ?? '');
  const refreshRuns = useLab((state) => state.refreshRuns);
  const readHistory = useLab((state) => state.readHistory);
  // A run that is started later takes the place of the one that was chosen.
  const [chosen, setChosen] = useState({ id: '', whileActive: '' });
  const isChosen = chosen.id !== '' && chosen.whileActive === activeId;
  const runId = isChosen ? chosen.id : activeId || newestId;
  useEffect(() => void refreshRuns(), [refreshRuns]);
  useEffect(() => {
    if (runId !== '') void readHistory(runId);
  }, [runId, readHistory]);
  const events = useDynamics(runId);
  const last = events.at(-1);
  return (
    <>
      <Section title={t('dynamics.measure')} hint={t('dynamics.measureHint')}>
        <Stack gap="md">
          <RunPanel runId={runId} onChoose={(id) => setChosen({ id, whileActive: activeId })} />
          {!last && runId !== '' && <Text fz="sm">{t('dynamics.notMeasured')}</Text>}
        </Stack>
      </Section>
      {last && (
        <>
          <HealthView event={last} />
          <NormsView events={events} />
          <ActivationsView events={events} />
        </>
      )}
      {runId !== '' && <LossProfileView key={runId} runId={runId} />}
    </>
  );
}
