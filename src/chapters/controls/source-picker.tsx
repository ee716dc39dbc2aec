/**
 * @file Choice of the model that is looked into and decoded from: a shipped one, the run that is
 * being trained, or a checkpoint of a stored run; and what is known of it.
 */
import { Box, Code, Loader, Select, Stack, Text } from '@mantine/core';
import { useCallback, useEffect } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { ModelInfo } from '../../experiment/model-info';
import { formatCount } from '../../pictures/format';
import { useLab } from '../../state/lab';
import { sameSource } from '../../state/selectors';
import { CheckpointScrubber } from './checkpoint-scrubber';
import { ErrorAlert } from './error-alert';
import { sourceOfOption, sourceOption, useSourceOptions } from './use-source-options';

export interface SourcePickerProps {
  /** What is drawn of the chosen model is still being computed. */
  busy?: boolean;
}

export function SourcePicker({ busy = false }: SourcePickerProps) {
  const { t } = useTranslation();
  const source = useLab((state) => state.source);
  const model = useLab((state) => state.model);
  const activeId = useLab((state) => state.run?.id ?? '');
  const isTraining = useLab((state) => state.run?.status === 'running');
  const records = useLab((state) => state.runs.records);
  const chooseSource = useLab((state) => state.chooseSource);
  const refreshRuns = useLab((state) => state.refreshRuns);

  useEffect(() => void refreshRuns(), [refreshRuns]);
  // A run that starts becomes the source without being described, so what is missing is asked for.
  useEffect(() => {
    const { info, status } = useLab.getState().model;
    if (status !== 'loading' && !(info && sameSource(info.source, source))) {
      void chooseSource(source);
    }
  }, [source, chooseSource]);

  const groups = useSourceOptions();
  const choose = (value: string | null) => {
    const chosen = sourceOfOption(value);
    if (chosen) void chooseSource(chosen);
  };
  // Stable while training redraws the page, or playing the checkpoints would never move on.
  const runId = source.kind === 'run' ? source.runId : null;
  const chooseStep = useCallback(
    (step: number | null) => {
      if (runId !== null) void chooseSource({ kind: 'run', runId, step });
    },
    [runId, chooseSource],
  );
  const info = model.info && sameSource(model.info.source, source) ? model.info : null;

  return (
    <Stack gap="sm">
      <Select
        label={t('inside.source.label')}
        data={groups}
        value={sourceOption(source)}
        onChange={choose}
        allowDeselect={false}
        maw={420}
        rightSection={model.status === 'loading' ? <Loader size={16} /> : undefined}
      />
      {source.kind === 'run' && (
        <Box maw={560}>
          <CheckpointScrubber
            steps={checkpointSteps(records.find(({ id }) => id === source.runId)?.checkpoints)}
            step={source.step}
            live={source.runId === activeId && isTraining}
            busy={busy || model.status === 'loading'}
            onChange={chooseStep}
          />
        </Box>
      )}
      <Text fz="sm" c="dimmed" mih={22} aria-live="polite">
        {info ? <Facts info={info} /> : model.status === 'loading' && t('inside.source.loading')}
      </Text>
      <ErrorAlert error={model.error} title={t('inside.source.failed')} />
    </Stack>
  );
}

function Facts({ info }: { info: ModelInfo }) {
  const { t } = useTranslation();
  const { config, parameters, step, validationLoss } = info;
  const parts: string[] = [
    t('inside.source.facts', { ...config, parameters: formatCount(parameters) }),
    t('inside.source.trained', { step }),
  ];
  if (validationLoss !== null) {
    parts.push(t('inside.source.loss', { loss: validationLoss.toFixed(3) }));
  }
  return (
    <>
      {parts.join(' · ')}
      {info.source.kind === 'shipped' && (
        <>
          {' · '}
          <Trans i18nKey="inside.source.madeBy" components={{ code: <Code fz="xs" /> }} />
        </>
      )}
    </>
  );
}

const none: readonly number[] = [];
const stepsOf = new WeakMap<readonly { step: number }[], readonly number[]>();

/** The same array for the same checkpoints, so that nothing is drawn anew without need. */
function checkpointSteps(checkpoints: readonly { step: number }[] | undefined): readonly number[] {
  if (!checkpoints) return none;
  const steps = stepsOf.get(checkpoints) ?? checkpoints.map(({ step }) => step);
  stepsOf.set(checkpoints, steps);
  return steps;
}
