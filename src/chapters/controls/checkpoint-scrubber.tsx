/**
 * @file A slider over the checkpoints of a run; its last place is the newest state of the run. Play
 * walks through them, each when the one before is on the screen.
 */
import { ActionIcon, Box, Group, Slider, Text } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface CheckpointScrubberProps {
  /** Steps of the checkpoints, ascending. */
  steps: readonly number[];
  /** The one looked at; null for the newest state. */
  step: number | null;
  /** Whether the newest state changes by itself now. */
  live: boolean;
  /** What was asked for is not there yet: play waits for it. */
  busy: boolean;
  onChange: (step: number | null) => void;
}

/** Milliseconds that a checkpoint stays while they are played. */
const playDelay = 700;

export function CheckpointScrubber({ steps, step, live, busy, onChange }: CheckpointScrubberProps) {
  const { t } = useTranslation();
  const last = steps.length;
  const found = step === null ? last : steps.indexOf(step);
  const current = found < 0 ? last : found;
  const [dragged, setDragged] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const index = Math.min(dragged ?? current, last);
  const choose = (at: number) => onChange(steps[at] ?? null);
  // Loading a checkpoint takes longer than moving past it.
  const chooseSoon = useDebouncedCallback((at: number) => {
    choose(at);
    setDragged(null);
  }, 120);

  useEffect(() => {
    if (!playing || busy) return;
    const timer = setTimeout(() => {
      if (current >= last) setPlaying(false);
      else onChange(steps[current + 1] ?? null);
    }, playDelay);
    return () => clearTimeout(timer);
  }, [playing, busy, current, last, steps, onChange]);

  const name = (at: number) =>
    at < last
      ? t('inside.source.step', { step: steps[at] })
      : t(live ? 'inside.source.liveStep' : 'inside.source.latest');
  const toggle = () => {
    if (!playing && current >= last) choose(0);
    setPlaying(!playing);
  };

  if (last === 0) {
    return (
      <Text fz="sm" c="dimmed">
        {t('inside.source.noCheckpoint')}
      </Text>
    );
  }
  return (
    <Group wrap="nowrap" gap="md">
      <ActionIcon
        variant="light"
        size="lg"
        radius="xl"
        onClick={toggle}
        aria-label={t(playing ? 'inside.source.pause' : 'inside.source.play')}
      >
        {playing ? (
          <IconPlayerPauseFilled size={16} aria-hidden="true" />
        ) : (
          <IconPlayerPlayFilled size={16} aria-hidden="true" />
        )}
      </ActionIcon>
      <Box flex={1} miw={80}>
        <Slider
          min={0}
          max={last}
          value={index}
          label={name}
          thumbLabel={t('inside.source.checkpoint')}
          thumbProps={{ 'aria-valuetext': name(index) }}
          marks={
            last <= 30 ? Array.from({ length: last + 1 }, (_, value) => ({ value })) : undefined
          }
          onChange={(at) => {
            setPlaying(false);
            setDragged(at);
            chooseSoon(at);
          }}
        />
      </Box>
      <Text fz="sm" w={92} ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {name(index)}
      </Text>
    </Group>
  );
}
