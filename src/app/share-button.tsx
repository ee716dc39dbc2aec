/**
 * @file Copies a link that opens the lab with this very spec.
 */
import { ActionIcon, Popover, Text, TextInput } from '@mantine/core';
import { IconCheck, IconLink } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../state/lab';

type Outcome = { kind: 'copied' } | { kind: 'refused'; link: string };

/** Milliseconds that the confirmation stays. */
const confirmationDelay = 1800;

export function ShareButton() {
  const { t } = useTranslation();
  const shareLink = useLab((state) => state.shareLink);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    if (outcome?.kind !== 'copied') return;
    const timer = setTimeout(() => setOutcome(null), confirmationDelay);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    const link = shareLink();
    try {
      await navigator.clipboard.writeText(link);
      setOutcome({ kind: 'copied' });
    } catch {
      setOutcome({ kind: 'refused', link });
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
      </Popover.Dropdown>
    </Popover>
  );
}
