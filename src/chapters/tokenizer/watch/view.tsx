/**
 * @file The view “Watch it learn”: a short text, and an algorithm that learns on it step by step.
 */
import { Anchor, Box, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WatchedLearning, WatchSettings } from '../../../experiment/watching';
import { useNumbers } from '../../../language/use-numbers';
import { useLab } from '../../../state/lab';
import { watchedKinds, wordPieceScores } from '../../../state/tokenizer-parts';
import { Lesson, Section } from '../../controls/chapter-parts';
import { ErrorAlert } from '../../controls/error-alert';
import { MergesView } from './merges-view';
import { UnigramView } from './unigram-view';

/** Longer texts would be slow to lay out, and would hardly teach more. */
const limit = 4000;
/** Milliseconds after the last key until learning starts again. */
const delay = 400;

export default function WatchView() {
  const { t } = useTranslation();
  const { learning, settings, error } = useLab((state) => state.watch);
  const textError = useLab((state) => state.text.error);
  return (
    <Stack gap={40}>
      <Section
        title={t('tokenizerWatch.player.heading')}
        hint={t(`tokenizerWatch.player.hints.${settings.kind}`)}
      >
        <Stack gap="lg">
          <AlgorithmFields />
          <ErrorAlert error={error ?? textError} title={t('tokenizerWatch.text.failed')} />
          {learning && <Learning learning={learning} />}
        </Stack>
      </Section>
      <Section title={t('tokenizerWatch.text.heading')}>
        <TextField />
      </Section>
      <Lesson
        title={t('tokenizerWatch.lesson.title')}
        points={(['frequency', 'order', 'bytes', 'probability'] as const).map((point) => ({
          title: t(`tokenizerWatch.lesson.${point}`),
          text: t(`tokenizerWatch.lesson.${point}Text`),
        }))}
      />
    </Stack>
  );
}

function Learning({ learning }: { learning: WatchedLearning }) {
  switch (learning.algorithm) {
    case 'merges':
      return <MergesView trace={learning} />;
    case 'unigram':
      return <UnigramView trace={learning} />;
  }
}

function AlgorithmFields() {
  const { t } = useTranslation();
  const settings = useLab((state) => state.watch.settings);
  const watchLearning = useLab((state) => state.watchLearning);
  const choose = (change: Partial<WatchSettings>) =>
    void watchLearning({ settings: { ...settings, ...change } });
  return (
    <Group gap="md" align="end">
      <Select
        w={220}
        label={t('tokenizerWatch.player.algorithm')}
        value={settings.kind}
        allowDeselect={false}
        data={watchedKinds.map((kind) => ({
          value: kind,
          label: t(`common.tokenizerKinds.${kind}`),
        }))}
        onChange={(value) => {
          const kind = watchedKinds.find((name) => name === value);
          if (kind) choose({ kind });
        }}
      />
      {settings.kind === 'wordpiece' && (
        <Select
          w={180}
          label={t('tokenizerWatch.player.score')}
          value={settings.wordPieceScore}
          allowDeselect={false}
          data={wordPieceScores.map((score) => ({
            value: score,
            label: t(`tokenizer.options.wordPieceScores.${score}`),
          }))}
          onChange={(value) => {
            const wordPieceScore = wordPieceScores.find((name) => name === value);
            if (wordPieceScore) choose({ wordPieceScore });
          }}
        />
      )}
    </Group>
  );
}

function TextField() {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const preview = useLab((state) => state.text.facts?.preview);
  const watchLearning = useLab((state) => state.watchLearning);
  const [edited, setEdited] = useState<string | null>(null);
  const learnSoon = useDebouncedCallback((text: string) => void watchLearning({ text }), delay);
  const text = edited ?? preview?.slice(0, limit) ?? '';

  // The open text, until the reader writes another.
  useEffect(() => {
    if (preview !== undefined && edited === null) {
      void watchLearning({ text: preview.slice(0, limit) });
    }
  }, [preview, edited, watchLearning]);

  return (
    <Box maw={720}>
      <Textarea
        label={t('tokenizerWatch.text.label')}
        description={t('tokenizerWatch.text.help', { limit: integer(limit) })}
        value={text}
        maxLength={limit}
        autosize
        minRows={3}
        maxRows={10}
        spellCheck={false}
        onChange={({ currentTarget: { value } }) => {
          setEdited(value);
          learnSoon(value);
        }}
      />
      <Text fz="xs" mt={6} mih={20}>
        {edited !== null && (
          <Anchor component="button" type="button" fz="xs" onClick={() => setEdited(null)}>
            {t('tokenizerWatch.text.restore')}
          </Anchor>
        )}
      </Text>
    </Box>
  );
}
