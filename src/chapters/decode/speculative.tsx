/**
 * @file Speculative decoding on the page: its fields, what became of the guesses of a column, and of the
 * guess of one token.
 */
import { Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProcessorContext } from '../../decoding/processors/processor';
import type { DecodedToken, StrategyConfig, TokenNote } from '../../decoding/types';
import type { LabelledUpdate } from '../../experiment/decoding-stream';
import { DraftStrip, type DraftToken } from '../../pictures/DraftStrip';
import { formatProbability } from '../../pictures/format';
import { NumberTable } from '../../pictures/NumberTable';
import { distributionAfter, likeliestIds } from '../../state/selectors';
import type { Tokenizer } from '../../text/types';
import { SliderField } from '../controls/slider-field';
import { ChainFields } from './chain-fields';
import { DraftField } from './draft-field';

type SpeculativeConfig = Extract<StrategyConfig, { kind: 'speculative' }>;
type SpeculativeNote = Extract<TokenNote, { kind: 'speculative' }>;

export interface SpeculativeFieldsProps {
  config: SpeculativeConfig;
  onChange: (config: SpeculativeConfig) => void;
  vocabularySize: number;
  /** Of the model that writes; null as long as it is not known. */
  tokenizer: Tokenizer | null;
  /** Beside one token, where the guesses were made already. */
  compact?: boolean;
}

export function SpeculativeFields(props: SpeculativeFieldsProps) {
  const { config, onChange, compact = false } = props;
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      {!compact && (
        <>
          <DraftField draft={config.draft} onChange={(draft) => onChange({ ...config, draft })} />
          <SliderField
            name={t('decodeStrategies.gamma')}
            value={config.gamma}
            min={1}
            max={8}
            step={1}
            onChange={(gamma) => onChange({ ...config, gamma })}
          />
        </>
      )}
      <ChainFields {...props} />
    </Stack>
  );
}

export interface SpeculationProps {
  result: LabelledUpdate;
  tokenizer: Tokenizer;
}

export function Speculation({ result, tokenizer }: SpeculationProps) {
  const { t } = useTranslation();
  const { tokens, labels, speculation } = result;
  const drafts = useMemo(
    () =>
      tokens.flatMap(({ note }, index): DraftToken[] => {
        if (note?.kind !== 'speculative') return [];
        const { outcome } = note;
        const rejected = outcome === 'resampled' ? tokenizer.label(note.guessed) : undefined;
        return [{ label: labels[index], outcome, rejected }];
      }),
    [tokens, labels, tokenizer],
  );
  if (!speculation || drafts.length === 0) return null;
  const { passes, drafted, accepted } = speculation;
  const figures = [
    {
      id: 'rate',
      name: t('decodeStrategies.speculative.rate'),
      value: t('decodeStrategies.speculative.rateValue', {
        accepted,
        drafted,
        share: drafted === 0 ? '–' : formatProbability(accepted / drafted),
      }),
    },
    {
      id: 'passes',
      name: t('decodeStrategies.speculative.perPass'),
      value: passes === 0 ? '–' : (drafts.length / passes).toFixed(2),
    },
  ];
  return (
    <Stack gap={4}>
      <DraftStrip tokens={drafts} />
      {figures.map(({ id, name, value }) => (
        <Text key={id} fz="xs">
          {name}: <strong>{value}</strong>
        </Text>
      ))}
    </Stack>
  );
}

export interface SpeculativeTokenProps {
  token: DecodedToken;
  note: SpeculativeNote;
  config: SpeculativeConfig;
  context: ProcessorContext;
  tokenizer: Tokenizer;
}

export function SpeculativeToken(props: SpeculativeTokenProps) {
  const { note, tokenizer } = props;
  const { t } = useTranslation();
  if (note.outcome === 'bonus') {
    return <Text fz="sm">{t('decodeStrategies.speculative.tokenBonus')}</Text>;
  }
  const { p, q } = note;
  const about = {
    guessed: tokenizer.label(note.guessed),
    p: formatProbability(p),
    q: formatProbability(q),
    chance: formatProbability(Math.min(1, p / q)),
  };
  return (
    <Stack gap="xs">
      <Text fz="sm">
        {note.outcome === 'accepted'
          ? t('decodeStrategies.speculative.tokenAccepted', about)
          : t('decodeStrategies.speculative.tokenResampled', about)}
      </Text>
      {note.draftLogits && <ModelAndDraft {...props} draftLogits={note.draftLogits} />}
    </Stack>
  );
}

/** Tokens in the table that are likeliest under each of the two. */
const likeliest = 6;

function ModelAndDraft(props: SpeculativeTokenProps & { draftLogits: Float32Array }) {
  const { token, config, context, tokenizer, draftLogits } = props;
  const { t } = useTranslation();
  const { rows, overlap } = useMemo(() => {
    const p = distributionAfter(token.logits, config, context);
    const q = distributionAfter(draftLogits, config, context);
    const ids = new Set([token.id, ...[p, q].flatMap((one) => likeliestIds(one, likeliest))]);
    return {
      overlap: p.reduce((sum, one, id) => sum + Math.min(one, q[id]), 0),
      rows: [...ids]
        .sort((left, right) => p[right] - p[left] || left - right)
        .map((id) => ({
          id: String(id),
          name: tokenizer.label(id) + (id === token.id ? ' ✓' : ''),
          cells: [p[id], q[id], Math.max(0, p[id] - q[id])].map(formatProbability),
        })),
    };
  }, [token, draftLogits, config, context, tokenizer]);
  return (
    <>
      <NumberTable
        label={t('decodeStrategies.speculative.table')}
        columns={[
          t('decodeStrategies.speculative.token'),
          t('decodeStrategies.speculative.model'),
          t('decodeStrategies.speculative.draft'),
          t('decodeStrategies.speculative.rest'),
        ]}
        rows={rows}
      />
      <Text fz="sm">
        {t('decodeStrategies.speculative.overlap', { overlap: formatProbability(overlap) })}
      </Text>
    </>
  );
}
