/**
 * @file How much of the room that the browser gives this page is used.
 */
import { Box, Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../pictures/format';
import { useLab } from '../../state/lab';

/** Shares above which the bar warns. */
const warning = 0.8;

export function StorageBar() {
  const { t } = useTranslation();
  const usage = useLab((state) => state.runs.usage);
  if (!usage || usage.quota <= 0) return null;
  const share = usage.used / usage.quota;
  return (
    <Box maw={560}>
      <Group justify="space-between" mb={6} gap="xs">
        <Text fz="sm">{t('runs.storage')}</Text>
        <Text fz="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {t('runs.storageOf', {
            used: formatBytes(usage.used),
            quota: formatBytes(usage.quota),
          })}
        </Text>
      </Group>
      <Progress.Root size="md">
        <Progress.Section
          value={share * 100}
          color={share > warning ? 'red' : undefined}
          aria-label={t('runs.storage')}
        />
      </Progress.Root>
    </Box>
  );
}
