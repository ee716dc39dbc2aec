/** @file Contrastive search on the page: its fields, and the candidates of one token. */
import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CandidateNote, StrategyConfig } from '../../decoding/types';
import { formatProbability } from '../../pictures/format';
import { NumberTable } from '../../pictures/NumberTable';
import type { Tokenizer } from '../../text/types';
import { SliderField } from '../controls/slider-field';

type ContrastiveConfig = Extract<StrategyConfig, { kind: 'contrastive' }>;

export interface ContrastiveFieldsProps {
  config: ContrastiveConfig;
  onChange: (config: ContrastiveConfig) => void;
}

export function ContrastiveFields({ config, onChange }: ContrastiveFieldsProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <SliderField
        name={t('decodeStrategies.candidates')}
        value={config.k}
        min={1}
        max={16}
        step={1}
        onChange={(k) => onChange({ ...config, k })}
      />
      <SliderField
        name={t('decodeStrategies.alpha')}
        value={config.alpha}
        min={0}
        max={1}
        step={0.05}
        onChange={(alpha) => onChange({ ...config, alpha })}
      />
    </Stack>
  );
}

export interface ContrastiveTokenProps {
  candidates: readonly CandidateNote[];
  chosenId: number;
  alpha: number;
  tokenizer: Tokenizer;
}

export function ContrastiveToken(props: ContrastiveTokenProps) {
  const { candidates, chosenId, alpha, tokenizer } = props;
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <Text fz="sm">{t('decodeStrategies.contrastive.chosen', { alpha })}</Text>
      <NumberTable
        label={t('decodeStrategies.contrastive.candidates')}
        columns={[
          t('decodeStrategies.contrastive.token'),
          t('decodeStrategies.contrastive.probability'),
          t('decodeStrategies.contrastive.penalty'),
          t('decodeStrategies.contrastive.score'),
        ]}
        rows={candidates.map(({ id, probability, penalty, score }) => ({
          id: String(id),
          name: tokenizer.label(id) + (id === chosenId ? ' ✓' : ''),
          cells: [formatProbability(probability), signed(penalty), signed(score)],
        }))}
      />
    </Stack>
  );
}

const signed = (value: number) => value.toFixed(3).replace('-', '−');
