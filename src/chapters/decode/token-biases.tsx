/**
 * @file The tokens of a logit bias, each with its number, and the buttons that bias a token.
 */
import { Button, CloseButton, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Link } from '../../decoding/processors';
import { ban, mostTokens, processors } from '../../state/selectors';
import type { Tokenizer } from '../../text/types';
import { SliderField } from '../controls/slider-field';

export interface TokenBiasesProps {
  link: Link;
  tokenizer: Tokenizer | null;
  onChange: (link: Link) => void;
}

/** A settings' token may be beyond the vocabulary of another model. */
const labelOf = (tokenizer: Tokenizer | null, id: number) =>
  tokenizer && id < tokenizer.vocabularySize ? tokenizer.label(id) : `#${id}`;

export function TokenBiases({ link, tokenizer, onChange }: TokenBiasesProps) {
  const { t } = useTranslation();
  const range = processors[link.name].perToken;
  if (!range) return null;
  const biases = Object.entries(link.settings);
  if (biases.length === 0) {
    return (
      <Text fz="xs" c="dimmed">
        {t('decodeLimits.bias.none')}
      </Text>
    );
  }
  const without = (id: string) => Object.fromEntries(biases.filter(([other]) => other !== id));
  return (
    <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
      {biases.map(([id, bias]) => {
        const token = labelOf(tokenizer, Number(id));
        return (
          <Group key={id} component="li" gap={4} wrap="nowrap" align="flex-start">
            <div style={{ flex: 1, minWidth: 0 }}>
              {bias === ban ? (
                <Text fz="xs" style={{ overflowWrap: 'anywhere' }}>
                  <s>{token}</s> {t('decodeLimits.bias.ban')}
                </Text>
              ) : (
                <SliderField
                  name={token}
                  value={bias}
                  // Larger ones, which a link may carry, leave nothing else.
                  min={Math.min(-10, bias)}
                  max={Math.max(10, bias)}
                  step={range.step}
                  onChange={(next) =>
                    onChange({ ...link, settings: { ...link.settings, [id]: next } })
                  }
                />
              )}
            </div>
            <CloseButton
              size="xs"
              aria-label={t('decodeLimits.bias.forget', { token })}
              onClick={() => onChange({ ...link, settings: without(id) })}
            />
          </Group>
        );
      })}
    </Stack>
  );
}

export interface BiasButtonsProps {
  token: string;
  /** 0 where there is none. */
  bias: number;
  /** Whether no further token can have one. */
  isFull: boolean;
  onChange: (bias: number) => void;
}

/** What one click adds, in logits: e² ≈ 7.4 times as likely against the others. */
const step = 2;

export function BiasButtons({ token, bias, isFull, onChange }: BiasButtonsProps) {
  const { t } = useTranslation();
  if (isFull && bias === 0) {
    return (
      <Text fz="xs" c="dimmed">
        {t('decodeLimits.bias.full', { count: mostTokens })}
      </Text>
    );
  }
  const from = bias === ban ? 0 : bias;
  return (
    <Group gap={6} role="group" aria-label={t('decodeLimits.bias.actions', { token })}>
      <Button size="compact-xs" variant="default" onClick={() => onChange(ban)}>
        {t('decodeLimits.bias.ban')}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => onChange(Math.max(ban + step, from - step))}
      >
        {t('decodeLimits.bias.less')}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => onChange(Math.min(-ban, from + step))}
      >
        {t('decodeLimits.bias.more')}
      </Button>
      {bias !== 0 && (
        <Button size="compact-xs" variant="subtle" onClick={() => onChange(0)}>
          {t('decodeLimits.bias.remove')}
        </Button>
      )}
      {bias !== 0 && (
        <Text fz="xs" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
          {bias > 0 ? `+${bias}` : bias}
        </Text>
      )}
    </Group>
  );
}
