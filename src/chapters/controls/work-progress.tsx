/**
 * @file Work under way: what it is at, how far, and a button that ends it.
 */
import { Button, Group, Progress as Bar, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Progress } from '../../state/types';

export interface WorkProgressProps {
  progress: Progress | null;
  onCancel?: () => void;
}

export function WorkProgress({ progress, onCancel }: WorkProgressProps) {
  const { t } = useTranslation();
  if (!progress) return null;
  const percent = Math.round(progress.share * 100);
  const label = t(`common.progress.${progress.stage}`);
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="sm">
        <Text fz="sm">
          {label} · {percent}%
        </Text>
        {onCancel && (
          <Button size="compact-sm" variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        )}
      </Group>
      <Bar value={percent} aria-label={label} transitionDuration={150} />
    </Stack>
  );
}
