/**
 * @file Kind and size of the tokenizer, its options, and its training.
 */
import { Button, Group, Radio, SimpleGrid, Slider, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../language/use-numbers';
import { canonicalConfig, optionsOfKind, tokenizerConfigOf } from '../../state/estimates';
import { specBounds } from '../../state/spec-bounds';
import { useLab } from '../../state/lab';
import type { TokenizerKind } from '../../text/types';
import { ErrorAlert } from '../controls/error-alert';
import { NumberField } from '../controls/number-field';
import { WorkProgress } from '../controls/work-progress';
import { TokenizerOptionsFields } from './tokenizer-options';

/** The subword tokenizers first. */
const kinds: readonly TokenizerKind[] = [
  'bpe',
  'character-bpe',
  'wordpiece',
  'unigram',
  'sentencepiece-bpe',
  'words',
  'characters',
  'bytes',
];

export function TokenizerSettings() {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const config = useLab((state) => state.spec.tokenizer);
  const { status, progress, facts, error } = useLab((state) => state.tokenizer);
  const text = useLab((state) => state.text);
  const isRefused = useLab((state) =>
    state.problems.some(({ path }) => path.startsWith('tokenizer.')),
  );
  const isOpening = text.status === 'opening';
  const editTokenizer = useLab((state) => state.editTokenizer);
  const trainTokenizer = useLab((state) => state.trainTokenizer);
  const cancelTokenizer = useLab((state) => state.cancelTokenizer);
  const cancelText = useLab((state) => state.cancelText);
  const busy = status === 'training';
  const wanted = useLab((state) => JSON.stringify(canonicalConfig(tokenizerConfigOf(state.spec))));
  const isStale = facts !== null && JSON.stringify(facts.config) !== wanted;

  const chooseKind = (value: string) => {
    const kind = kinds.find((name) => name === value);
    if (!kind) return;
    // Each kind has its usual pre-tokenizer.
    const preTokenizer = optionsOfKind[kind].preTokenizers.at(0) ?? 'gpt2';
    editTokenizer({ kind, preTokenizer });
  };

  return (
    <Stack gap="lg" maw={860}>
      <Radio.Group
        value={config.kind}
        onChange={chooseKind}
        label={t('tokenizer.kind')}
        description={t('tokenizer.kindHelp')}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="sm" mt="sm">
          {kinds.map((kind) => (
            <Radio
              key={kind}
              value={kind}
              disabled={busy}
              label={t(`common.tokenizerKinds.${kind}`)}
              description={t(`tokenizer.kinds.${kind}`)}
            />
          ))}
        </SimpleGrid>
      </Radio.Group>
      {optionsOfKind[config.kind].vocabularySize && <VocabularySize disabled={busy} />}
      <TokenizerOptionsFields disabled={busy} />
      <Group>
        <Button
          loading={busy}
          disabled={isOpening || isRefused}
          onClick={() => void trainTokenizer()}
        >
          {facts && !isStale ? t('tokenizer.retrain') : t('tokenizer.train')}
        </Button>
      </Group>
      {(busy || isOpening) && (
        <WorkProgress
          progress={isOpening ? text.progress : progress}
          onCancel={() => {
            cancelTokenizer();
            cancelText();
          }}
        />
      )}
      <ErrorAlert error={error ?? text.error} title={t('tokenizer.failed')} />
      {isStale && !busy && (
        <Text fz="sm" c="dimmed">
          {t('tokenizer.stale', {
            kind: t(`common.tokenizerKinds.${facts.kind}`),
            shown: integer(facts.vocabularySize),
          })}
        </Text>
      )}
    </Stack>
  );
}

function VocabularySize({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const vocabularySize = useLab((state) => state.spec.tokenizer.vocabularySize);
  const editTokenizer = useLab((state) => state.editTokenizer);
  const { min, max } = specBounds('tokenizer.vocabularySize');
  return (
    <Stack gap="xs">
      <NumberField
        path="tokenizer.vocabularySize"
        label={t('tokenizer.size')}
        help={t('tokenizer.sizeHelp')}
        value={vocabularySize}
        onChange={(size) => editTokenizer({ vocabularySize: size })}
        whole
        step={64}
        disabled={disabled}
      />
      {/* Logarithmic: from 257 to 32,768 each doubling is as wide. */}
      <Slider
        thumbLabel={t('tokenizer.size')}
        min={Math.log2(min)}
        max={Math.log2(max)}
        step={0.05}
        value={Math.log2(vocabularySize)}
        scale={(value) => toSize(value, min, max)}
        label={(value) => integer(value)}
        disabled={disabled}
        mx={26}
        mb="lg"
        marks={[512, 2048, 8192, 32768].map((size) => ({
          value: Math.log2(size),
          label: integer(size),
        }))}
        onChange={(value) => editTokenizer({ vocabularySize: toSize(value, min, max) })}
      />
    </Stack>
  );
}

/** From the slider's exponent, to a round number where that is possible. */
function toSize(exponent: number, min: number, max: number): number {
  const size = 2 ** exponent;
  const grain = size < 1024 ? 16 : 64;
  return Math.min(max, Math.max(min, Math.round(size / grain) * grain));
}
