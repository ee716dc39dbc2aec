/**
 * @file The loss of a run's model by position in the context, by kind of token and by how common the
 * tokens are.
 */
import { Group, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconRuler2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LossProfile } from '../../experiment/loss-profile-kinds';
import { seriesColor } from '../../pictures/color';
import { toCsv } from '../../pictures/csv';
import { formatProbability } from '../../pictures/format';
import { LineChart, type ChartRule, type ChartSeries } from '../../pictures/LineChart';
import { NumberTable } from '../../pictures/NumberTable';
import { PictureFrame } from '../../pictures/PictureFrame';
import { useLab } from '../../state/lab';
import { sameSource } from '../../state/selectors';
import { Section } from '../controls/chapter-parts';
import { CheckpointSelect } from '../controls/checkpoint-select';
import { ErrorAlert } from '../controls/error-alert';
import { StartStop } from '../controls/start-stop';

export function LossProfileView({ runId }: { runId: string }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<number | null>(null);
  const source = { kind: 'run', runId, step } as const;
  const state = useLab((lab) => lab.lossProfile);
  const { profileLoss, cancelProfile } = useLab.getState();
  const isWorking = state.status === 'working';
  const isOfThis = state.source !== null && sameSource(state.source, source);
  return (
    <Section title={t('dynamics.profile.title')} hint={t('dynamics.profile.hint')}>
      <Stack gap="lg">
        <Group gap="md" align="flex-end">
          <CheckpointSelect
            label={t('dynamics.profile.checkpoint')}
            source={source}
            onChange={(chosen) => setStep(chosen.step)}
          />
          <StartStop
            isWorking={isWorking}
            start={t('dynamics.profile.start')}
            stop={t('common.cancel')}
            icon={IconRuler2}
            onStart={() => void profileLoss(source)}
            onStop={cancelProfile}
          />
        </Group>
        {isWorking && (
          <Progress value={100 * state.share} aria-label={t('dynamics.profile.title')} />
        )}
        {isOfThis && <ErrorAlert error={state.error} title={t('dynamics.profile.failed')} />}
        {isOfThis && state.profile && <Profile profile={state.profile} />}
      </Stack>
    </Section>
  );
}

function Profile({ profile }: { profile: LossProfile }) {
  const { t } = useTranslation();
  const { step, all, kinds, frequencies } = profile;
  const csv = () =>
    toCsv(
      ['by', 'name', 'tokens', 'loss'],
      (['positions', 'kinds', 'frequencies'] as const).flatMap((by) =>
        profile[by].map(({ name, tokens, loss }) => [by, name, tokens, loss]),
      ),
    );
  const columns = [
    t('dynamics.profile.columns.share'),
    t('dynamics.profile.columns.loss'),
    t('dynamics.profile.columns.part'),
  ];
  const cells = ({ tokens, loss }: { tokens: number; loss: number }) => [
    formatProbability(tokens / all.tokens),
    loss.toFixed(3),
    formatProbability((tokens * loss) / (all.tokens * all.loss)),
  ];
  return (
    <Stack gap="xl">
      <Text fz="sm">
        {t('dynamics.profile.of', { step, tokens: all.tokens, loss: all.loss.toFixed(3) })}
      </Text>
      <Positions profile={profile} csv={csv} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <PictureFrame
          title={t('dynamics.profile.kinds')}
          caption={t('dynamics.profile.kindsCaption')}
          file="loss-by-kind"
          csv={csv}
        >
          <NumberTable
            label={t('dynamics.profile.kinds')}
            columns={[t('dynamics.profile.columns.kind'), ...columns]}
            rows={kinds.map((share) => ({
              id: share.name,
              name: t(`dynamics.profile.kind.${share.name}`),
              cells: cells(share),
            }))}
          />
        </PictureFrame>
        <PictureFrame
          title={t('dynamics.profile.frequencies')}
          caption={t('dynamics.profile.frequenciesCaption')}
          file="loss-by-frequency"
          csv={csv}
        >
          <NumberTable
            label={t('dynamics.profile.frequencies')}
            columns={[t('dynamics.profile.columns.frequency'), ...columns]}
            rows={frequencies.map((share) => ({
              id: share.name,
              name: t(`dynamics.profile.frequency.${share.name}`),
              cells: cells(share),
            }))}
          />
        </PictureFrame>
      </SimpleGrid>
    </Stack>
  );
}

function Positions({ profile, csv }: { profile: LossProfile; csv: () => string }) {
  const { t } = useTranslation();
  const { positions, all } = profile;
  const series = useMemo(
    (): ChartSeries[] => [
      {
        id: 'loss',
        name: t('dynamics.profile.columns.loss'),
        color: seriesColor(0),
        look: 'strong',
        points: positions.map(({ name, loss }) => ({ x: name + 1, y: loss })),
      },
    ],
    [positions, t],
  );
  const rules = useMemo(
    (): ChartRule[] => [{ axis: 'y', value: all.loss, label: t('dynamics.profile.mean') }],
    [all.loss, t],
  );
  return (
    <PictureFrame
      title={t('dynamics.profile.positions')}
      caption={t('dynamics.profile.positionsCaption')}
      file="loss-by-position"
      drawn
      csv={csv}
    >
      <LineChart
        label={t('dynamics.profile.positions')}
        xLabel={t('dynamics.profile.place')}
        series={series}
        rules={rules}
        legend={false}
      />
    </PictureFrame>
  );
}
