/**
 * @file The comparisons: one click trains the runs of one, one after the other.
 */
import { Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExpertTrial } from '../../experiment/expert-trial-settings';
import { collapseBalance, expertTrialBounds, expertTrials } from '../../state/expert-trial';
import { useLab } from '../../state/lab';
import { Section } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { NumberField } from '../controls/number-field';
import { StartStop } from '../controls/start-stop';
import { WorkProgress } from '../controls/work-progress';
import { CollapseResults } from './collapse-results';
import { DenseResults } from './dense-results';

const sizes = ['experts', 'width', 'steps'] as const;
const stepOf = { experts: 1, width: 16, steps: 100 };

export function TrialSection() {
  const { t } = useTranslation();
  const { settings, working, error } = useLab((state) => state.expertTrial);
  const edit = useLab((state) => state.editExpertTrial);
  return (
    <Section title={t('experts.trial.title')} hint={t('experts.trial.hint')}>
      <Stack gap={40}>
        <SimpleGrid cols={{ base: 1, xs: 3, md: 4 }} spacing="lg">
          {sizes.map((size) => (
            <NumberField
              key={size}
              path={`experts.${size}`}
              label={t(`experts.trial.${size}`)}
              help={t(`experts.trial.${size}Help`)}
              value={settings[size]}
              bounds={expertTrialBounds[size]}
              onChange={(value) => edit({ [size]: value })}
              whole
              step={stepOf[size]}
              disabled={working !== null}
            />
          ))}
        </SimpleGrid>
        <ErrorAlert error={error} title={t('experts.trial.failed')} />
        <Trial trial="collapse">
          <CollapseResults />
        </Trial>
        <Trial trial="dense">
          <DenseResults />
        </Trial>
      </Stack>
    </Section>
  );
}

function Trial({ trial, children }: { trial: ExpertTrial; children: ReactNode }) {
  const { t } = useTranslation();
  const working = useLab((state) => state.expertTrial.working);
  const progress = useLab((state) => state.expertTrial.progress);
  const start = useLab((state) => state.tryExperts);
  const cancel = useLab((state) => state.cancelExpertTrial);
  return (
    <Stack gap="md" component="section" aria-label={t(`experts.${trial}.title`)}>
      <div>
        <Title order={3} fz="md">
          {t(`experts.${trial}.title`)}
        </Title>
        <Text c="dimmed" fz="sm" maw={680} lh={1.6}>
          {t(`experts.${trial}.hint`, { balance: collapseBalance })}
        </Text>
      </div>
      <Group gap="md">
        <StartStop
          isWorking={working === trial}
          start={t(`experts.${trial}.start`, { count: expertTrials[trial].length })}
          stop={t('experts.trial.stop')}
          icon={IconScale}
          onStart={() => void start(trial)}
          onStop={cancel}
          disabled={working !== null}
        />
        <Text fz="sm" role="status">
          {working === trial && <Doing trial={trial} />}
        </Text>
      </Group>
      {working === trial && <WorkProgress progress={progress} />}
      {children}
    </Stack>
  );
}

function Doing({ trial }: { trial: ExpertTrial }) {
  const { t } = useTranslation();
  const result = useLab((state) => state.expertTrial.results[trial]);
  const run = result?.runs.at(-1);
  const last = run?.steps.at(-1);
  if (!result || !run || !last) return null;
  return t('experts.trial.doing', {
    name: t(`experts.trial.names.${run.entry}`),
    step: last.step,
    steps: result.settings.steps,
    loss: last.loss.toFixed(3),
  });
}
