/**
 * @file For a model without experts: one click to train one that has them.
 */
import { Button, Group, Text } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { ErrorAlert } from '../controls/error-alert';
import { WorkProgress } from '../controls/work-progress';

export function StartExperts() {
  const { t } = useTranslation();
  const run = useLab((state) => state.run);
  const start = useLab((state) => state.startExperts);
  const isPreparing = run?.status === 'preparing';
  return (
    <>
      <Text maw={680} lh={1.6}>
        {t('experts.start.none')}
      </Text>
      <Group>
        <Button
          loading={isPreparing}
          leftSection={<IconPlayerPlayFilled size={16} aria-hidden="true" />}
          onClick={() => void start()}
        >
          {t('experts.start.button')}
        </Button>
      </Group>
      <Text fz="sm" c="dimmed" maw={680} lh={1.6}>
        {t('experts.start.hint')}
      </Text>
      <WorkProgress progress={isPreparing ? run.progress : null} />
      <ErrorAlert error={run?.error ?? null} title={t('experts.failed')} />
    </>
  );
}
