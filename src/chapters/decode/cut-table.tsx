/**
 * @file What every column's strategy leaves of one distribution, in numbers beside the lines on its bars.
 */
import { Stack, Table, Text } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatProbability } from '../../pictures/format';
import { Swatch } from '../../pictures/Swatch';
import { useLab } from '../../state/lab';
import { strategySigns } from './strategies';
import type { ColumnCut } from './use-explanation';

/** Drawn only if the cuts are other ones: not at every move of a slider. */
export const CutTable = memo(function CutTable({ cuts }: { cuts: readonly ColumnCut[] }) {
  const { t } = useTranslation();
  const strategies = useLab((state) => state.decoding.shownConfig?.columns);
  if (cuts.length === 0) return null;
  const nameOf = ([column]: number[]) => {
    const strategy = strategies?.at(column);
    if (!strategy) return '';
    return `${t(`decode.strategies.${strategy.kind}`)} ${strategySigns(strategy)}`;
  };
  return (
    <Stack gap={4}>
      <Text fz="sm" fw={500}>
        {t('decodeCompare.cuts.title')}
      </Text>
      <Text fz="xs" c="dimmed">
        {t('decodeCompare.cuts.hint')}
      </Text>
      <Table fz="xs" aria-label={t('decodeCompare.cuts.title')} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('decodeCompare.cuts.column')}</Table.Th>
            <Table.Th ta="right">{t('decodeCompare.cuts.kept')}</Table.Th>
            <Table.Th ta="right">{t('decodeCompare.cuts.mass')}</Table.Th>
            <Table.Th ta="right">{t('decodeCompare.cuts.entropy')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody style={{ fontVariantNumeric: 'tabular-nums' }}>
          {cuts.map(({ columns, kept, mass, entropy, line }) => (
            <Table.Tr key={line.name}>
              <Table.Th scope="row" fw={400} style={{ overflowWrap: 'anywhere' }}>
                <Swatch color={line.color} /> {columns.map((column) => column + 1).join(', ')} ·{' '}
                {nameOf(columns)}
              </Table.Th>
              <Table.Td ta="right">{formatNumber(kept)}</Table.Td>
              <Table.Td ta="right">{formatProbability(Math.min(1, mass))}</Table.Td>
              <Table.Td ta="right">{entropy.toFixed(2)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
});
