/**
 * @file Which run is looked at, how often it is measured, and the run that trains now.
 */
import { Button, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { ErrorAlert } from '../controls/error-alert';
import { NumberField } from '../controls/number-field';
import { useFirstProblem } from '../controls/use-problem';
import { useSourceName } from '../controls/use-source-name';
import { WorkProgress } from '../controls/work-progress';

/** Where the spec says never. */
const usualInterval = 10;

export interface RunPanelProps {
  runId: string;
  onChoose: (runId: string) => void;
}

export function RunPanel({ runId, onChoose }: RunPanelProps) {
  const { t } = useTranslation();
  const interval = useLab((state) => state.spec.training.dynamicsInterval);
  const watchDynamics = useLab((state) => state.watchDynamics);
  const records = useLab((state) => state.runs.records);
  const progress = useLab((state) => state.run?.progress ?? null);
  const error = useLab((state) => state.run?.error ?? null);
  const problem = useFirstProblem();
  const nameOf = useSourceName();
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="lg">
        <Select
          label={t('dynamics.run')}
          description={t('dynamics.runHelp')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          placeholder={t('dynamics.noRun')}
          disabled={records.length === 0}
          allowDeselect={false}
          data={records.map(({ id }) => ({
            value: id,
            label: nameOf({ kind: 'run', runId: id, step: null }),
          }))}
          value={runId === '' ? null : runId}
          onChange={(id) => id !== null && onChoose(id)}
        />
        <NumberField
          path="training.dynamicsInterval"
          label={t('dynamics.interval')}
          help={t('dynamics.intervalHelp')}
          value={interval}
          onChange={(steps) => void watchDynamics(steps)}
          whole
          step={5}
        />
      </SimpleGrid>
      <RunButtons />
      {problem !== undefined && (
        <Text fz="sm" c="red">
          {problem}
        </Text>
      )}
      <WorkProgress progress={progress} />
      <ErrorAlert error={error} title={t('train.errorTitle')} />
    </Stack>
  );
}

function RunButtons() {
  const { t } = useTranslation();
  const run = useLab((state) => state.run);
  const hasProblems = useLab((state) => state.problems.length > 0);
  const { playRun, pauseRun, startRun, watchDynamics } = useLab.getState();
  const start = async () => {
    const { spec } = useLab.getState();
    if (spec.training.dynamicsInterval === 0) await watchDynamics(usualInterval);
    await startRun();
  };
  const isPreparing = run?.status === 'preparing';
  return (
    <Group gap="md">
      {run?.status === 'running' && (
        <Button
          leftSection={<IconPlayerPauseFilled size={16} aria-hidden="true" />}
          onClick={() => void pauseRun()}
        >
          {t('train.pause')}
        </Button>
      )}
      {run?.status === 'paused' && (
        <Button
          leftSection={<IconPlayerPlayFilled size={16} aria-hidden="true" />}
          onClick={() => void playRun()}
        >
          {t('train.play')}
        </Button>
      )}
      <Button
        variant={run?.status === 'running' || run?.status === 'paused' ? 'default' : 'filled'}
        disabled={hasProblems || isPreparing}
        onClick={() => void start()}
      >
        {t('dynamics.start')}
      </Button>
      {run && (
        <Text fz="sm" role="status">
          {t(`train.status.${run.status}`)} ·{' '}
          {t('common.state.step', { step: run.step, steps: run.spec.training.steps })}
        </Text>
      )}
    </Group>
  );
}
