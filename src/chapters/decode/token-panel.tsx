/**
 * @file Why this token: the distribution over the whole vocabulary that it was chosen from, and
 * sliders that choose otherwise from the same logits, without asking the model again.
 */
import { ActionIcon, Button, Drawer, Group, Select, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconRotate2 } from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecodedToken, StrategyConfig, StrategyKind } from '../../decoding/types';
import { ChainSteps, type ChainStep } from '../../pictures/ChainSteps';
import { DistributionBars } from '../../pictures/DistributionBars';
import { ForkIcon } from '../../pictures/ForkIcon';
import { formatProbability } from '../../pictures/format';
import { useLab } from '../../state/lab';
import type { Tokenizer } from '../../text/types';
import { ErrorAlert } from '../controls/error-alert';
import { useSameFunction } from '../controls/use-same-function';
import { RewindButton } from './branches/rewind-button';
import { CutTable } from './cut-table';
import { MatchStates } from './match-states';
import { StrategyFields } from './strategy-fields';
import { strategyOfKind, strategySigns, whatIfKinds } from './strategies';
import { BiasButtons } from './token-biases';
import { useBias } from './use-bias';
import { TokenNote } from './token-note';
import { usePlacedText, type PlacedText, type TokenPlace } from './token-place';
import { useExplanation } from './use-explanation';

export interface TokenPanelProps {
  place: TokenPlace | null;
  tokenizer: Tokenizer | null;
  onChange: (place: TokenPlace | null) => void;
}

/** Labels before the token that are shown as its context. */
const contextTokens = 12;

