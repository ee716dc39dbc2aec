/**
 * @file What each vocabulary costs by language, and what the vocabularies share.
 */
import { SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toCsv } from '../../../pictures/csv';
import { FertilityBars } from '../../../pictures/FertilityBars';
import { NumberTable } from '../../../pictures/NumberTable';
import { OverlapMatrix } from '../../../pictures/OverlapMatrix';
import { PictureFrame } from '../../../pictures/PictureFrame';
import { useLab } from '../../../state/lab';
import { sampleNames } from '../../../state/tokenizer-parts';
import { perOne } from './compared-text';
import { useComparedName } from './use-compared-name';

/** Every compared tokenizer that is ready, with its name. */
function useReady() {
  const entries = useLab((state) => state.comparison.entries);
  const nameOf = useComparedName();
  return entries.flatMap(({ id, choice, facts }) =>
    facts ? [{ id, name: nameOf(choice), samples: facts.samples }] : [],
  );
}

export function FertilityView() {
  const { t } = useTranslation();
  const ready = useReady();
  const csv = () =>
    toCsv(
      ['tokenizer', 'sample', 'tokens', 'characters', 'bytes', 'words'],
      ready.flatMap(({ name, samples }) =>
        sampleNames.map((sample) => {
          const { tokens, characters, bytes, words } = samples[sample];
          return [name, sample, tokens, characters, bytes, words];
        }),
      ),
    );
  return (
    <Stack gap={32}>
      <PictureFrame
        title={t('tokenizerCompare.fertility.same')}
        caption={t('tokenizerCompare.fertility.sameCaption')}
        file="fertility"
        csv={csv}
      >
        <FertilityBars
          rows={ready.map(({ id, name, samples }) => ({
            id,
            name,
            english: samples.english.tokens,
            chinese: samples.chinese.tokens,
          }))}
        />
      </PictureFrame>
      <PictureFrame
        title={t('tokenizerCompare.fertility.kinds')}
        caption={t('tokenizerCompare.fertility.kindsCaption')}
        file="fertility"
        csv={csv}
      >
        <NumberTable
          label={t('tokenizerCompare.fertility.kinds')}
          columns={[
            t('tokenizerCompare.columns.tokenizer'),
            t('tokenizerCompare.fertility.english'),
            t('tokenizerCompare.fertility.chinese'),
            t('tokenizerCompare.fertility.englishCharacters'),
            t('tokenizerCompare.fertility.chineseCharacters'),
            t('tokenizerCompare.fertility.codeCharacters'),
            t('tokenizerCompare.fertility.emojiCharacters'),
          ]}
          rows={ready.map(({ id, name, samples: { english, chinese, code, emoji } }) => ({
            id,
            name,
            cells: [
              ...[english, chinese].map(({ tokens, words }) => perOne(tokens, words)),
              ...[english, chinese, code, emoji].map(({ tokens, characters }) =>
                perOne(tokens, characters),
              ),
            ],
          }))}
        />
      </PictureFrame>
    </Stack>
  );
}

export function OverlapView() {
  const { t } = useTranslation();
  const ready = useReady();
  const overlap = useLab((state) => state.comparison.overlap);
  const [measure, setMeasure] = useState<'jaccard' | 'share'>('jaccard');
  if (!overlap || overlap.ids.length === 0) return null;
  const names = overlap.ids.map((id) => ready.find((one) => one.id === id)?.name ?? '');
  return (
    <PictureFrame
      title={t('tokenizerCompare.overlap.title')}
      caption={t(`tokenizerCompare.overlap.${measure}Caption`)}
      controls={
        <SegmentedControl
          size="xs"
          aria-label={t('tokenizerCompare.overlap.measure')}
          value={measure}
          data={(['jaccard', 'share'] as const).map((value) => ({
            value,
            label: t(`tokenizerCompare.overlap.${value}`),
          }))}
          onChange={(value) => setMeasure(value === 'share' ? 'share' : 'jaccard')}
        />
      }
      file="vocabulary-overlap"
      csv={() =>
        toCsv(
          ['first', 'second', 'shared', 'jaccard', 'share of the first'],
          overlap.matrix.flatMap((row, first) =>
            row.map(({ shared, jaccard, share }, second) => [
              ...[names[first], names[second]],
              ...[shared, jaccard, share],
            ]),
          ),
        )
      }
    >
      <OverlapMatrix
        measure={t(`tokenizerCompare.overlap.${measure}`)}
        names={names}
        cells={overlap.matrix.map((row) =>
          row.map((cell) => ({ value: cell[measure], shared: cell.shared })),
        )}
      />
    </PictureFrame>
  );
}
