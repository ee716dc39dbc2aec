/**
 * @file Kind and size of the tokenizer, and its training.
 */
import { Button, Group, SegmentedControl, Slider, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../language/use-numbers';
import { specBounds } from '../../state/estimates';
import { useLab } from '../../state/lab';
import type { TokenizerKind } from '../../text/types';
import { ErrorAlert } from '../controls/error-alert';
import { NumberField } from '../controls/number-field';
import { WorkProgress } from '../controls/work-progress';

const kinds: readonly TokenizerKind[] = ['bpe', 'characters', 'bytes'];

export function TokenizerSettings() {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const { kind, vocabularySize } = useLab((state) => state.spec.tokenizer);
  const { status, progress, facts, error } = useLab((state) => state.tokenizer);
  const text = useLab((state) => state.text);
  const isOpening = text.status === 'opening';
  const editTokenizer = useLab((state) => state.editTokenizer);
  const trainTokenizer = useLab((state) => state.trainTokenizer);
  const cancelTokenizer = useLab((state) => state.cancelTokenizer);
  const cancelText = useLab((state) => state.cancelText);
  const { min, max } = specBounds('tokenizer.vocabularySize');
  const busy = status === 'training';
  const isStale =
    facts !== null &&
    (facts.kind !== kind || (kind === 'bpe' && facts.vocabularySize !== vocabularySize));

  return (
    <Stack gap="lg" maw={680}>
      <Stack gap={6}>
        <SegmentedControl
          aria-label={t('tokenizer.kind')}
          value={kind}
          disabled={busy}
          data={kinds.map((name) => ({ value: name, label: t(`common.tokenizerKinds.${name}`) }))}
          onChange={(value) => {
            const chosen = kinds.find((name) => name === value);
            if (chosen) editTokenizer({ kind: chosen });
          }}
        />
        <Text fz="sm" c="dimmed" lh={1.6}>
          {t(`tokenizer.kinds.${kind}`)}
        </Text>
      </Stack>
      {kind === 'bpe' && (
        <Stack gap="xs">
          <NumberField
            path="tokenizer.vocabularySize"
            label={t('tokenizer.size')}
            help={t('tokenizer.sizeHelp')}
            value={vocabularySize}
            onChange={(size) => editTokenizer({ vocabularySize: size })}
            whole
            step={64}
            disabled={busy}
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
            disabled={busy}
            mx={26}
            mb="lg"
            marks={[512, 2048, 8192, 32768].map((size) => ({
              value: Math.log2(size),
              label: integer(size),
            }))}
            onChange={(value) => editTokenizer({ vocabularySize: toSize(value, min, max) })}
          />
        </Stack>
      )}
      <Group>
        <Button loading={busy} disabled={isOpening} onClick={() => void trainTokenizer()}>
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

/** From the slider's exponent, to a round number where that is possible. */
function toSize(exponent: number, min: number, max: number): number {
  const size = 2 ** exponent;
  const grain = size < 1024 ? 16 : 64;
  return Math.min(max, Math.max(min, Math.round(size / grain) * grain));
}
