/**
 * @file An error of the lab in the reader's language.
 */
import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ErrorReport } from '../../base/errors';
import { useTranslatedError } from '../../language/use-translated-error';

export interface ErrorAlertProps {
  /** Nothing is drawn without an error. */
  error: ErrorReport | null;
  title?: string;
  /** Work goes on in spite of it. */
  mild?: boolean;
}

export function ErrorAlert({ error, title, mild = false }: ErrorAlertProps) {
  const translate = useTranslatedError();
  if (!error) return null;
  return (
    <Alert
      role="alert"
      color={mild ? 'yellow' : 'red'}
      title={title}
      icon={<IconAlertTriangle size={20} aria-hidden="true" />}
    >
      {translate(error)}
    </Alert>
  );
}
