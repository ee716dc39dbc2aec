/**
 * @file A document of the corpus that was opened, and how it differs from the kept one of its cluster.
 */
import { CloseButton, Group, Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CopySearch } from '../../experiment/deduplication';
import { DiffText } from '../../pictures/DiffText';
import { useLab } from '../../state/lab';
import type { DeduplicationSlice } from '../../state/types';

export interface CopyReaderProps {
  copies: CopySearch;
  reading: NonNullable<DeduplicationSlice['deduplication']['reading']>;
}

export function CopyReader({ copies, reading }: CopyReaderProps) {
  const { t } = useTranslation();
  const readCopy = useLab((state) => state.readCopy);
  const { text, kept, diff } = reading;
  const isKept = text === kept;
  const isAlone = !copies.links.some(({ first, second }) => first === text || second === text);
  const title = isAlone
    ? t('deduplication.reader.alone', { text })
    : isKept
      ? t('deduplication.reader.kept', { text })
      : t('deduplication.reader.copy', { text, kept });
  return (
    <Paper withBorder p="lg" role="region" aria-label={title}>
      <Group justify="space-between" wrap="nowrap" mb="xs" align="flex-start">
        <Text fz="sm" fw={600}>
          {title}
        </Text>
        <CloseButton aria-label={t('common.close')} onClick={() => void readCopy(null)} />
      </Group>
      <div style={{ maxHeight: 320, overflow: 'auto' }} tabIndex={0}>
        <DiffText parts={diff} />
      </div>
    </Paper>
  );
}
