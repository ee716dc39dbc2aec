/**
 * @file What the reader should know wherever they are: a link that could not be read, a run that
 * was cut short, what befell the run that is going on.
 */
import { Alert, Button, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useTranslatedError } from '../language/use-translated-error';
import { useLab } from '../state/lab';
import type { PageName } from './chapters';

/** @param page that is open: the page `train` tells about its run itself */
export function Notices({ page }: { page: PageName | null }) {
  return (
    <div className="lab-notices" aria-live="polite">
      <LinkNotice />
      <ResumeNotice />
      {page !== 'train' && <RunNotices />}
    </div>
  );
}

function LinkNotice() {
  const { t } = useTranslation();
  const translate = useTranslatedError();
  const problem = useLab((state) => state.linkProblem);
  const dismiss = useLab((state) => state.dismissLinkProblem);
  return (
    problem && (
      <Notice color="yellow" title={t('common.notices.linkTitle')} onDismiss={dismiss}>
        {translate(problem)}
      </Notice>
    )
  );
}

function ResumeNotice() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const record = useLab((state) => state.runs.resumable);
  const resumeRun = useLab((state) => state.resumeRun);
  const dismiss = useLab((state) => state.dismissResumable);
  if (!record) return null;
  const step = record.checkpoints.at(-1)?.step ?? 0;
  return (
    <Notice color="indigo" title={t('common.notices.resumableTitle')}>
      <Text fz="sm" mb="sm">
        {t('common.notices.resumable', { name: record.name, step })}
      </Text>
      <Group gap="xs">
        <Button
          size="xs"
          onClick={() => {
            void resumeRun(record.id);
            void navigate('/train');
          }}
        >
          {t('common.notices.resume')}
        </Button>
        <Button size="xs" variant="default" onClick={dismiss}>
          {t('common.notices.notNow')}
        </Button>
      </Group>
    </Notice>
  );
}

function RunNotices() {
  const { t } = useTranslation();
  const translate = useTranslatedError();
  const recovered = useLab((state) => state.run?.recovered ?? null);
  const problem = useLab((state) => state.run?.problem ?? null);
  // Each notice is dismissed by itself: another loss or another problem shows again.
  const [dismissed, setDismissed] = useState<readonly object[]>([]);
  const dismiss = (what: object) => setDismissed([...dismissed, what]);
  return (
    <>
      {recovered && !dismissed.includes(recovered) && (
        <Notice
          color="indigo"
          title={t('common.notices.recoveredTitle')}
          onDismiss={() => dismiss(recovered)}
        >
          {t('common.notices.recovered', { ...recovered })}
        </Notice>
      )}
      {problem && !dismissed.includes(problem) && (
        <Notice
          color="yellow"
          title={t('common.notices.problemTitle')}
          onDismiss={() => dismiss(problem)}
        >
          {translate(problem)}
        </Notice>
      )}
    </>
  );
}

interface NoticeProps {
  color: string;
  title: string;
  onDismiss?: () => void;
  children: ReactNode;
}

function Notice({ color, title, onDismiss, children }: NoticeProps) {
  const { t } = useTranslation();
  return (
    <Alert
      color={color}
      title={title}
      withCloseButton={onDismiss !== undefined}
      closeButtonLabel={t('common.notices.dismiss')}
      onClose={onDismiss}
    >
      {children}
    </Alert>
  );
}
