/**
 * @file The branches of texts: their family as a picture, and each with its text.
 */
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BranchMap, type BranchMapLine } from '../../../pictures/BranchMap';
import { PictureFrame } from '../../../pictures/PictureFrame';
import { useLab } from '../../../state/lab';
import { familyOrder } from '../../../state/selectors';
import { Section } from '../../controls/chapter-parts';
import { ErrorAlert } from '../../controls/error-alert';
import type { TokenPlace } from '../token-place';
import { BranchCard, cardId } from './branch-card';
import { branchesCsv } from './branches-csv';
import { useBranchName } from './use-branch-name';

export interface BranchesSectionProps {
  opened: TokenPlace | null;
  onOpen: (place: TokenPlace) => void;
}

export function BranchesSection({ opened, onOpen }: BranchesSectionProps) {
  const { t } = useTranslation();
  const { kept, written, newest, error } = useLab((state) => state.branches);
  const openBranches = useLab((state) => state.openBranches);
  const nameOf = useBranchName();
  /** The branch that was pointed out on the map, over the newest one of then. */
  const [pointed, setPointed] = useState<{ id: string; over: string | null } | null>(null);
  const selected = pointed?.over === newest && pointed ? pointed.id : newest;
  const family = useMemo(() => familyOrder(kept), [kept]);

  useEffect(() => void openBranches(), [openBranches]);

  // What is new is shown; coming back to the page is no reason to scroll.
  const shown = useRef(newest);
  useEffect(() => {
    if (newest === shown.current) return;
    shown.current = newest;
    showCard(newest);
  }, [newest]);

  const rows = new Map(family.map(({ branch }, row) => [branch.id, row]));
  const lines = family.map(({ branch }): BranchMapLine => {
    const result = written[branch.id]?.result;
    return {
      id: branch.id,
      name: nameOf(branch),
      parent: branch.parent === null ? null : (rows.get(branch.parent) ?? null),
      given: branch.given,
      // Until it is written, what is known of it.
      tokens: result?.tokens.length ?? branch.forcedIds.length,
      chosen: branch.isChosen ? (result?.labels[branch.given] ?? '') : null,
    };
  });

  return (
    <Section title={t('branches.title')} hint={t('branches.hint')}>
      <Stack gap="lg">
        <Deleted />
        <ErrorAlert error={error} title={t('branches.problem')} mild />
        {family.length > 0 && (
          <>
            <PictureFrame
              title={t('branches.map')}
              caption={t('branches.mapCaption')}
              file="branches"
              drawn
              csv={() => branchesCsv(family, written, lines)}
            >
              <BranchMap
                lines={lines}
                selected={selected}
                onSelect={(id) => {
                  setPointed({ id, over: newest });
                  showCard(id);
                }}
              />
            </PictureFrame>
            <Stack
              component="ul"
              gap="sm"
              p={0}
              m={0}
              style={{ listStyle: 'none' }}
              aria-label={t('branches.list')}
            >
              {family.map(({ branch, depth }) => (
                <BranchCard
                  key={branch.id}
                  branch={branch}
                  depth={depth}
                  isSelected={branch.id === selected}
                  selected={
                    opened && 'branch' in opened && opened.branch === branch.id
                      ? opened.token
                      : undefined
                  }
                  onOpen={(token) => onOpen({ branch: branch.id, token })}
                />
              ))}
            </Stack>
            <Text fz="xs" c="dimmed">
              {t('branches.kept')}
            </Text>
          </>
        )}
      </Stack>
    </Section>
  );
}

function showCard(id: string | null): void {
  if (id === null) return;
  document.getElementById(cardId(id))?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
}

/** What was deleted last can be brought back. */
function Deleted() {
  const { t } = useTranslation();
  const deleted = useLab((state) => state.branches.deleted);
  const restoreBranches = useLab((state) => state.restoreBranches);
  const nameOf = useBranchName();
  if (deleted.length === 0) return null;
  const [first, ...others] = deleted;
  return (
    <Group gap="sm" role="status">
      <Text fz="sm">
        {t(others.length === 0 ? 'branches.deleted' : 'branches.deletedMany', {
          name: nameOf(first),
          count: others.length,
        })}
      </Text>
      <Button
        size="xs"
        variant="light"
        leftSection={<IconArrowBackUp size={14} aria-hidden="true" />}
        onClick={() => void restoreBranches()}
      >
        {t('branches.undo')}
      </Button>
    </Group>
  );
}
