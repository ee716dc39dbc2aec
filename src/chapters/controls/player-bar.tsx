/**
 * @file The controls of a player: play, step, scrub, speed.
 */
import { ActionIcon, Box, Group, SegmentedControl, Slider, Text } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBack,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
} from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Player } from './use-player';

const speeds = [1, 2, 5, 20];

export interface PlayerBarProps {
  player: Player;
  last: number;
  /** The place in words. */
  place: string;
}

export function PlayerBar({ player, last, place }: PlayerBarProps) {
  const { t } = useTranslation();
  const speedId = useId();
  const { step, isPlaying } = player;
  const icon = { size: 16, 'aria-hidden': true } as const;
  return (
    <Group gap="md">
      <Group gap="xs" wrap="nowrap">
        <ActionIcon
          variant="default"
          size="lg"
          disabled={step === 0}
          aria-label={t('common.player.start')}
          onClick={() => player.goTo(0)}
        >
          <IconPlayerSkipBack {...icon} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          disabled={step === 0}
          aria-label={t('common.player.back')}
          onClick={() => player.goTo(step - 1)}
        >
          <IconPlayerTrackPrev {...icon} />
        </ActionIcon>
        <ActionIcon
          variant="light"
          size="xl"
          radius="xl"
          disabled={last === 0}
          aria-label={t(isPlaying ? 'common.player.pause' : 'common.player.play')}
          onClick={player.toggle}
        >
          {isPlaying ? <IconPlayerPauseFilled {...icon} /> : <IconPlayerPlayFilled {...icon} />}
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          disabled={step >= last}
          aria-label={t('common.player.forward')}
          onClick={() => player.goTo(step + 1)}
        >
          <IconPlayerTrackNext {...icon} />
        </ActionIcon>
      </Group>
      <Box flex={1} miw={160}>
        <Slider
          min={0}
          max={Math.max(1, last)}
          value={step}
          disabled={last === 0}
          label={null}
          thumbLabel={t('common.player.scrubber')}
          thumbProps={{ 'aria-valuetext': place }}
          onChange={player.goTo}
        />
      </Box>
      <Text fz="sm" miw={150} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {place}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <Text fz="sm" c="dimmed" id={speedId}>
          {t('common.player.speed')}
        </Text>
        <SegmentedControl
          size="xs"
          aria-labelledby={speedId}
          value={String(player.speed)}
          data={speeds.map(String)}
          onChange={(value) => player.setSpeed(Number(value))}
        />
      </Group>
    </Group>
  );
}
