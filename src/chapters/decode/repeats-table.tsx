/**
 * @file The figures of many texts, a row for each strategy or setting.
 */
import { Box, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RepeatFigures } from '../../decoding/repeats';
import { toCsv } from '../../pictures/csv';
import { formatNumber } from '../../pictures/format';

export interface RepeatRow extends RepeatFigures {
  /** Of its strategy in the request. */
  index: number;
  name: string;
  /** Name beside its point. */
  short: string;
}

const signed = (value: number) => value.toFixed(2).replace('-', '−');

export function RepeatsTable({ rows }: { rows: readonly RepeatRow[] }) {
  const { t } = useTranslation();
  const columns: { name: string; of: (row: RepeatRow) => string }[] = [
    { name: t('decode.repeats.written'), of: ({ texts }) => String(texts) },
    { name: t('decode.repeats.different'), of: ({ different }) => String(different) },
    {
      name: t('decode.repeats.quality'),
      of: ({ quality: { mean, low, high } }) =>
        low === high ? signed(mean) : `${signed(mean)} (${signed(low)} … ${signed(high)})`,
    },
    {
      name: t('decode.perplexity'),
      of: ({ quality }) => formatNumber(Number(Math.exp(-quality.mean).toPrecision(3))),
    },
    ...([0, 1, 2] as const).map((at) => ({
      name: t('decode.distinct', { n: at + 1 }),
      of: ({ distinct }: RepeatRow) => distinct[at].toFixed(2),
    })),
    { name: t('decodeCompare.repetition'), of: ({ repetition }) => repetition.toFixed(2) },
    {
      name: t('decode.repeats.selfBleu'),
      of: ({ selfBleu }) => (Number.isNaN(selfBleu) ? '–' : selfBleu.toFixed(2)),
    },
    { name: t('decode.repeats.length'), of: ({ length }) => length.toFixed(1) },
  ];
  return (
    <Box
      style={{ overflowX: 'auto' }}
      tabIndex={0}
      role="region"
      aria-label={t('decode.repeats.table')}
    >
      <Table fz="sm" miw={860} style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('decode.strategy')}</Table.Th>
            {columns.map(({ name }) => (
              <Table.Th key={name} ta="right">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.index}>
              <Table.Th scope="row" fw={400}>
                {row.name}
              </Table.Th>
              {columns.map(({ name, of }) => (
                <Table.Td key={name} ta="right">
                  {of(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}

export function repeatsCsv(rows: readonly RepeatRow[]): string {
  const header = [
    'strategy',
    'texts',
    'different',
    'log_probability_per_token',
    'log_probability_10_percent',
    'log_probability_90_percent',
    'distinct_1',
    'distinct_2',
    'distinct_3',
    'repetition',
    'self_bleu',
    'tokens',
  ];
  return toCsv(
    header,
    rows.map(({ name, texts, different, quality, distinct, repetition, selfBleu, length }) => [
      name,
      texts,
      different,
      quality.mean,
      quality.low,
      quality.high,
      ...distinct,
      repetition,
      Number.isNaN(selfBleu) ? '' : selfBleu,
      length,
    ]),
  );
}
