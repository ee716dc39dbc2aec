/**
 * @file Where a column stopped, and what is cut off behind it.
 */
import { Mark, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabelledUpdate } from '../../experiment/decoding-stream';
import { visibleText } from '../../pictures/visible-text';

export function StopNote({ stopped }: Pick<LabelledUpdate, 'stopped'>) {
  const { t } = useTranslation();
  if (!stopped) return null;
  return (
    <Text fz="xs" style={{ overflowWrap: 'anywhere' }}>
      {t('decodeLimits.stop.found')} <Mark>{visibleText(stopped.stop)}</Mark>
      {stopped.cut !== '' && (
        <>
          {' '}
          {t('decodeLimits.stop.cut')}{' '}
          <Text span inherit c="dimmed" td="line-through">
            {visibleText(stopped.cut)}
          </Text>
        </>
      )}
    </Text>
  );
}
