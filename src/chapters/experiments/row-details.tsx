/**
 * @file What the chosen row differs in, and what can be done with its runs.
 */
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useLab } from '../../state/lab';
import { specDifferences } from '../../state/selectors';
import type { QueueItem, TableRow } from '../../state/sweeps';
import { DifferenceList } from '../controls/difference-list';
import { ErrorAlert } from '../controls/error-alert';

type Row = TableRow<QueueItem>;

export interface RowDetailsProps {
  row: Row;
  baseline: Row | null;
  /** First of the sweep, which takes the place of a baseline. */
  first: Row;
}

export function RowDetails({ row, baseline, first }: RowDetailsProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const chooseSource = useLab((state) => state.chooseSource);
  const loadSpec = useLab((state) => state.loadSpec);
  const records = useLab((state) => state.runs.records);
  const [used, setUsed] = useState<string | null>(null);
  const against = baseline ?? first;
  const [run] = row.runs;
  const kept = row.runs.filter(({ runId }) =>
    records.some(({ id, checkpoints }) => id === runId && checkpoints.length > 0),
  );
  return (
    <Paper withBorder radius="lg" p="md">
      <Stack gap="sm">
        <Text fw={600}>
          {t(baseline ? 'experiments.results.against' : 'experiments.results.againstBase')}
        </Text>
        {against.key === row.key ? (
          <Text fz="sm" c="dimmed">
            {t('experiments.results.isBaseline')}
          </Text>
        ) : (
          <DifferenceList differences={specDifferences(against.runs[0].spec, run.spec)} />
        )}
        {row.runs.map(({ id, error }) => (
          <ErrorAlert key={id} error={error} mild />
        ))}
        <Group gap="xs">
          {kept.map(({ id, runId, spec }) => (
            <Button
              key={id}
              size="xs"
              variant="default"
              onClick={() => {
                if (runId !== null) void chooseSource({ kind: 'run', runId, step: null });
                void navigate('/decode');
              }}
            >
              {kept.length === 1
                ? t('experiments.results.open')
                : t('experiments.results.openSeed', { seed: spec.seed })}
            </Button>
          ))}
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              loadSpec(run.spec);
              setUsed(row.key);
            }}
          >
            {t('experiments.results.use')}
          </Button>
          <Button size="xs" variant="subtle" component={Link} to="/runs">
            {t('experiments.results.allRuns')}
          </Button>
          <Text fz="sm" c="dimmed" role="status">
            {used === row.key && t('experiments.results.used')}
          </Text>
        </Group>
      </Stack>
    </Paper>
  );
}
