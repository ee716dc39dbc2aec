/** @file Mirostat on the page: its fields, how μ and surprise went, and what it did at one token. */
import { Box, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StrategyConfig, TokenNote } from '../../decoding/types';
import type { LabelledUpdate } from '../../experiment/decoding-stream';
import { LineChart, type ChartSeries } from '../../pictures/LineChart';
import { SliderField } from '../controls/slider-field';

type MirostatConfig = Extract<StrategyConfig, { kind: 'mirostat' }>;

export interface MirostatFieldsProps {
  config: MirostatConfig;
  onChange: (config: MirostatConfig) => void;
  /** Beside one token, where μ stands already. */
  compact?: boolean;
}

export function MirostatFields({ config, onChange, compact = false }: MirostatFieldsProps) {
  const { t } = useTranslation();
  if (compact) return null;
  return (
    <Stack gap="sm">
      <SliderField
        name={t('decodeStrategies.tau')}
        value={config.tau}
        min={0}
        max={10}
        step={0.1}
        onChange={(tau) => onChange({ ...config, tau })}
      />
      <SliderField
        name={t('decodeStrategies.eta')}
        value={config.eta}
        min={0}
        max={1}
        step={0.01}
        onChange={(eta) => onChange({ ...config, eta })}
      />
    </Stack>
  );
}

export function MirostatCurve({ result, tau }: { result: LabelledUpdate; tau: number }) {
  const { t } = useTranslation();
  const { tokens } = result;
  const series = useMemo((): ChartSeries[] => {
    const points = (value: (note: Extract<TokenNote, { kind: 'mirostat' }>) => number) =>
      tokens.flatMap(({ note }, index) =>
        note?.kind === 'mirostat' ? [{ x: index + 1, y: value(note) }] : [],
      );
    return [
      {
        id: 'mu',
        name: t('decodeStrategies.mirostat.mu'),
        color: 'var(--picture-accent)',
        points: points(({ mu }) => mu),
        look: 'strong',
      },
      {
        id: 'surprise',
        name: t('decodeStrategies.mirostat.surprise'),
        color: 'var(--picture-second)',
        points: points(({ surprise }) => surprise),
      },
    ];
  }, [tokens, t]);
  const rules = useMemo(
    () => [{ value: tau, label: t('decodeStrategies.mirostat.target'), axis: 'y' as const }],
    [tau, t],
  );
  return (
    <Box>
      <LineChart
        label={t('decodeStrategies.mirostat.curve')}
        xLabel={t('decodeStrategies.mirostat.token')}
        series={series}
        rules={rules}
        height={150}
        formatY={bits}
      />
    </Box>
  );
}

const bits = (value: number) => value.toFixed(2).replace('-', '−');

export function MirostatToken({ note }: { note: Extract<TokenNote, { kind: 'mirostat' }> }) {
  const { t } = useTranslation();
  return (
    <Text fz="sm">
      {t('decodeStrategies.mirostat.drawn', { mu: bits(note.mu), surprise: bits(note.surprise) })}
    </Text>
  );
}
