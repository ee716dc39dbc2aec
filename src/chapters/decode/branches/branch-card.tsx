/**
 * @file One branch: its name, what it came from, its text with the part that was not left to its strategy,
 * and how it goes on.
 */
import { ActionIcon, Badge, Box, Button, Grid, Group, Paper, Stack, Text } from '@mantine/core';
import { IconPlayerStopFilled, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Branch } from '../../../experiment/branch';
import { ProbabilityText } from '../../../pictures/ProbabilityText';
import { useLab } from '../../../state/lab';
import { descendants, firstDivergence, originOf } from '../../../state/selectors';
import { EditableName } from '../../controls/editable-name';
import { ErrorAlert } from '../../controls/error-alert';
import { useSourceName } from '../../controls/use-source-name';
import { ColumnFigures } from '../column-figures';
import { statusColors } from '../decoded-column';
import { StopNote } from '../stop-note';
import { strategySigns } from '../strategies';
import { ContinueForm } from './continue-form';
import { useBranchName } from './use-branch-name';

export interface BranchCardProps {
  branch: Branch;
  /** 0 for a trunk. */
  depth: number;
  isSelected: boolean;
  /** Index of the token whose panel is open. */
  selected: number | undefined;
  onOpen: (token: number) => void;
}

/** Of the element, to scroll to it. */
export const cardId = (branch: string) => `branch-${branch}`;

export function BranchCard({ branch, depth, isSelected, selected, onOpen }: BranchCardProps) {
  const { t } = useTranslation();
  const { kept, written } = useLab((state) => state.branches);
  const renameBranch = useLab((state) => state.renameBranch);
  const deleteBranch = useLab((state) => state.deleteBranch);
  const stopBranches = useLab((state) => state.stopBranches);
  const nameOf = useBranchName();
  const sourceName = useSourceName();
  const { status = 'waiting', result, model, error } = written[branch.id] ?? {};
  const name = nameOf(branch);
  // What was stopped says of itself that it was still being written.
  const wasStopped = status === 'done' && result?.status === 'running';
  const shownStatus = wasStopped ? 'cancelled' : (result?.status ?? 'running');
  const below = descendants(kept, branch.id).length - 1;
  const { strategy, prompt } = branch;

  return (
    <Paper
      id={cardId(branch.id)}
      component="li"
      withBorder
      radius="md"
      p="md"
      aria-label={name}
      ml={{ base: Math.min(depth, 4) * 8, sm: Math.min(depth, 6) * 28 }}
      style={isSelected ? { borderColor: 'var(--picture-accent)' } : undefined}
    >
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <EditableName
            name={branch.name}
            placeholder={nameOf(branch, '')}
            mayBeEmpty
            onRename={(next) => void renameBranch(branch.id, next)}
          />
          <Group gap={6} wrap="nowrap">
            {status === 'writing' && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlayerStopFilled size={14} aria-hidden="true" />}
                onClick={() => void stopBranches()}
              >
                {t('branches.stop')}
              </Button>
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t(below === 0 ? 'branches.delete' : 'branches.deleteMany', {
                name,
                count: below,
              })}
              onClick={() => void deleteBranch(branch.id)}
            >
              <IconTrash size={16} aria-hidden="true" />
            </ActionIcon>
          </Group>
        </Group>
        <Origin branch={branch} />
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, sm: 'auto' }} miw={0}>
            {depth === 0 && prompt !== '' && (
              <Text fz="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
                {prompt}
              </Text>
            )}
            {result ? (
              <ProbabilityText
                tokens={result.tokens.map(({ id, probability }, at) => ({
                  id,
                  label: result.labels[at] ?? '',
                  probability,
                  endOfText: result.status === 'end-of-text' && at + 1 === result.tokens.length,
                  origin: originOf(branch, at),
                }))}
                stopFrom={result.stopped?.from}
                selected={selected}
                onSelect={onOpen}
              />
            ) : (
              error === null && (
                <Text fz="sm" c="dimmed">
                  {t(status === 'waiting' ? 'branches.waiting' : 'decode.waiting')}
                </Text>
              )
            )}
            <ErrorAlert error={error ?? null} title={t('branches.failed')} />
          </Grid.Col>
          {result && (
            <Grid.Col span={{ base: 12, sm: 'content' }} miw={190}>
              <Group gap={6} mb="xs">
                <Badge variant="light" color={statusColors[shownStatus]} tt="none">
                  {t(`decode.status.${shownStatus}`)}
                </Badge>
                <Text fz="xs" c="dimmed">
                  {[
                    t(`decode.strategies.${strategy.kind}`),
                    strategySigns(strategy),
                    `${t('branches.seed')} ${branch.seed}`,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </Text>
              </Group>
              <StopNote stopped={result.stopped} />
              <ColumnFigures result={result} />
            </Grid.Col>
          )}
        </Grid>
        {model && depth === 0 && (
          <Text fz="xs" c="dimmed">
            {t('decode.writtenBy', { name: sourceName(model.source), step: model.step })}
          </Text>
        )}
        {result && <ContinueForm branch={branch} result={result} isBusy={status !== 'done'} />}
      </Stack>
    </Paper>
  );
}

/** What a branch came from, and where the two texts really part. */
function Origin({ branch }: { branch: Branch }) {
  const { t } = useTranslation();
  const { kept, written } = useLab((state) => state.branches);
  const nameOf = useBranchName();
  const parent = kept.find(({ id }) => id === branch.parent);
  const own = written[branch.id]?.result;
  const others = parent && written[parent.id]?.result;
  const sentences: string[] = [];
  if (!parent) {
    if (branch.parent === null) sentences.push(t('branches.isTrunk'));
  } else {
    const token = branch.given + (branch.isChosen ? 1 : 0);
    const label = own?.labels[branch.given] ?? '…';
    const isOther = others?.tokens[branch.given]?.id !== own?.tokens[branch.given]?.id;
    const other = isOther ? others?.labels[branch.given] : undefined;
    const names = { parent: nameOf(parent), token, label };
    sentences.push(
      !branch.isChosen
        ? t('branches.fromGoesOn', names)
        : other === undefined
          ? t('branches.fromNew', names)
          : t('branches.fromChosen', { ...names, other }),
    );
    if (own && others) {
      const idsOf = ({ tokens }: typeof own) => tokens.map(({ id }) => id);
      const [, parting] = firstDivergence([idsOf(others), idsOf(own)]);
      if (parting === null) sentences.push(t('branches.same'));
      // Where it is not the place of the choice itself, it is worth telling.
      else if (!branch.isChosen || parting !== branch.given) {
        sentences.push(t('branches.parts', { token: parting + 1 }));
      }
    }
  }
  if (sentences.length === 0) return null;
  return (
    <Box>
      <Text fz="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {sentences.join(' ')}
      </Text>
    </Box>
  );
}
