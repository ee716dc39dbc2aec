/**
 * @file Copies a link that opens the lab with this very spec; on the page of decoding, with its branches too.
 */
import { ActionIcon, Popover, Text, TextInput } from '@mantine/core';
import { IconCheck, IconLink } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { withBranches, type SharedLink } from '../state/branch-address';
import { useLab } from '../state/lab';
import { pageAt } from './chapters';

interface Outcome extends SharedLink {
  kind: 'copied' | 'refused';
}

/** Milliseconds that the confirmation stays. */
const confirmationDelay = 1800;

export function ShareButton() {
  const { t } = useTranslation();
  const shareLink = useLab((state) => state.shareLink);
  const branches = useLab((state) => state.branches.kept);
  const page = pageAt(useLocation().pathname);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    // That something is missing is not to be overlooked.
    if (outcome?.kind !== 'copied' || outcome.leftOut > 0) return;
    const timer = setTimeout(() => setOutcome(null), confirmationDelay);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    const shared = await withBranches(shareLink(), page === 'decode' ? branches : []);
    try {
      await navigator.clipboard.writeText(shared.link);
      setOutcome({ kind: 'copied', ...shared });
    } catch {
      setOutcome({ kind: 'refused', ...shared });
    }
  };
  const isCopied = outcome?.kind === 'copied';
  const Icon = isCopied ? IconCheck : IconLink;
  return (
    <Popover
      opened={outcome !== null}
      onChange={(opened) => {
        if (!opened) setOutcome(null);
      }}
      position="bottom-end"
      shadow="md"
      withinPortal
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('common.share.copy')}
          title={t('common.share.copy')}
          onClick={() => void copy()}
        >
          <Icon size={18} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown role="status">
        {outcome?.kind === 'refused' ? (
          <>
            <Text fz="sm" mb="xs">
              {t('common.share.failed')}
            </Text>
            <TextInput
              readOnly
              aria-label={t('common.share.copy')}
              value={outcome.link}
              onFocus={(event) => event.currentTarget.select()}
            />
          </>
        ) : (
          <Text fz="sm">{t('common.share.copied')}</Text>
        )}
        {outcome && outcome.leftOut > 0 && (
          <Text fz="sm">{t('common.share.leftOut', { count: outcome.leftOut })}</Text>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
