/**
 * @file The chapter `tokenizer`: how text becomes numbers.
 */
import { Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { ChapterHead, Section } from '../controls/chapter-parts';
import { NextLink } from '../controls/next-link';
import { TokenizerFactsView } from './tokenizer-facts';
import { TokenizerSettings } from './tokenizer-settings';
import { TokenizedText } from './tokenized-text';

export default function TokenizerChapter() {
  const { t } = useTranslation();
  const facts = useLab((state) => state.tokenizer.facts);
  const openText = useLab((state) => state.openText);
  useEffect(() => void openText(), [openText]);

  return (
    <Stack gap={40}>
      <ChapterHead title={t('common.pages.tokenizer')} lead={t('tokenizer.lead')} />
      <Section title={t('tokenizer.settings')}>
        <TokenizerSettings />
      </Section>
      {facts && (
        <Section title={t('tokenizer.facts.heading')}>
          <TokenizerFactsView facts={facts} />
        </Section>
      )}
      <Section title={t('tokenizer.show.heading')}>
        {facts ? <TokenizedText /> : <Text c="dimmed">{t('tokenizer.show.nothing')}</Text>}
      </Section>
      <Section title={t('tokenizer.lesson.heading')}>
        <Stack gap="sm" maw={680}>
          {(['first', 'second', 'third'] as const).map((part) => (
            <Text key={part} lh={1.7}>
              {t(`tokenizer.lesson.${part}`)}
            </Text>
          ))}
        </Stack>
      </Section>
      <NextLink to="model" />
    </Stack>
  );
}
