/**
 * @file The view in which the experiment's tokenizer is trained, and a text is seen as its tokens.
 */
import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { Section } from '../controls/chapter-parts';
import { TokenizerFactsView } from './tokenizer-facts';
import { TokenizerSettings } from './tokenizer-settings';
import { TokenizedText } from './tokenized-text';

export function TrainView() {
  const { t } = useTranslation();
  const facts = useLab((state) => state.tokenizer.facts);
  return (
    <Stack gap={40}>
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
    </Stack>
  );
}
