/**
 * @file “Does it matter?”: the same small model on the dirty and on the cleaned crawl.
 */
import { Group, Loader, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { bitsPerCharacter } from '../../base/bits';
import { seriesColor } from '../../pictures/color';
import { toCsv } from '../../pictures/csv';
import { formatCount } from '../../pictures/format';
import { LineChart, type ChartSeries } from '../../pictures/LineChart';
import { PictureFrame } from '../../pictures/PictureFrame';
import { useLab } from '../../state/lab';
import { cleaningTrials, type CleaningTrialName, type CleaningTrialRun } from '../../state/types';
import { Section } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { Facts } from '../controls/facts';
import { StartStop } from '../controls/start-stop';

export function CleaningTrial() {
  const { t } = useTranslation();
  const { working, runs, error } = useLab((state) => state.cleaningTrial);
  const problems = useLab((state) => state.problems.length);
  const steps = useLab((state) => state.spec.training.steps);
  const start = useLab((state) => state.tryCleaning);
  const cancel = useLab((state) => state.cancelCleaningTrial);
  const series = useMemo(
    () =>
      cleaningTrials.flatMap((name, index): ChartSeries[] => {
        const run = runs[name];
        if (!run) return [];
        const points = run.curve.map(({ step, bits }) => ({ x: step, y: bits }));
        return [{ id: name, name: t(`cleaning.trial.${name}`), color: seriesColor(index), points }];
      }),
    [runs, t],
  );
  const csv = () =>
    toCsv(
      ['text', 'step', 'bits_per_character'],
      cleaningTrials.flatMap(
        (name) => runs[name]?.curve.map(({ step, bits }) => [name, step, bits]) ?? [],
      ),
    );
  return (
    <Section title={t('cleaning.trial.heading')} hint={t('cleaning.trial.hint', { steps })}>
      <Stack gap="lg">
        <Group gap="md">
          <StartStop
            isWorking={working !== null}
            start={t('cleaning.trial.start')}
            stop={t('cleaning.trial.stop')}
            icon={IconScale}
            onStart={() => void start()}
            onStop={cancel}
            disabled={problems > 0}
          />
          {working !== null && (
            <Group gap="xs" aria-live="polite">
              <Loader size="xs" />
              <Text fz="sm">{t(`cleaning.trial.working.${working}`)}</Text>
            </Group>
          )}
        </Group>
        <ErrorAlert error={error} title={t('cleaning.trial.failed')} />
        {series.length > 0 && (
          <PictureFrame
            title={t('cleaning.trial.curves')}
            caption={t('cleaning.trial.caption')}
            file="does-cleaning-matter"
            drawn
            csv={csv}
          >
            <LineChart
              label={t('cleaning.trial.curves')}
              xLabel={t('pictures.chart.step')}
              series={series}
              height={260}
            />
          </PictureFrame>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          {cleaningTrials.map((name) => {
            const run = runs[name];
            return run && <TrialRun key={name} name={name} run={run} />;
          })}
        </SimpleGrid>
      </Stack>
    </Section>
  );
}

function TrialRun({ name, run }: { name: CleaningTrialName; run: CleaningTrialRun }) {
  const { t } = useTranslation();
  const { validationLoss, charactersPerToken, tokens, sample } = run;
  return (
    <Stack component="section" gap="sm" aria-label={t(`cleaning.trial.${name}`)}>
      <Text component="h3" m={0} fw={600}>
        {t(`cleaning.trial.${name}`)}
      </Text>
      <Facts
        facts={[
          {
            name: t('cleaning.trial.bits'),
            value: bitsPerCharacter(validationLoss, charactersPerToken).toFixed(2),
          },
          {
            name: t('cleaning.trial.loss'),
            value: validationLoss.toFixed(3),
            help: t('cleaning.trial.characters', { value: charactersPerToken.toFixed(2) }),
          },
          { name: t('cleaning.trial.tokens'), value: formatCount(tokens) },
        ]}
      />
      {sample !== '' && (
        <Text fz="sm" lh={1.6} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {sample}
        </Text>
      )}
    </Stack>
  );
}
