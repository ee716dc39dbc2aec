/**
 * @file The tokenizers that are compared, and the ways to add one: of a real model, trained on the
 * open text, or from a file.
 */
import { Button, FileButton, Group, NumberInput, Pill, Select, Stack, Text } from '@mantine/core';
import { IconFileUpload, IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../language/use-numbers';
import { optionsOfKind } from '../../../state/estimates';
import { specBounds } from '../../../state/spec-bounds';
import { useLab } from '../../../state/lab';
import { gptNames, tokenizerKinds } from '../../../state/tokenizer-parts';
import type { TokenizerKind } from '../../../text/types';
import { WorkProgress } from '../../controls/work-progress';
import { useComparedName } from './use-compared-name';

export function AddTokenizers() {
  const { t } = useTranslation();
  const { entries } = useLab((state) => state.comparison);
  const addCompared = useLab((state) => state.addCompared);
  const has = (name: string) =>
    entries.some(({ choice }) => choice.kind === 'gpt' && choice.name === name);

  return (
    <Stack gap="lg">
      <ComparedList />
      <Group align="start" gap={32}>
        <Stack gap="xs">
          <Text fz="sm" fw={500}>
            {t('tokenizerCompare.add.known')}
          </Text>
          <Group gap="xs">
            {gptNames.map((name) => (
              <Button
                key={name}
                size="sm"
                variant="default"
                disabled={has(name)}
                leftSection={<IconPlus size={14} aria-hidden="true" />}
                onClick={() => void addCompared({ kind: 'gpt', name })}
              >
                {t(`tokenizerCompare.names.${name}`)}
              </Button>
            ))}
          </Group>
        </Stack>
        <TrainOne />
        <FromFile />
      </Group>
    </Stack>
  );
}

function ComparedList() {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const entries = useLab((state) => state.comparison.entries);
  const removeCompared = useLab((state) => state.removeCompared);
  const cancelText = useLab((state) => state.cancelText);
  const nameOf = useComparedName();
  const training = entries.find(({ progress }) => progress !== null);
  return (
    <Stack gap="sm">
      <Pill.Group aria-live="polite">
        {entries.map(({ id, choice, facts }) => {
          const name = nameOf(choice);
          return (
            <Pill
              key={id}
              size="md"
              withRemoveButton
              onRemove={() => void removeCompared(id)}
              removeButtonProps={{
                'aria-label': t('tokenizerCompare.list.remove', { name }),
                tabIndex: 0,
                'aria-hidden': false,
              }}
            >
              {facts
                ? `${name} · ${t('tokenizerCompare.names.vocabulary', { size: integer(facts.vocabularySize) })}`
                : t('tokenizerCompare.list.loading', { name })}
            </Pill>
          );
        })}
      </Pill.Group>
      {training && <WorkProgress progress={training.progress} onCancel={cancelText} />}
    </Stack>
  );
}

function TrainOne() {
  const { t } = useTranslation();
  const addCompared = useLab((state) => state.addCompared);
  const own = useLab((state) => state.spec.tokenizer);
  const { min, max } = specBounds('tokenizer.vocabularySize');
  const [kind, setKind] = useState<TokenizerKind>('bpe');
  const [size, setSize] = useState<number | string>(2048);
  const vocabularySize = Number(size);
  const isValid =
    Number.isInteger(vocabularySize) && vocabularySize >= min && vocabularySize <= max;

  return (
    <Stack gap="xs">
      <Text fz="sm" fw={500}>
        {t('tokenizerCompare.add.trained')}
      </Text>
      <Group gap="xs">
        <Select
          w={170}
          aria-label={t('tokenizerCompare.add.kind')}
          value={kind}
          allowDeselect={false}
          data={tokenizerKinds.map((value) => ({
            value,
            label: t(`common.tokenizerKinds.${value}`),
          }))}
          onChange={(value) => {
            const chosen = tokenizerKinds.find((name) => name === value);
            if (chosen) setKind(chosen);
          }}
        />
        <NumberInput
          w={110}
          aria-label={t('tokenizerCompare.add.size')}
          value={size}
          min={min}
          max={max}
          step={256}
          disabled={!optionsOfKind[kind].vocabularySize}
          onChange={setSize}
        />
        <Button
          variant="default"
          disabled={!isValid}
          onClick={() => {
            // The usual one of its kind.
            const preTokenizer = optionsOfKind[kind].preTokenizers.at(0);
            const config = { kind, vocabularySize, preTokenizer };
            void addCompared({ kind: 'trained', config });
          }}
        >
          {t('tokenizerCompare.add.train')}
        </Button>
        <Button
          variant="default"
          onClick={() => void addCompared({ kind: 'trained', config: own })}
        >
          {t('tokenizerCompare.add.own')}
        </Button>
      </Group>
    </Stack>
  );
}

function FromFile() {
  const { t } = useTranslation();
  const addCompared = useLab((state) => state.addCompared);
  // The same file can be chosen again after it was removed.
  const reset = useRef<() => void>(null);
  return (
    <Stack gap="xs" maw={320}>
      <Text fz="sm" fw={500}>
        {t('tokenizerCompare.add.file')}
      </Text>
      <FileButton
        resetRef={reset}
        accept="application/json,.json,.vocab"
        inputProps={{ 'aria-label': t('tokenizerCompare.add.choose') }}
        onChange={(file) => {
          reset.current?.();
          if (file) void addCompared({ kind: 'file', file });
        }}
      >
        {(props) => (
          <div>
            <Button
              {...props}
              variant="default"
              leftSection={<IconFileUpload size={14} aria-hidden="true" />}
            >
              {t('tokenizerCompare.add.choose')}
            </Button>
          </div>
        )}
      </FileButton>
      <Text fz="xs" c="dimmed" lh={1.5}>
        {t('tokenizerCompare.add.fileHelp')}
      </Text>
    </Stack>
  );
}
