/**
 * @file The comparison, live: each architecture on each task, in a table that its runs fill.
 */
import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconRuler2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrialEntry } from '../../experiment/architecture-trial-settings';
import { architectures, trialBounds, trialTasks } from '../../state/architectures';
import { useLab } from '../../state/lab';
import { Section } from '../controls/chapter-parts';
import { Chips } from '../controls/chips';
import { NumberField } from '../controls/number-field';
import { StartStop } from '../controls/start-stop';
import { TrialDetails } from './trial-details';
import { TrialTable } from './trial-table';

const sizes = ['layers', 'width', 'steps'] as const;
const stepOf = { layers: 1, width: 16, steps: 100 };

export function TrialView() {
  const { t } = useTranslation();
  const { settings, status, doing, ran, outcomes } = useLab((state) => state.architectures);
  const edit = useLab((state) => state.editArchitectures);
  const start = useLab((state) => state.tryArchitectures);
  const cancel = useLab((state) => state.cancelArchitectureTrial);
  const [chosen, setChosen] = useState<TrialEntry | null>(null);
  const isIdle = status === 'idle';
  const count = settings.tasks.length * settings.architectures.length;
  return (
    <Section title={t('architectures.trial.title')} hint={t('architectures.trial.hint')}>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="lg">
          {sizes.map((size) => (
            <NumberField
              key={size}
              path={`architectures.${size}`}
              label={t(`architectures.trial.${size}`)}
              help={t(`architectures.trial.${size}Help`)}
              value={settings[size]}
              bounds={trialBounds[size]}
              onChange={(value) => edit({ [size]: value })}
              whole
              step={stepOf[size]}
              disabled={!isIdle}
            />
          ))}
        </SimpleGrid>
        <Chips
          label={t('architectures.trial.tasks')}
          choices={trialTasks}
          nameOf={(task) => t(`architectures.tasks.${task}`)}
          chosen={settings.tasks}
          onChange={(tasks) => edit({ tasks })}
          disabled={!isIdle}
        />
        <Chips
          label={t('architectures.trial.architectures')}
          choices={architectures}
          nameOf={(name) => t(`architectures.names.${name}`)}
          chosen={settings.architectures}
          onChange={(chosen) => edit({ architectures: chosen })}
          disabled={!isIdle}
        />
        <Group gap="md">
          <StartStop
            isWorking={!isIdle}
            start={t('architectures.trial.start', { count })}
            stop={t('architectures.trial.stop')}
            icon={IconRuler2}
            onStart={() => void start()}
            onStop={cancel}
            disabled={count === 0}
          />
          <Text fz="sm" role="status">
            {doing &&
              ran &&
              t('architectures.trial.doing', {
                task: t(`architectures.tasks.${doing.task}`),
                architecture: t(`architectures.names.${doing.architecture}`),
                step: doing.step,
                steps: ran.steps,
              })}
          </Text>
        </Group>
        {ran && (
          <>
            <TrialTable
              ran={ran}
              outcomes={outcomes}
              doing={doing}
              chosen={chosen ?? outcomes.at(-1) ?? null}
              onChoose={setChosen}
            />
            <TrialDetails outcomes={outcomes} doing={doing} chosen={chosen ?? outcomes.at(-1)} />
          </>
        )}
      </Stack>
    </Section>
  );
}
