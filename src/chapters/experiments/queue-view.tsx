/**
 * @file The queue: the run that is trained now, and those that wait, which can be put in another order.
 */
import { ActionIcon, Alert, Box, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStop,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../pictures/format';
import { useLab } from '../../state/lab';
import { openItems, type QueueItem } from '../../state/sweeps';
import { Section } from '../controls/chapter-parts';

export function QueueView() {
  const { t } = useTranslation();
  const { items, status, isPaused } = useLab((state) => state.queue);
  const pause = useLab((state) => state.pauseQueue);
  const play = useLab((state) => state.playQueue);
  const remove = useLab((state) => state.removeQueued);
  const open = openItems(items);
  const begun = open.filter((item) => item.status === 'running');
  const doing = useLab((state) => items.find(({ id }) => id === state.queue.doing?.id));
  const present = doing ? [doing, ...begun.filter(({ id }) => id !== doing.id)] : begun;
  const waiting = open.filter((item) => !present.includes(item));
  return (
    <Section title={t('experiments.queue.title')} hint={t('experiments.queue.hint')}>
      <Stack gap="md">
        {status === 'elsewhere' && <Alert color="yellow">{t('experiments.queue.elsewhere')}</Alert>}
        {(open.length > 0 || isPaused) && (
          <Group gap="md">
            {isPaused ? (
              <Button
                leftSection={<IconPlayerPlayFilled size={16} aria-hidden="true" />}
                onClick={() => void play()}
              >
                {t('experiments.queue.play')}
              </Button>
            ) : (
              <Button
                variant="default"
                leftSection={<IconPlayerPauseFilled size={16} aria-hidden="true" />}
                onClick={() => void pause()}
              >
                {t('experiments.queue.pause')}
              </Button>
            )}
            {waiting.length > 0 && (
              <Button
                variant="subtle"
                color="red"
                onClick={() => void remove(waiting.map(({ id }) => id))}
              >
                {t('experiments.queue.clear')}
              </Button>
            )}
          </Group>
        )}
        <Text fz="sm" role="status">
          {isPaused && open.length > 0 ? `${t('experiments.queue.paused')} ` : ''}
          {open.length === 0
            ? t('experiments.queue.empty')
            : t('experiments.queue.waiting', { count: waiting.length })}
        </Text>
        {present.map((item) => (
          <PresentRun key={item.id} item={item} />
        ))}
        {waiting.length > 0 && <WaitingRuns items={waiting} />}
      </Stack>
    </Section>
  );
}

/** A run that has begun. */
function PresentRun({ item }: { item: QueueItem }) {
  const { t } = useTranslation();
  const doing = useLab(({ queue }) => (queue.doing?.id === item.id ? queue.doing : null));
  const isBehind = useLab((state) => state.run?.status === 'running');
  const stop = useLab((state) => state.stopQueued);
  const { steps } = item.spec.training;
  const state = () => {
    if (!doing) return t('experiments.results.statuses.running');
    if (doing.progress) {
      return t('experiments.queue.preparing', {
        stage: t(`common.progress.${doing.progress.stage}`),
        percent: Math.round(doing.progress.share * 100),
      });
    }
    if (isBehind) return t('experiments.queue.behindOwn');
    if (doing.trainLoss === null) return t('experiments.queue.starting');
    return [
      t('experiments.queue.step', { step: doing.step, steps }),
      t('experiments.queue.loss', { loss: doing.trainLoss.toFixed(3) }),
    ].join(' · ');
  };
  const share = (doing?.step ?? item.outcome?.steps ?? 0) / steps;
  return (
    <Paper withBorder radius="lg" p="md">
      <Stack gap={6}>
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {t('experiments.queue.now')}: {item.name}
          </Text>
          <IconButton
            label={t('experiments.queue.stop', { name: item.name })}
            onClick={() => void stop(item.id)}
          >
            <IconPlayerStop size={16} aria-hidden="true" />
          </IconButton>
        </Group>
        <Progress value={share * 100} aria-label={item.name} transitionDuration={150} />
        <Text fz="sm" c="dimmed" className="picture-number">
          {state()}
        </Text>
      </Stack>
    </Paper>
  );
}

function WaitingRuns({ items }: { items: readonly QueueItem[] }) {
  const { t } = useTranslation();
  const move = useLab((state) => state.moveQueued);
  const remove = useLab((state) => state.removeQueued);
  return (
    <Box
      component="ol"
      m={0}
      p={0}
      mah={360}
      style={{ listStyle: 'none', overflowY: 'auto' }}
      aria-label={t('experiments.queue.list')}
      tabIndex={0}
    >
      {items.map(({ id, name, spec }, index) => (
        <Group key={id} component="li" justify="space-between" wrap="nowrap" gap="xs" py={2}>
          <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
            {index + 1}. {name}{' '}
            <Text span c="dimmed" fz="sm">
              {formatNumber(spec.training.steps)} {t('runs.fields.steps')}
            </Text>
          </Text>
          <Group gap={2} wrap="nowrap">
            <IconButton
              label={t('experiments.queue.up', { name })}
              disabled={index === 0}
              onClick={() => void move(id, -1)}
            >
              <IconArrowUp size={16} aria-hidden="true" />
            </IconButton>
            <IconButton
              label={t('experiments.queue.down', { name })}
              disabled={index === items.length - 1}
              onClick={() => void move(id, 1)}
            >
              <IconArrowDown size={16} aria-hidden="true" />
            </IconButton>
            <IconButton
              label={t('experiments.queue.remove', { name })}
              onClick={() => void remove([id])}
            >
              <IconX size={16} aria-hidden="true" />
            </IconButton>
          </Group>
        </Group>
      ))}
    </Box>
  );
}

interface IconButtonProps {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function IconButton({ label, disabled, onClick, children }: IconButtonProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}
