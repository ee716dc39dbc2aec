/**
 * @file What each expert gets most often of the text that the run held out.
 */
import { Button, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HabitReading } from '../../experiment/expert-look';
import { HabitList } from '../../pictures/HabitList';
import { PictureFrame } from '../../pictures/PictureFrame';
import { toCsv } from '../../pictures/csv';
import { useLab } from '../../state/lab';
import { Section } from '../controls/chapter-parts';
import { LayerChoice } from './layer-choice';

export function HabitSection() {
  const { t } = useTranslation();
  const source = useLab((state) => state.source);
  const habits = useLab((state) => state.experts.habits);
  const readHabits = useLab((state) => state.readHabits);
  const isRunning = useLab((state) => state.run?.status === 'running');
  const stepNow = useLab(({ run }) =>
    source.kind === 'run' && source.step === null && source.runId === run?.id ? run.step : null,
  );
  // Also when training pauses or ends.
  useEffect(() => void readHabits(), [source, isRunning, readHabits]);
  const isOld = habits !== null && stepNow !== null && stepNow !== habits.step;
  return (
    <Section title={t('experts.habits.title')} hint={t('experts.habits.hint')}>
      <Stack gap="md">
        {habits && habits.layers.length > 0 ? (
          <Habits habits={habits} />
        ) : (
          <Text fz="sm" c="dimmed">
            {t('experts.habits.empty')}
          </Text>
        )}
        {isOld && (
          <div>
            <Button
              size="xs"
              variant="light"
              leftSection={<IconRefresh size={14} aria-hidden="true" />}
              onClick={() => void readHabits()}
            >
              {t('experts.habits.again', { step: stepNow })}
            </Button>
          </div>
        )}
      </Stack>
    </Section>
  );
}

function Habits({ habits }: { habits: HabitReading }) {
  const { t } = useTranslation();
  const [wanted, setLayer] = useState(0);
  const layer = Math.min(wanted, habits.layers.length - 1);
  const names = habits.layers.map((_, index) => t('experts.layer', { layer: index + 1 }));
  return (
    <PictureFrame
      title={t('experts.habits.picture', { layer: names[layer], step: habits.step })}
      caption={t('experts.habits.caption', { tokens: habits.read })}
      file="expert-tokens"
      csv={() => csvOf(habits)}
      controls={<LayerChoice names={names} layer={layer} onChange={setLayer} />}
    >
      <HabitList
        label={t('experts.habits.picture', { layer: names[layer], step: habits.step })}
        experts={habits.layers[layer]}
      />
    </PictureFrame>
  );
}

function csvOf({ layers }: HabitReading): string {
  return toCsv(
    ['layer', 'expert', 'token', 'count', 'share_of_token'],
    layers.flatMap((experts, layer) =>
      experts.flatMap(({ tokens }, expert) =>
        tokens.map(({ label, count, share }) => [layer + 1, expert + 1, label, count, share]),
      ),
    ),
  );
}
