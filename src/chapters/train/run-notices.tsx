/**
 * @file What befell the run: a lost device, something that could not be kept, an error.
 */
import { Alert } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { ErrorAlert } from '../controls/error-alert';

export function RunNotices() {
  const { t } = useTranslation();
  const recovered = useLab((state) => state.run?.recovered ?? null);
  const problem = useLab((state) => state.run?.problem ?? null);
  const error = useLab((state) => state.run?.error ?? null);
  return (
    <>
      {recovered && (
        <Alert
          role="status"
          color="blue"
          title={t('train.recoveredTitle')}
          icon={<IconRefresh size={20} aria-hidden="true" />}
        >
          {t('train.recovered', { ...recovered })}
        </Alert>
      )}
      <ErrorAlert error={problem} title={t('train.problemTitle')} mild />
      <ErrorAlert error={error} title={t('train.errorTitle')} />
    </>
  );
}
