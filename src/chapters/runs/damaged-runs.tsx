/**
 * @file Records that cannot be read, each with the way to be rid of it.
 */
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import type { Deletion } from './delete-dialog';

export function DamagedRuns({ onDelete }: { onDelete: (deletion: Deletion) => void }) {
  const { t } = useTranslation();
  const damaged = useLab((state) => state.runs.damaged);
  if (damaged.length === 0) return null;
  return (
    <Alert
      color="yellow"
      title={t('runs.damaged')}
      icon={<IconAlertTriangle size={20} aria-hidden="true" />}
    >
      <Text fz="sm" mb="sm">
        {t('runs.damagedText')}
      </Text>
      <Group gap="sm">
        {damaged.map((id) => (
          <Button
            key={id}
            size="xs"
            variant="default"
            leftSection={<IconTrash size={14} aria-hidden="true" />}
            onClick={() =>
              onDelete({
                id,
                title: t('runs.damagedTitle'),
                text: t('runs.damagedDelete', { id }),
              })
            }
          >
            {t('runs.deleteDamaged', { id })}
          </Button>
        ))}
      </Group>
    </Alert>
  );
}
