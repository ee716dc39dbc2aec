/**
 * @file The sliders of one strategy.
 */
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StrategyConfig } from '../../decoding/types';
import type { Tokenizer } from '../../text/types';
import { BeamFields } from './beam-fields';
import { ChainFields } from './chain-fields';
import { ContrastiveFields } from './contrastive';
import { GuidanceFields } from './guidance';
import { SliderField } from '../controls/slider-field';
import { KField } from './k-field';
import { MirostatFields } from './mirostat';
import { SpeculativeFields } from './speculative';

export interface StrategyFieldsProps {
  config: StrategyConfig;
  onChange: (config: StrategyConfig) => void;
  /** Largest k that makes a difference. */
  vocabularySize: number;
  /** Of the model that writes; null as long as it is not known. */
  tokenizer: Tokenizer | null;
  /** Without explanations. */
  compact?: boolean;
}

export function StrategyFields(props: StrategyFieldsProps) {
  const { config, onChange, vocabularySize } = props;
  const { t } = useTranslation();
  switch (config.kind) {
    case 'greedy':
      return null;
    case 'beam':
      return <BeamFields {...props} config={config} />;
    case 'top-k':
      return (
        <Stack gap="sm">
          <KField
            name={t('decode.k')}
            value={config.k}
            largest={vocabularySize}
            onChange={(k) => onChange({ ...config, k })}
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
          <SliderField
            name={t('decode.p')}
            value={config.p}
            min={0}
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
    case 'chain':
      return <ChainFields {...props} config={config} />;
    case 'mirostat':
      return <MirostatFields {...props} config={config} />;
    case 'contrastive':
      return <ContrastiveFields {...props} config={config} />;
    case 'speculative':
      return <SpeculativeFields {...props} config={config} />;
    case 'guidance':
      return <GuidanceFields {...props} config={config} />;
  }
}

function Temperature({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const { t } = useTranslation();
  return (
    <SliderField
      name={t('decode.temperature')}
      value={value}
      min={0}
      // A link may carry a higher one.
      max={Math.max(2, value)}
      step={0.05}
      onChange={onChange}
    />
  );
}
