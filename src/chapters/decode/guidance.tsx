/** @file Classifier-free guidance on the page: its fields, and the three distributions of one token. */
import { Stack, Text, Textarea } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecodedToken, StrategyConfig } from '../../decoding/types';
import { formatProbability } from '../../pictures/format';
import { NumberTable } from '../../pictures/NumberTable';
import { explained, likeliestIds, softmax } from '../../state/selectors';
import type { Tokenizer } from '../../text/types';
import { SliderField } from '../controls/slider-field';
import { ChainFields } from './chain-fields';

type GuidanceConfig = Extract<StrategyConfig, { kind: 'guidance' }>;

export interface GuidanceFieldsProps {
  config: GuidanceConfig;
  onChange: (config: GuidanceConfig) => void;
  vocabularySize: number;
  /** Of the model that writes; null as long as it is not known. */
  tokenizer: Tokenizer | null;
  /** Beside one token, where the negative prompt was read already. */
  compact?: boolean;
}

export function GuidanceFields(props: GuidanceFieldsProps) {
  const { config, onChange, compact = false } = props;
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      {!compact && (
        <Textarea
          size="xs"
          label={t('decodeStrategies.negativePrompt')}
          placeholder={t('decodeStrategies.negativePlaceholder')}
          value={config.negativePrompt}
          autosize
          minRows={1}
          maxRows={4}
          maxLength={4000}
          onChange={(event) => onChange({ ...config, negativePrompt: event.currentTarget.value })}
        />
      )}
      <SliderField
        name={t('decodeStrategies.scale')}
        value={config.scale}
        min={0}
        max={10}
        step={0.1}
        onChange={(scale) => onChange({ ...config, scale })}
      />
      <ChainFields {...props} />
    </Stack>
  );
}

export interface GuidanceTokenProps {
  token: DecodedToken;
  negativeLogits: Float32Array;
  config: GuidanceConfig;
  tokenizer: Tokenizer;
}

/** Tokens in the table that are likeliest under each of the three. */
const likeliest = 5;

export function GuidanceToken({ token, negativeLogits, config, tokenizer }: GuidanceTokenProps) {
  const { t } = useTranslation();
  const { scale } = config;
  const rows = useMemo(() => {
    const all = [token.logits, negativeLogits, explained(token, config).logits];
    const ids = new Set([token.id, ...all.flatMap((logits) => likeliestIds(logits, likeliest))]);
    const [prompt, negative, guided] = all.map((logits) => softmax(logits));
    return [...ids]
      .sort((left, right) => guided[right] - guided[left] || left - right)
      .map((id) => ({
        id: String(id),
        name: tokenizer.label(id) + (id === token.id ? ' ✓' : ''),
        cells: [prompt, negative, guided].map((one) => formatProbability(one[id])),
      }));
  }, [token, negativeLogits, config, tokenizer]);
  return (
    <Stack gap="xs">
      <Text fz="sm">{t('decodeStrategies.guidance.text', { scale })}</Text>
      <NumberTable
        label={t('decodeStrategies.guidance.table')}
        columns={[
          t('decodeStrategies.guidance.token'),
          t('decodeStrategies.guidance.prompt'),
          t('decodeStrategies.guidance.negative'),
          t('decodeStrategies.guidance.guided'),
        ]}
        rows={rows}
      />
    </Stack>
  );
}
