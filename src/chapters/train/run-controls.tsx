/**
 * @file The buttons of a run: what can be done now is what is shown, the main thing largest.
 */
import { Badge, Box, Button, Group, Paper, Stack, Text, Tooltip } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForwardFilled,
  IconPlayerStopFilled,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { specDifferences } from '../../state/selectors';
import type { ActiveRun } from '../../state/types';
import { DifferenceList } from '../controls/difference-list';
import { PreparationProgress } from './preparation-progress';
import { RefusedSettings } from './refused-settings';

const statusColors: Record<ActiveRun['status'], string> = {
  preparing: 'gray',
  running: 'green',
  paused: 'yellow',
  finished: 'blue',
  stopped: 'gray',
  failed: 'red',
};

export function RunControls() {
  const { t } = useTranslation();
  const status = useLab(({ run }) => run?.status ?? 'stopped');
  const { playRun, pauseRun, stepRun, stopRun } = useLab.getState();
  const isLive = status === 'running' || status === 'paused';

  return (
    <Stack gap="md">
      <Group gap="sm" role="group" aria-label={t('train.controls')}>
        {status === 'running' && (
          <Button
            size="lg"
            w={{ base: '100%', xs: 'auto' }}
            miw={150}
            leftSection={<IconPlayerPauseFilled size={20} aria-hidden="true" />}
            onClick={() => void pauseRun()}
          >
            {t('train.pause')}
          </Button>
        )}
        {status === 'paused' && (
          <Button
            size="lg"
            w={{ base: '100%', xs: 'auto' }}
            miw={150}
            leftSection={<IconPlayerPlayFilled size={20} aria-hidden="true" />}
            onClick={() => void playRun()}
          >
            {t('train.play')}
          </Button>
        )}
        {isLive && (
          <>
            <Button
              size="lg"
              variant="default"
              leftSection={<IconPlayerSkipForwardFilled size={18} aria-hidden="true" />}
              onClick={() => void stepRun()}
            >
              {t('train.step')}
            </Button>
            <Tooltip label={t('train.stopHint')} multiline w={260} withArrow>
              <Button
                size="lg"
                variant="default"
                leftSection={<IconPlayerStopFilled size={18} aria-hidden="true" />}
                onClick={() => void stopRun()}
              >
                {t('train.stop')}
              </Button>
            </Tooltip>
          </>
        )}
        {status === 'preparing' && (
          <Button
            size="lg"
            variant="default"
            leftSection={<IconX size={18} aria-hidden="true" />}
            onClick={() => void stopRun()}
          >
            {t('train.cancel')}
          </Button>
        )}
        <Badge
          size="lg"
          variant="light"
          color={statusColors[status]}
          role="status"
          aria-label={t('train.status.label')}
          tt="none"
        >
          {t(`train.status.${status}`)}
        </Badge>
      </Group>
      {status === 'preparing' && <PreparationProgress />}
      {status !== 'preparing' && <NextRun prominent={!isLive} />}
    </Stack>
  );
}

/** A run with the settings as they stand now, and what they change. */
function NextRun({ prominent }: { prominent: boolean }) {
  const { t } = useTranslation();
  const spec = useLab((state) => state.spec);
  const runSpec = useLab((state) => state.run?.spec);
  const problems = useLab((state) => state.problems);
  const startRun = useLab((state) => state.startRun);
  const differences = runSpec ? specDifferences(runSpec, spec) : [];
  if (!prominent && differences.length === 0) return null;
  return (
    <Paper withBorder p="md" radius="md">
      <Group justify="space-between" align="flex-start" gap="md">
        <Box>
          <Text fz="sm" fw={600} mb={4}>
            {t(differences.length > 0 ? 'train.nextRun' : 'train.nextSame')}
          </Text>
          {differences.length > 0 ? (
            <DifferenceList differences={differences} />
          ) : (
            <Text fz="sm" c="dimmed">
              {t('train.nextSameHint')}
            </Text>
          )}
        </Box>
        <Button
          size={prominent ? 'lg' : 'sm'}
          variant={prominent ? 'filled' : 'light'}
          leftSection={<IconPlayerPlayFilled size={16} aria-hidden="true" />}
          disabled={problems.length > 0}
          onClick={() => void startRun()}
        >
          {t('train.startAnother')}
        </Button>
      </Group>
      <RefusedSettings />
    </Paper>
  );
}
