/**
 * @file Where one spec differs from another, one short line each.
 */
import { Box, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Difference } from '../../experiment/differences';
import { differenceTexts } from './spec-fields';

export function DifferenceList({ differences }: { differences: readonly Difference[] }) {
  const { t } = useTranslation();
  const texts = differenceTexts(differences, t);
  if (texts.length === 0) {
    return (
      <Text fz="sm" c="dimmed">
        {t('runs.differences.same')}
      </Text>
    );
  }
  return (
    <Box
      component="ul"
      m={0}
      p={0}
      fz="sm"
      lh={1.6}
      style={{ listStyle: 'none', overflowWrap: 'anywhere' }}
      aria-label={t('runs.differences.list')}
    >
      {texts.map(({ path, name, before, after }) => (
        <li key={path}>
          {name}{' '}
          <Text span c="dimmed" fz="sm">
            {before} →
          </Text>{' '}
          <Text span fw={600} fz="sm">
            {after}
          </Text>
        </li>
      ))}
    </Box>
  );
}