export function TokenPanel({ place, tokenizer, onChange }: TokenPanelProps) {
  const { t } = useTranslation();
  const forkAt = useLab((state) => state.forkAt);
  const text = usePlacedText(place, tokenizer);
  const token = place ? text?.result.tokens[place.token] : undefined;
  const isOpen = place !== null && token !== undefined && text !== null;
  const label = place ? (text?.result.labels[place.token] ?? '') : '';

  return (
    <Drawer
      opened={isOpen}
      onClose={() => onChange(null)}
      position="right"
      size={520}
      title={t('decode.panel.title', { token: label })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {isOpen && (
        <Stack gap="md">
          <Group justify="space-between" wrap="nowrap">
            <Text fz="sm" c="dimmed">
              {t('decode.panel.place', {
                token: place.token + 1,
                tokens: text.result.tokens.length,
                name: text.name,
              })}
              {' · '}
              {t('decode.panel.rank', { rank: token.rank + 1 })}
              {' · '}
              {t('decode.panel.probability', { probability: formatProbability(token.probability) })}
              {text.origin && ` · ${t(`branches.origin.${text.origin}`)}`}
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
                disabled={place.token + 1 >= text.result.tokens.length}
                onClick={() => onChange({ ...place, token: place.token + 1 })}
              >
                <IconArrowRight size={16} aria-hidden="true" />
              </ActionIcon>
            </Group>
          </Group>
          {place.token > 0 && (
            <Text fz="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
              {t('decode.panel.before', {
                text: text.result.labels
                  .slice(Math.max(0, place.token - contextTokens), place.token)
                  .join(''),
              })}
            </Text>
          )}
          <RewindButton place={place} onDone={() => onChange(null)} />
          <Explanation
            key={'column' in place ? place.column : place.branch}
            column={'column' in place ? place.column : null}
            token={token}
            text={text}
            writtenIds={text.result.tokens.slice(0, place.token).map(({ id }) => id)}
            onFork={(id) => {
              onChange(null);
              void forkAt(place, place.token, id);
            }}
          />
        </Stack>
      )}
    </Drawer>
  );
}

interface ExplanationProps {
  /** Null for a branch, whose strategy stays as it is. */
  column: number | null;
  token: DecodedToken;
  text: PlacedText;
  /** Before the token. */
  writtenIds: number[];
  /** Another token is to stand there. */
  onFork: (id: number) => void;
}

function Explanation({ column, token, text, writtenIds, onFork }: ExplanationProps) {
  const { used, prompt, tokenizer } = text;
  const { t } = useTranslation();
  const [tried, setTried] = useState<StrategyConfig | null>(null);
  /** Step of the chain whose distribution is shown; null: what the token was taken from. */
  const [step, setStep] = useState<number | null>(null);
  const strategy = tried ?? used;
  const written = writtenIds.join();
  const context = useMemo(() => {
    const promptIds = tokenizer.encode(prompt);
    return {
      promptIds: promptIds.length > 0 ? promptIds : [tokenizer.endOfText],
      writtenIds: written === '' ? [] : written.split(',').map(Number),
      vocabulary: tokenizer,
    };
  }, [tokenizer, prompt, written]);
  const bias = useBias(column, strategy, setTried);
  const tryKind = useSameFunction((kind: StrategyKind) =>
    setTried(kind === used.kind ? used : strategyOfKind(kind, strategy)),
  );
  const fork = useMemo(
    () => ({
      icon: <ForkIcon size={15} />,
      name: (label: string) => t('branches.instead', { label }),
      onPress: onFork,
    }),
    [t, onFork],
  );
  const explanation = useExplanation({ token, used, strategy, context, step, tokenizer });
  const { steps, matches, problem, entries, cuts, lines } = explanation;
  const nameOf = (name: (typeof steps)[number]['name']) => {
    if (name === 'best') return t('decode.chain.best');
    if (name !== null) return t(`decode.processors.${name}.name`);
    if (strategy.kind === 'beam') return t('decode.chain.logProbabilities');
    return t(explanation.isGuided ? 'decodeStrategies.guidance.logits' : 'decode.chain.logits');
  };
  const names: ChainStep[] = steps.map(({ name, kept, entropy }) => ({
    name: nameOf(name),
    kept,
    entropy,
  }));
  return (
    <Stack gap="md">
      <Stack gap="sm">
        <WhatIf used={used.kind} tried={strategy.kind} onChange={tryKind} />
        {strategy.kind === 'contrastive' ? (
          <Text fz="sm" c="dimmed">
            {t('decodeStrategies.contrastive.noChain')}
          </Text>
        ) : (
          <>
            {strategy.kind === 'beam' && (
              <Text fz="sm" c="dimmed">
                {t('decode.panel.beam')}
              </Text>
            )}
            <ChainSteps
              steps={names}
              selected={explanation.shown}
              onSelect={(index) => setStep(index === names.length - 1 ? null : index)}
            />
            <MatchStates matches={matches} />
            <ErrorAlert error={problem} mild />
            <StrategyFields
              config={strategy}
              vocabularySize={token.logits.length}
              tokenizer={tokenizer}
              onChange={setTried}
              compact
            />
          </>
        )}
        {tried !== null && <ResetButton used={used} onReset={setTried} />}
      </Stack>
      {!problem && (
        <TokenNote token={token} strategy={strategy} context={context} tokenizer={tokenizer} />
      )}
      <CutTable cuts={cuts} />
      {bias && (
        <Text fz="sm" c="dimmed">
          {t('decodeLimits.bias.hint')}
        </Text>
      )}
      <Text fz="sm" c="dimmed">
        {t('branches.alternatives')}
      </Text>
      <DistributionBars
        entries={entries}
        chosenId={token.id}
        lines={lines}
        action={fork}
        details={bias && (({ id, label }) => <BiasButtons token={label} {...bias(id)} />)}
      />
    </Stack>
  );
}

// What no slider changes is not drawn again at each of its moves.

interface WhatIfProps {
  used: StrategyKind;
  tried: StrategyKind;
  onChange: (kind: StrategyKind) => void;
}

const WhatIf = memo(function WhatIf({ used, tried, onChange }: WhatIfProps) {
  const { t } = useTranslation();
  const kinds = whatIfKinds(used);
  return (
    <Select
      label={t('decode.panel.whatIf')}
      description={t('decode.panel.whatIfHint')}
      data={kinds.map((kind) => ({ value: kind, label: t(`decode.strategies.${kind}`) }))}
      value={tried}
      allowDeselect={false}
      onChange={(value) => {
        const kind = kinds.find((candidate) => candidate === value);
        if (kind) onChange(kind);
      }}
    />
  );
});

interface ResetButtonProps {
  used: StrategyConfig;
  onReset: (tried: null) => void;
}

const ResetButton = memo(function ResetButton({ used, onReset }: ResetButtonProps) {
  const { t } = useTranslation();
  return (
    <Group>
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconRotate2 size={14} aria-hidden="true" />}
        onClick={() => onReset(null)}
      >
        {t('decode.panel.reset')} · {t(`decode.strategies.${used.kind}`)} {strategySigns(used)}
      </Button>
    </Group>
  );
});
