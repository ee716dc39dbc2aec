/**
 * @file The chapter `text`: where everything that the model will know comes from.
 */
import { Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { ChapterHead, Section } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { NextLink } from '../controls/next-link';
import { WorkProgress } from '../controls/work-progress';
import { CorpusCards } from './corpus-cards';
import { OpenText } from './open-text';
import { OwnText } from './own-text';

export default function TextChapter() {
  const { t } = useTranslation();
  const text = useLab((state) => state.text);
  const openText = useLab((state) => state.openText);
  const cancelText = useLab((state) => state.cancelText);
  useEffect(() => void openText(), [openText]);
  // What went wrong may stand below what is on the screen.
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (text.error) outcome.current?.scrollIntoView({ block: 'nearest' });
  }, [text.error]);

  return (
    <Stack gap={40}>
      <ChapterHead chapter="text" lead={t('text.lead')} />
      <Section title={t('text.corpora.heading')}>
        <CorpusCards />
      </Section>
      <Section title={t('text.own.heading')}>
        <OwnText />
      </Section>
      <Section title={t('text.facts.heading')}>
        <Stack gap="lg" aria-live="polite">
          <WorkProgress
            progress={text.status === 'opening' ? text.progress : null}
            onCancel={cancelText}
          />
          {text.error && (
            <Stack gap={6} ref={outcome}>
              <ErrorAlert error={text.error} title={t('text.failed')} />
              {text.facts && (
                <Text fz="sm" c="dimmed">
                  {t('text.earlier')}
                </Text>
              )}
            </Stack>
          )}
          {text.facts ? (
            <OpenText facts={text.facts} />
          ) : (
            text.status !== 'opening' && <Text c="dimmed">{t('text.nothing')}</Text>
          )}
        </Stack>
      </Section>
      <NextLink to="cleaning" />
    </Stack>
  );
}
