/**
 * @file What all columns share: the prompt, the seed and the length.
 */
import { Anchor, Box, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconPencilBolt, IconPlayerStopFilled } from '@tabler/icons-react';
import type { FormEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { exampleName } from '../controls/example-name';
import { NumberField } from '../controls/number-field';
import { PromptNotes } from './prompt-notes';
import { StopField } from './stop-field';

export function PromptForm() {
  const { t } = useTranslation();
  const { prompt, seed, maxTokens, stop } = useLab((state) => state.spec.decoding);
  const isRunning = useLab((state) => state.decoding.status === 'running');
  const editDecoding = useLab((state) => state.editDecoding);
  const decode = useLab((state) => state.decode);
  const cancelDecoding = useLab((state) => state.cancelDecoding);
  const example = t(`decode.${useLab(exampleName)}`);

  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (!isRunning) void decode();
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw={760}>
        <Box>
          <Textarea
            label={t('decode.prompt')}
            placeholder={t('decode.promptPlaceholder')}
            value={prompt}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={4000}
            onChange={(event) => editDecoding({ prompt: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
            }}
          />
          {prompt !== example && (
            <Anchor
              component="button"
              type="button"
              fz="xs"
              mt={6}
              onClick={() => editDecoding({ prompt: example })}
            >
              {t('decode.example')}
            </Anchor>
          )}
        </Box>
        <PromptNotes />
        <StopField stops={stop} onChange={(next) => editDecoding({ stop: next })} />
        <Group gap="md" align="flex-start">
          <Box w={130}>
            <NumberField
              path="decoding.seed"
              label={t('decode.seed')}
              value={seed}
              whole
              onChange={(value) => editDecoding({ seed: value })}
            />
          </Box>
          <Box w={130}>
            <NumberField
              path="decoding.maxTokens"
              label={t('decode.maxTokens')}
              value={maxTokens}
              whole
              onChange={(value) => editDecoding({ maxTokens: value })}
            />
          </Box>
          {isRunning ? (
            <Button
              key="cancel"
              size="md"
              mt={25}
              variant="default"
              leftSection={<IconPlayerStopFilled size={18} aria-hidden="true" />}
              onClick={() => void cancelDecoding()}
            >
              {t('decode.cancel')}
            </Button>
          ) : (
            <Button
              key="run"
              type="submit"
              size="md"
              mt={25}
              leftSection={<IconPencilBolt size={18} aria-hidden="true" />}
            >
              {t('decode.run')}
            </Button>
          )}
        </Group>
        <Text fz="xs" c="dimmed">
          {t('decode.seedHint')}
        </Text>
      </Stack>
    </form>
  );
}
