/**
 * @file Chapter “runs”: what this browser keeps, and what can be done with it.
 */
import { Button, Paper, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLab } from '../../state/lab';
import { ChapterHead, Section } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { DamagedRuns } from './damaged-runs';
import { DeleteDialog, type Deletion } from './delete-dialog';
import { RunCard } from './run-card';
import { StorageBar } from './storage-bar';

export default function RunsPage() {
  const { t } = useTranslation();
  const { records, error } = useLab((state) => state.runs);
  const refreshRuns = useLab((state) => state.refreshRuns);
  const [deletion, setDeletion] = useState<Deletion | null>(null);
  useEffect(() => void refreshRuns(), [refreshRuns]);

  return (
    <Stack gap={40}>
      <ChapterHead chapter="runs" lead={t('runs.lead')} />
      <ErrorAlert error={error} title={t('runs.failed')} />
      <StorageBar />
      <Section title={t('runs.list')}>
        {records.length === 0 ? (
          <Paper withBorder radius="lg" p="xl">
            <Text fw={600}>{t('runs.empty')}</Text>
            <Text c="dimmed" mt={4} mb="md">
              {t('runs.emptyHint')}
            </Text>
            <Button component={Link} to="/train">
              {t('runs.goTrain')}
            </Button>
          </Paper>
        ) : (
          <Stack gap="md" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {records.map((record, index) => (
              <RunCard
                key={record.id}
                record={record}
                before={records[index + 1] ?? null}
                onDelete={setDeletion}
              />
            ))}
          </Stack>
        )}
      </Section>
      <DamagedRuns onDelete={setDeletion} />
      <DeleteDialog deletion={deletion} onClose={() => setDeletion(null)} />
    </Stack>
  );
}
