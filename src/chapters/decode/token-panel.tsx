/**
 * @file Why this token: the distribution over the whole vocabulary that it was chosen from, and
 * sliders that choose otherwise from the same logits, without asking the model again.
 */
import { ActionIcon, Button, Drawer, Group, Select, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconRotate2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecodedToken, StrategyConfig } from '../../decoding/types';
import { ChainSteps, type ChainStep } from '../../pictures/ChainSteps';
import { DistributionBars } from '../../pictures/DistributionBars';
import { formatProbability } from '../../pictures/format';
import { useLab } from '../../state/lab';
import type { Tokenizer } from '../../text/types';
import { CutTable } from './cut-table';
import { StrategyFields } from './strategy-fields';
import { strategyKinds, strategyOfKind, strategySigns } from './strategies';
import { useExplanation } from './use-explanation';

export interface TokenPlace {
  column: number;
  /** Index of the token within the column. */
  token: number;
}

export interface TokenPanelProps {
  place: TokenPlace | null;
  tokenizer: Tokenizer | null;
  onChange: (place: TokenPlace | null) => void;
}

/** Labels before the token that are shown as its context. */
const contextTokens = 12;

export function TokenPanel({ place, tokenizer, onChange }: TokenPanelProps) {
  const { t } = useTranslation();
  const columns = useLab((state) => state.decoding.columns);
  const shownConfig = useLab((state) => state.decoding.shownConfig);
  const result = place ? columns[place.column] : null;
  const token = place ? result?.tokens[place.token] : undefined;
  const used = place ? shownConfig?.columns[place.column] : undefined;
  const isOpen = place !== null && token !== undefined && used !== undefined && tokenizer !== null;
  const label = place ? (result?.labels[place.token] ?? '') : '';

  return (
    <Drawer
      opened={isOpen}
      onClose={() => onChange(null)}
      position="right"
      size={520}
      title={t('decode.panel.title', { token: label })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {isOpen && result && (
        <Stack gap="md">
          <Group justify="space-between" wrap="nowrap">
            <Text fz="sm" c="dimmed">
              {t('decode.panel.place', {
                token: place.token + 1,
                tokens: result.tokens.length,
                column: place.column + 1,
              })}
              {' · '}
              {t('decode.panel.rank', { rank: token.rank + 1 })}
              {' · '}
              {t('decode.panel.probability', { probability: formatProbability(token.probability) })}
            </Text>
            <Group gap={4} wrap="nowrap">
              <ActionIcon
                variant="default"
                aria-label={t('decode.panel.previous')}
                disabled={place.token === 0}
                onClick={() => onChange({ ...place, token: place.token - 1 })}
              >
                <IconArrowLeft size={16} aria-hidden="true" />
              </ActionIcon>
              <ActionIcon
                variant="default"
                aria-label={t('decode.panel.next')}
                disabled={place.token + 1 >= result.tokens.length}
                onClick={() => onChange({ ...place, token: place.token + 1 })}
              >
                <IconArrowRight size={16} aria-hidden="true" />
              </ActionIcon>
            </Group>
          </Group>
          {place.token > 0 && (
            <Text fz="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
              {t('decode.panel.before', {
                text: result.labels
                  .slice(Math.max(0, place.token - contextTokens), place.token)
                  .join(''),
              })}
            </Text>
          )}
          <Explanation
            key={place.column}
            token={token}
            used={used}
            writtenIds={result.tokens.slice(0, place.token).map(({ id }) => id)}
            tokenizer={tokenizer}
          />
        </Stack>
      )}
    </Drawer>
  );
}

interface ExplanationProps {
  token: DecodedToken;
  used: StrategyConfig;
  /** Of the column, before the token. */
  writtenIds: number[];
  tokenizer: Tokenizer;
}

function Explanation({ token, used, writtenIds, tokenizer }: ExplanationProps) {
  const { t } = useTranslation();
  const [tried, setTried] = useState<StrategyConfig | null>(null);
  /** Step of the chain whose distribution is shown; null: what the token was taken from. */
  const [step, setStep] = useState<number | null>(null);
  const prompt = useLab((state) => state.decoding.shownConfig?.prompt ?? '');
  const strategy = tried ?? used;
  const { logits } = token;
  const written = writtenIds.join();
  const context = useMemo(() => {
    const promptIds = tokenizer.encode(prompt);
    return {
      promptIds: promptIds.length > 0 ? promptIds : [tokenizer.endOfText],
      writtenIds: written === '' ? [] : written.split(',').map(Number),
    };
  }, [tokenizer, prompt, written]);
  const explanation = useExplanation(logits, strategy, context, step, tokenizer);
  const { steps, entries, cuts, lines } = explanation;
  const nameOf = (name: (typeof steps)[number]['name']) => {
    if (name === null) return t('decode.chain.logits');
    return name === 'best' ? t('decode.chain.best') : t(`decode.processors.${name}.name`);
  };
  const names: ChainStep[] = steps.map(({ name, kept, entropy }) => ({
    name: nameOf(name),
    kept,
    entropy,
  }));
  return (
    <Stack gap="md">
      <Stack gap="sm">
        <Select
          label={t('decode.panel.whatIf')}
          description={t('decode.panel.whatIfHint')}
          data={strategyKinds.map((kind) => ({
            value: kind,
            label: t(`decode.strategies.${kind}`),
          }))}
          value={strategy.kind}
          allowDeselect={false}
          onChange={(value) => {
            const kind = strategyKinds.find((candidate) => candidate === value);
            if (kind) setTried(kind === used.kind ? used : strategyOfKind(kind, strategy));
          }}
        />
        {strategy.kind === 'beam' ? (
          <Text fz="sm" c="dimmed">
            {t('decode.panel.beam')}
          </Text>
        ) : (
          <>
            <ChainSteps
              steps={names}
              selected={explanation.shown}
              onSelect={(index) => setStep(index === names.length - 1 ? null : index)}
            />
            <StrategyFields
              config={strategy}
              vocabularySize={token.logits.length}
              onChange={setTried}
              compact
            />
          </>
        )}
        {tried !== null && (
          <Group>
            <Button
              size="xs"
              variant="subtle"
              leftSection={<IconRotate2 size={14} aria-hidden="true" />}
              onClick={() => setTried(null)}
            >
              {t('decode.panel.reset')} · {t(`decode.strategies.${used.kind}`)}{' '}
              {strategySigns(used)}
            </Button>
          </Group>
        )}
      </Stack>
      <CutTable cuts={cuts} />
      <DistributionBars entries={entries} chosenId={token.id} lines={lines} />
    </Stack>
  );
}
