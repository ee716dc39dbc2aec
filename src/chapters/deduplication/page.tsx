/**
 * @file The chapter `deduplication`: how copies are found among very many texts without comparing them all.
 */
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { ChapterHead, Lesson } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { NextLink } from '../controls/next-link';
import { CorpusView } from './corpus-view';
import { PairView } from './pair-view';
import { SubstringView } from './substring-view';

export default function DeduplicationChapter() {
  const { t } = useTranslation();
  const error = useLab((state) => state.deduplication.error);
  return (
    <Stack gap={40}>
      <ChapterHead chapter="deduplication" lead={t('deduplication.lead')} />
      <ErrorAlert error={error} title={t('deduplication.failed')} />
      <PairView />
      <CorpusView />
      <SubstringView />
      <Lesson
        title={t('deduplication.lesson.heading')}
        points={(['why', 'minhash', 'misread', 'simhash'] as const).map((point) => ({
          title: t(`deduplication.lesson.${point}`),
          text: t(`deduplication.lesson.${point}Text`),
        }))}
      />
      <NextLink to="tokenizer" />
    </Stack>
  );
}
