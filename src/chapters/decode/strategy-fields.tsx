/**
 * @file The sliders of one strategy.
 */
import { Group, Slider, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StrategyConfig } from '../../decoding/types';
import { choiceIndex, kChoices } from './strategies';

export interface StrategyFieldsProps {
  config: StrategyConfig;
  onChange: (config: StrategyConfig) => void;
  /** Largest k that makes a difference. */
  vocabularySize: number;
}

export function StrategyFields({ config, onChange, vocabularySize }: StrategyFieldsProps) {
  const { t } = useTranslation();
  const choices = useMemo(() => kChoices(Math.max(1, vocabularySize)), [vocabularySize]);
  switch (config.kind) {
    case 'greedy':
      return null;
    case 'beam':
      return (
        <Stack gap="sm">
          <Field
            name={t('decode.beams')}
            value={config.beams}
            min={1}
            max={16}
            step={1}
            onChange={(beams) => onChange({ ...config, beams })}
          />
          <Field
            name={t('decode.lengthPenalty')}
            value={config.lengthPenalty}
            min={-2}
            max={4}
            step={0.1}
            onChange={(lengthPenalty) => onChange({ ...config, lengthPenalty })}
          />
        </Stack>
      );
    case 'top-k':
      return (
        <Stack gap="sm">
          <Field
            name={t('decode.k')}
            value={choiceIndex(choices, config.k)}
            shown={config.k}
            min={0}
            max={choices.length - 1}
            step={1}
            onChange={(index) => onChange({ ...config, k: choices[index] ?? 1 })}
          />
          <Temperature
            value={config.temperature}
            onChange={(temperature) => onChange({ ...config, temperature })}
          />
        </Stack>
      );
    case 'top-p':
      return (
        <Stack gap="sm">
          <Field
            name={t('decode.p')}
            value={config.p}
            min={0.01}
            max={1}
            step={0.01}
            onChange={(p) => onChange({ ...config, p })}
          />
          <Temperature
            value={config.temperature}
            onChange={(temperature) => onChange({ ...config, temperature })}
          />
        </Stack>
      );
  }
}

function Temperature({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const { t } = useTranslation();
  return (
    <Field
      name={t('decode.temperature')}
      value={value}
      min={0.05}
      // A link may carry a higher one.
      max={Math.max(2, value)}
      step={0.05}
      onChange={onChange}
    />
  );
}

interface FieldProps {
  name: string;
  value: number;
  /** What the value means, if it is only a place. */
  shown?: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
}

function Field({ name, value, shown = value, min, max, step, onChange }: FieldProps) {
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap" mb={4}>
        <Text fz="xs">{name}</Text>
        <Text fz="xs" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
          {shown}
        </Text>
      </Group>
      <Slider
        size="sm"
        min={min}
        max={max}
        step={step}
        value={value}
        // Steps of 0.1 add up to 0.30000000000000004.
        onChange={(next) => onChange(Number(next.toFixed(4)))}
        label={null}
        thumbLabel={name}
        thumbProps={{ 'aria-valuetext': String(shown) }}
      />
    </div>
  );
}
