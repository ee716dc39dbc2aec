/**
 * @file Chapter “train”: start, play, pause, step and stop a run, and watch it learn.
 */
import { Stack } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { ChapterHead, Section } from '../controls/chapter-parts';
import { SampleHistory } from '../../pictures/SampleHistory';
import { NextLink } from '../controls/next-link';
import { Charts } from './charts';
import { RunControls } from './run-controls';
import { RunFacts } from './run-facts';
import { RunNotices } from './run-notices';
import { StartPanel } from './start-panel';
import { TrainLesson } from './train-lesson';

export default function TrainPage() {
  const { t } = useTranslation();
  const hasRun = useLab((state) => state.run !== null);
  const hasShown = useLab((state) => state.runs.shown.length > 0);
  const refreshRuns = useLab((state) => state.refreshRuns);
  useEffect(() => void refreshRuns(), [refreshRuns]);

  return (
    <Stack gap={40}>
      <ChapterHead chapter="train" lead={t('train.lead')} />
      {hasRun ? (
        <Stack gap="lg">
          <RunControls />
          <RunNotices />
          <RunFacts />
        </Stack>
      ) : (
        <StartPanel />
      )}
      {(hasRun || hasShown) && <Charts />}
      {hasRun && <Samples />}
      <TrainLesson />
      <NextLink to="inside" />
    </Stack>
  );
}

function Samples() {
  const { t } = useTranslation();
  const samples = useLab(({ run, histories }) => histories[run?.id ?? '']?.samples);
  const interval = useLab(({ run, spec }) => (run?.spec ?? spec).training.sampleInterval);
  return (
    <Section title={t('train.samples')} hint={t('train.samplesHint')}>
      {samples && samples.length > 0 ? (
        <SampleHistory
          samples={samples.map(({ step, prompt, text }) => ({ step, text: prompt + text }))}
        />
      ) : (
        t('train.samplesEmpty', { step: interval })
      )}
    </Section>
  );
}
