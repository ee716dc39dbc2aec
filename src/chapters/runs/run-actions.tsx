/**
 * @file What can be done with a stored run.
 */
import { Button, Group, Text, Tooltip } from '@mantine/core';
import {
  IconAdjustments,
  IconChartLine,
  IconEye,
  IconPencilBolt,
  IconPlayerPlayFilled,
  IconTrash,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Spec } from '../../experiment/spec';
import { useLab } from '../../state/lab';
import { isTrainedByQueue } from '../../state/selectors';
import type { LabState } from '../../state/types';

export interface RunActionsProps {
  record: LabState['runs']['records'][number];
  name: string;
  /** Null if this version of the lab cannot read it. */
  spec: Spec | null;
  onDelete: () => void;
}

export function RunActions({ record, name, spec, onDelete }: RunActionsProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const activeStatus = useLab(({ run }) => (run?.id === record.id ? run.status : null));
  const isQueued = useLab((state) => isTrainedByQueue(state, record.id));
  const isShown = useLab((state) => state.runs.shown.includes(record.id));
  const toggleShown = useLab((state) => state.toggleShown);
  const resumeRun = useLab((state) => state.resumeRun);
  const chooseSource = useLab((state) => state.chooseSource);
  const loadSpec = useLab((state) => state.loadSpec);
  const [isLoaded, setIsLoaded] = useState(false);
  const isActive = activeStatus !== null;
  const isOpen =
    isQueued ||
    activeStatus === 'running' || activeStatus === 'paused' || activeStatus === 'preparing';
  const hasModel = spec !== null && (record.checkpoints.length > 0 || isActive);
  const canResume =
    hasModel && !isActive && !isQueued && record.status !== 'stopped' && record.step < record.totalSteps;

  const open = (page: string) => {
    void chooseSource({ kind: 'run', runId: record.id, step: null });
    void navigate(page);
  };
  const resume = () => {
    void resumeRun(record.id);
    void navigate('/train');
  };

  return (
    <Group gap="xs" role="group" aria-label={t('runs.actions', { name })}>
      {canResume && (
        <Action icon={<IconPlayerPlayFilled size={16} aria-hidden="true" />} main onClick={resume}>
          {t('runs.resume')}
        </Action>
      )}
      {hasModel && (
        <>
          <Action
            icon={<IconEye size={16} aria-hidden="true" />}
            onClick={() => open('/inside')}
          >
            {t('runs.inside')}
          </Action>
          <Action
            icon={<IconPencilBolt size={16} aria-hidden="true" />}
            onClick={() => open('/decode')}
          >
            {t('runs.decode')}
          </Action>
        </>
      )}
      {!isActive && spec !== null && (
        <Action
          icon={<IconChartLine size={16} aria-hidden="true" />}
          onClick={() => void toggleShown(record.id)}
        >
          {t(isShown ? 'runs.hide' : 'runs.show')}
        </Action>
      )}
      {spec !== null && (
        <Action
          icon={<IconAdjustments size={16} aria-hidden="true" />}
          onClick={() => {
            loadSpec(spec);
            setIsLoaded(true);
          }}
        >
          {t('runs.load')}
        </Action>
      )}
      <Tooltip label={t('runs.deleteActive')} disabled={!isOpen} withArrow>
        <Button
          size="xs"
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={16} aria-hidden="true" />}
          data-disabled={isOpen || undefined}
          aria-disabled={isOpen}
          onClick={() => {
            if (!isOpen) onDelete();
          }}
        >
          {t('runs.delete')}
        </Button>
      </Tooltip>
      <Text fz="sm" c="dimmed" role="status">
        {isLoaded && t('runs.loaded')}
      </Text>
    </Group>
  );
}

interface ActionProps {
  icon: ReactNode;
  main?: boolean;
  onClick: () => void;
  children: string;
}

function Action({ icon, main = false, onClick, children }: ActionProps) {
  return (
    <Button
      size="xs"
      variant={main ? 'filled' : 'default'}
      leftSection={icon}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
