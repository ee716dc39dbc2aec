/**
 * @file One stored run: its name, facts, what its settings changed, and what can be done with it.
 */
import { Badge, Box, Grid, Group, Paper, Stack, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { bitsPerCharacter } from '../../base/bits';
import { formatBytes } from '../../pictures/format';
import { useLab } from '../../state/lab';
import { isTrainedByQueue, specDifferences } from '../../state/selectors';
import type { LabState } from '../../state/types';
import { DifferenceList } from '../controls/difference-list';
import { EditableName } from '../controls/editable-name';
import { Facts } from '../controls/facts';
import type { Deletion } from './delete-dialog';
import { RunActions } from './run-actions';

type RunRecord = LabState['runs']['records'][number];

const statusColors: Record<RunRecord['status'] | 'training', string> = {
  running: 'yellow',
  paused: 'yellow',
  finished: 'blue',
  stopped: 'gray',
  failed: 'red',
  training: 'green',
};

export interface RunCardProps {
  record: RunRecord;
  /** The run that was made before this one. */
  before: RunRecord | null;
  onDelete: (deletion: Deletion) => void;
}

export function RunCard({ record, before, onDelete }: RunCardProps) {
  const { t, i18n } = useTranslation();
  const specOf = useLab((state) => state.specOf);
  const renameRun = useLab((state) => state.renameRun);
  const activeStatus = useLab(({ run }) => (run?.id === record.id ? run.status : null));
  const spec = specOf(record);
  const specBefore = before && specOf(before);
  const isQueued = useLab((state) => isTrainedByQueue(state, record.id));
  const status = activeStatus === 'running' || isQueued ? 'training' : record.status;
  const name = record.name || t('runs.unnamed');
  const bytes = record.checkpoints.reduce((sum, checkpoint) => sum + checkpoint.bytes, 0);
  const created = new Intl.DateTimeFormat(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(record.createdAt);
  const textName =
    spec && spec.text.source !== 'own' ? t(`common.corpora.${spec.text.source}`) : record.textName;

  return (
    <Paper component="li" withBorder radius="lg" p={{ base: 'md', sm: 'lg' }}>
      <Stack gap="md">
        <Group gap="sm" justify="space-between">
          <Group gap="sm">
            <EditableName
              name={record.name}
              placeholder={t('runs.unnamed')}
              onRename={(next) => void renameRun(record.id, next)}
            />
            <Badge variant="light" color={statusColors[status]} tt="none">
              {t(`runs.status.${status}`)}
            </Badge>
            {activeStatus !== null && (
              <Badge variant="outline" tt="none">
                {t('runs.active')}
              </Badge>
            )}
          </Group>
          <Text fz="sm" c="dimmed">
            <time dateTime={new Date(record.createdAt).toISOString()}>{created}</time>
          </Text>
        </Group>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 9 }}>
            <Stack gap="sm">
              <Text fz="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {textName}
                {spec && ` · ${t('runs.facts.modelLine', { ...spec.model })}`}
              </Text>
              <Facts
                facts={[
                  {
                    name: t('runs.facts.steps'),
                    value: t('runs.facts.stepOf', { step: record.step, steps: record.totalSteps }),
                  },
                  {
                    name: t('runs.facts.validationLoss'),
                    value: record.validationLoss?.toFixed(3) ?? t('runs.facts.none'),
                    help: bits(record, t),
                  },
                  { name: t('runs.facts.backend'), value: record.backend },
                  {
                    name: t('runs.facts.size'),
                    value: t('runs.facts.sizeOf', {
                      number: record.checkpoints.length,
                      size: formatBytes(bytes),
                    }),
                  },
                ]}
              />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 3 }}>
            <Box>
              <Text fz="sm" c="dimmed" mb={2}>
                {before ? t('runs.changes') : t('runs.first')}
              </Text>
              {!spec ? (
                <Text fz="sm" c="red">
                  {t('runs.unreadable')}
                </Text>
              ) : (
                specBefore && <DifferenceList differences={specDifferences(specBefore, spec)} />
              )}
            </Box>
          </Grid.Col>
        </Grid>
        <RunActions
          record={record}
          name={name}
          spec={spec}
          onDelete={() =>
            onDelete({
              id: record.id,
              title: t('runs.deleteTitle', { name }),
              text: t('runs.deleteText', { size: formatBytes(bytes) }),
            })
          }
        />
      </Stack>
    </Paper>
  );
}

/** The validation loss as it can be compared with that of runs with other tokenizers. */
function bits({ validationLoss, charactersPerToken = 0 }: RunRecord, t: TFunction) {
  if (validationLoss === null || charactersPerToken === 0) return undefined;
  const value = bitsPerCharacter(validationLoss, charactersPerToken).toFixed(2);
  return t('train.facts.bits', { value });
}
