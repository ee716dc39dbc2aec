/**
 * @file An error in one page stays in this page.
 */
import { Alert, Button, Stack, Text } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { reportError, type ErrorReport } from '../base/errors';

interface State {
  error: ErrorReport | null;
}

export class ChapterBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: reportError(error) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return <Crash message={error.message} onRetry={() => this.setState({ error: null })} />;
  }
}

function Crash({ message, onRetry }: { message: string; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert color="red" role="alert" title={t('common.crash.title')}>
      <Stack gap="sm" align="start">
        <Text fz="sm">{t('common.crash.text')}</Text>
        <Text fz="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {message}
        </Text>
        <Button size="sm" variant="default" onClick={onRetry}>
          {t('common.crash.retry')}
        </Button>
      </Stack>
    </Alert>
  );
}
