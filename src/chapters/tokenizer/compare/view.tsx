/**
 * @file The view “Use and compare”: any number of tokenizers on one text, what they cost by language,
 * and what their vocabularies share.
 */
import { Stack } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { tokenizerConfigOf } from '../../../state/estimates';
import { useLab } from '../../../state/lab';
import { Lesson, Section } from '../../controls/chapter-parts';
import { ErrorAlert } from '../../controls/error-alert';
import { AddTokenizers } from './add-tokenizers';
import { ComparedTexts, firstText } from './compared-text';
import { FertilityView, OverlapView } from './fertility-view';

export default function CompareView() {
  const { t } = useTranslation();
  const { error, entries } = useLab((state) => state.comparison);
  useFirstComparison();
  const isReady = entries.some(({ facts }) => facts !== null);
  return (
    <Stack gap={40}>
      <Section title={t('tokenizerCompare.list.heading')} hint={t('tokenizerCompare.list.hint')}>
        <Stack gap="lg">
          <AddTokenizers />
          <ErrorAlert error={error} title={t('tokenizerCompare.list.failed')} />
        </Stack>
      </Section>
      <Section title={t('tokenizerCompare.text.heading')} hint={t('tokenizerCompare.text.hint')}>
        <ComparedTexts />
      </Section>
      {isReady && (
        <>
          <Section
            title={t('tokenizerCompare.fertility.heading')}
            hint={t('tokenizerCompare.fertility.hint')}
          >
            <FertilityView />
          </Section>
          <Section title={t('tokenizerCompare.overlap.heading')}>
            <OverlapView />
          </Section>
        </>
      )}
      <Lesson
        title={t('tokenizerCompare.lesson.title')}
        points={(['tax', 'size', 'borders'] as const).map((point) => ({
          title: t(`tokenizerCompare.lesson.${point}`),
          text: t(`tokenizerCompare.lesson.${point}Text`),
        }))}
      />
    </Stack>
  );
}

/** Before the first click: the experiment's tokenizer beside the smallest of the real ones. */
function useFirstComparison(): void {
  const compareText = useLab((state) => state.compareText);
  const addCompared = useLab((state) => state.addCompared);
  useEffect(() => {
    const { comparison, spec } = useLab.getState();
    if (comparison.entries.length > 0) return;
    if (comparison.text === '') void compareText(firstText);
    void addCompared({ kind: 'trained', config: tokenizerConfigOf(spec) });
    void addCompared({ kind: 'gpt', name: 'r50k' });
  }, [compareText, addCompared]);
}
