/**
 * @file Length extrapolation, live: the spec's model with each scheme, measured beyond its context.
 */
import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconRuler2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { extrapolationBounds, positionSchemes } from '../../state/positions';
import { Section } from '../controls/chapter-parts';
import { Chips } from '../controls/chips';
import { NumberField } from '../controls/number-field';
import { StartStop } from '../controls/start-stop';
import { WorkProgress } from '../controls/work-progress';
import { LearnedPositions } from './learned-positions';
import { LossByPosition } from './loss-by-position';
import { ShuffleTable } from './shuffle-table';

export function ExtrapolationView() {
  const { t } = useTranslation();
  const { settings, status, progress, doing, ran, outcomes } = useLab((state) => state.positions);
  const hasProblems = useLab((state) => state.problems.length > 0);
  const edit = useLab((state) => state.editPositions);
  const start = useLab((state) => state.extrapolate);
  const cancel = useLab((state) => state.cancelExtrapolation);
  const isIdle = status === 'idle';
  return (
    <Section title={t('positions.trial.title')} hint={t('positions.trial.hint')}>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="lg">
          <NumberField
            path="positions.contextLength"
            label={t('positions.trial.context')}
            help={t('positions.trial.contextHelp')}
            value={settings.contextLength}
            bounds={extrapolationBounds.contextLength}
            onChange={(contextLength) => edit({ contextLength })}
            whole
            step={8}
            disabled={!isIdle}
          />
          <NumberField
            path="positions.steps"
            label={t('positions.trial.steps')}
            help={t('positions.trial.stepsHelp')}
            value={settings.steps}
            bounds={extrapolationBounds.steps}
            onChange={(steps) => edit({ steps })}
            whole
            step={100}
            disabled={!isIdle}
          />
        </SimpleGrid>
        <Chips
          label={t('positions.trial.schemes')}
          choices={positionSchemes}
          nameOf={(scheme) => t(`positions.readings.${scheme}`)}
          chosen={settings.schemes}
          onChange={(schemes) => edit({ schemes })}
          disabled={!isIdle}
        />
        <Group gap="md">
          <StartStop
            isWorking={!isIdle}
            start={t('positions.trial.start')}
            stop={t('positions.trial.stop')}
            icon={IconRuler2}
            onStart={() => void start()}
            onStop={cancel}
            disabled={hasProblems || settings.schemes.length === 0}
          />
          <Text fz="sm" role="status">
            {doing &&
              ran &&
              t('positions.trial.doing', {
                scheme: t(`positions.readings.${doing.scheme}`),
                step: doing.step,
                steps: ran.steps,
                loss: doing.loss.toFixed(3),
              })}
          </Text>
        </Group>
        <WorkProgress progress={progress} />
        {ran && outcomes.length > 0 && (
          <Stack gap={40} mt="md">
            <LossByPosition outcomes={outcomes} contextLength={ran.contextLength} />
            <ShuffleTable outcomes={outcomes} contextLength={ran.contextLength} />
            <LearnedPositions outcomes={outcomes} contextLength={ran.contextLength} />
          </Stack>
        )}
      </Stack>
    </Section>
  );
}
