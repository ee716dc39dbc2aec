/**
 * @file Length, log-probability, perplexity, distinct-n and repetition of what a column wrote, and how fast.
 */
import { Box, Text } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelledUpdate } from '../../experiment/decoding-stream';
import { formatNumber } from '../../pictures/format';

export function ColumnFigures({ result }: { result: LabelledUpdate }) {
  const { t } = useTranslation();
  const { logProbability, perplexity, distinct, repetition } = result.statistics;
  const { tokensPerSecond } = result;
  const figures = [
    { name: t('decode.tokens'), value: String(result.tokens.length) },
    { name: t('decode.logProbability'), value: logProbability.toFixed(2).replace('-', '−') },
    { name: t('decode.perplexity'), value: formatNumber(Number(perplexity.toPrecision(3))) },
    ...distinct.map((share, index) => ({
      name: t('decode.distinct', { n: index + 1 }),
      value: share.toFixed(2),
    })),
    { name: t('decodeCompare.repetition'), value: repetition.toFixed(2) },
    {
      name: t('decodeCompare.tokensPerSecond'),
      value: tokensPerSecond === null ? '–' : formatNumber(Number(tokensPerSecond.toPrecision(3))),
    },
  ];
  return (
    <Box
      component="dl"
      m={0}
      fz="xs"
      aria-label={t('decode.statistics')}
      style={{ display: 'grid', gridTemplateColumns: '1fr auto', gap: '4px 12px' }}
    >
      {figures.map(({ name, value }) => (
        <Fragment key={name}>
          <Text component="dt" fz="xs" c="dimmed">
            {name}
          </Text>
          <Text
            component="dd"
            m={0}
            fz="xs"
            ta="right"
            style={{ fontVariantNumeric: 'tabular-nums' }}
          >
            {value}
          </Text>
        </Fragment>
      ))}
    </Box>
  );
}
